package io.lakeshift.activities.lakebase;

import io.lakeshift.activities.databricks.Quoting;
import io.lakeshift.workflows.databricks.TableName;
import java.util.List;

/** Drops what a migration made, and never what depends on it. */
public final class TableDrop {
    private final LakebaseDatabase database;

    TableDrop(LakebaseDatabase database) {
        this.database = database;
    }

    /**
     * @return false where there was none
     * @throws io.lakeshift.activities.databricks.WorkspaceException DEPENDENTS_EXIST
     */
    public boolean table(TableName table) {
        if (!database.tableExists(table)) {
            return false;
        }
        List<String> dependents = dependents(table);
        if (!dependents.isEmpty()) {
            throw LakebaseErrors.dependents(table.schema() + "." + table.table(), dependents);
        }
        database.execute("drop " + table, "DROP TABLE IF EXISTS " + Quoting.postgres(table));
        return true;
    }

    /** Views, materialised views and foreign keys of other tables. */
    public List<String> dependents(TableName table) {
        return database.query(
                "read what depends on " + table,
                """
                SELECT DISTINCT CASE v.relkind WHEN 'm' THEN 'materialized view ' ELSE 'view ' END
                       || v.oid::regclass
                FROM pg_depend d
                JOIN pg_rewrite r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid
                JOIN pg_class v ON v.oid = r.ev_class
                WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = to_regclass(?) AND v.oid <> d.refobjid
                UNION
                SELECT 'foreign key ' || quote_ident(conname) || ' of ' || conrelid::regclass
                FROM pg_constraint
                WHERE contype = 'f' AND confrelid = to_regclass(?) AND conrelid <> confrelid
                ORDER BY 1""",
                row -> row.getString(1),
                Quoting.postgres(table),
                Quoting.postgres(table));
    }

    /** @return false where there is something in it, or where it is not there */
    public boolean schemaIfEmpty(String schema) {
        boolean empty = database.query("look into schema " + schema, """
                        SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = ?)
                           AND NOT EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                                           WHERE n.nspname = ?)""", row -> row.getBoolean(1), schema, schema)
                .get(0);
        if (empty) {
            database.execute("drop schema " + schema, "DROP SCHEMA IF EXISTS " + Quoting.postgres(schema));
        }
        return empty;
    }
}
