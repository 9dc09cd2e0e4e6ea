package io.lakeshift.activities.lakebase;

import io.lakeshift.activities.databricks.Quoting;
import io.lakeshift.workflows.databricks.TableName;
import java.util.ArrayList;
import java.util.List;

/**
 * Who may write a table, or beside it, without being its owner: what was granted, because that is what can be revoked.
 * Superusers and the roles of Databricks itself are left out; whoever is a member of a role that is named loses the right
 * with it.
 */
public final class TableWriters {
    private static final String EVERYBODY = "PUBLIC";
    /** Of the roles that hold a right, those that are somebody else's. */
    private static final String FOREIGN = "(r.oid IS NULL OR NOT r.rolsuper AND r.rolname !~ '^(databricks_|pg_)')";

    private final LakebaseDatabase database;

    TableWriters(LakebaseDatabase database) {
        this.database = database;
    }

    /**
     * @param role {@code PUBLIC} for everybody
     * @param privileges as PostgreSQL writes them
     * @param on what they are held on, for people
     * @param revoke the statement that takes them away
     */
    public record Right(String role, String privileges, String on, String revoke) {
        @Override
        public String toString() {
            return role + " has " + privileges + " on " + on;
        }
    }

    /** The rights on the table, where it is there already, then on its schema, then those on all tables. */
    public List<Right> of(TableName table) {
        List<Right> rights = new ArrayList<>(database.query(
                "read who may write " + table,
                """
                SELECT coalesce(r.rolname, ''), string_agg(DISTINCT a.privilege_type, ', ' ORDER BY a.privilege_type)
                FROM (SELECT c.relowner AS owner, g.*
                      FROM pg_class c, aclexplode(c.relacl) g WHERE c.oid = to_regclass(?)
                      UNION ALL
                      SELECT c.relowner, g.*
                      FROM pg_class c JOIN pg_attribute t ON t.attrelid = c.oid, aclexplode(t.attacl) g
                      WHERE c.oid = to_regclass(?)) a
                LEFT JOIN pg_roles r ON r.oid = a.grantee
                WHERE a.privilege_type IN ('INSERT', 'UPDATE', 'DELETE', 'TRUNCATE') AND a.grantee <> a.owner AND """ + FOREIGN + " GROUP BY 1 ORDER BY 1",
                row -> onTable(row.getString(1), row.getString(2), table),
                Quoting.postgres(table),
                Quoting.postgres(table)));
        rights.addAll(database.query(
                "read who may create in schema " + table.schema(),
                """
                SELECT DISTINCT coalesce(r.rolname, '')
                FROM (SELECT n.nspowner AS owner, g.*
                      FROM pg_namespace n, aclexplode(n.nspacl) g WHERE n.nspname = ?) a
                LEFT JOIN pg_roles r ON r.oid = a.grantee
                WHERE a.privilege_type = 'CREATE' AND a.grantee <> a.owner AND """ + FOREIGN + " ORDER BY 1",
                row -> onSchema(row.getString(1), table.schema()),
                table.schema()));
        rights.addAll(database.query(
                "read who may write all tables", """
                SELECT r.rolname
                FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid JOIN pg_roles r ON r.oid = m.member
                WHERE g.rolname = 'pg_write_all_data' AND """ + FOREIGN + " ORDER BY 1", row -> onEverything(row.getString(1))));
        return rights;
    }

    private static Right onTable(String role, String privileges, TableName table) {
        return new Right(
                named(role),
                privileges,
                "table " + table.schema() + "." + table.table(),
                "REVOKE " + privileges + " ON " + Quoting.postgres(table) + " FROM " + quoted(role) + ";");
    }

    private static Right onSchema(String role, String schema) {
        return new Right(
                named(role),
                "CREATE",
                "schema " + schema,
                "REVOKE CREATE ON SCHEMA " + Quoting.postgres(schema) + " FROM " + quoted(role) + ";");
    }

    private static Right onEverything(String role) {
        return new Right(
                role, "pg_write_all_data", "all tables", "REVOKE pg_write_all_data FROM " + quoted(role) + ";");
    }

    private static String named(String role) {
        return role.isEmpty() ? EVERYBODY : role;
    }

    private static String quoted(String role) {
        return role.isEmpty() ? EVERYBODY : Quoting.postgres(role);
    }
}
