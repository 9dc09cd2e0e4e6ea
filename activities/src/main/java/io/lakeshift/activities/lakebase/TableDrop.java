package io.lakeshift.activities.lakebase;

import io.lakeshift.activities.databricks.Quoting;
import io.lakeshift.workflows.databricks.TableName;
import java.util.List;
import java.util.Optional;

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

    /**
     * Drops a schema that pipelines, or this login, have made and that holds nothing at all.
     *
     * @return why it was left; empty where it is gone
     */
    public Optional<String> schema(String schema) {
        Optional<String> left = whyLeft(schema);
        if (left.isEmpty()) {
            database.execute("drop schema " + schema, "DROP SCHEMA IF EXISTS " + Quoting.postgres(schema));
        }
        return left;
    }

    private Optional<String> whyLeft(String schema) {
        return database
                .query(
                        "look into schema " + schema,
                        """
                        SELECT pg_get_userbyid(n.nspowner), pg_get_userbyid(n.nspowner) = current_user,
                               (SELECT count(*) FROM pg_depend d
                                WHERE d.refclassid = 'pg_namespace'::regclass AND d.refobjid = n.oid
                                  AND d.deptype = 'n')
                        FROM pg_namespace n WHERE n.nspname = ?""",
                        row -> whyLeft(row.getString(1), row.getBoolean(2), row.getLong(3)),
                        schema)
                .stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> whyLeft(String owner, boolean own, long holds) {
        if (!own && !Occupant.isWriter(owner)) {
            return Optional.of("it belongs to role " + owner);
        }
        return holds > 0 ? Optional.of("it is not empty") : Optional.empty();
    }
}
