package io.lakeshift.activities.lakebase;

import io.lakeshift.activities.databricks.Quoting;
import io.lakeshift.workflows.databricks.TableName;
import java.util.ArrayList;
import java.util.List;

/** Who may read, as it is wanted. Reading is all that is ever granted: the pipeline owns the rows. */
public final class TableGrants {
    private final LakebaseDatabase database;

    TableGrants(LakebaseDatabase database) {
        this.database = database;
    }

    /** A privilege that somebody lacks. */
    private record Lack(String role, boolean schema, TableName table) {
        String grant() {
            return schema
                    ? "GRANT USAGE ON SCHEMA " + Quoting.postgres(table.schema()) + " TO " + Quoting.postgres(role)
                    : "GRANT SELECT ON " + Quoting.postgres(table) + " TO " + Quoting.postgres(role);
        }

        @Override
        public String toString() {
            return schema
                    ? "USAGE on schema " + table.schema() + " to " + role
                    : "SELECT on " + table.schema() + "." + table.table() + " to " + role;
        }
    }

    /** Grants what is missing; returns it. A recreated table has none of its old grants. */
    public List<String> bring(TableName table, List<String> roles) {
        List<Lack> lacking = lacking(table, roles);
        lacking.forEach(lack -> database.execute("grant " + lack, lack.grant()));
        return lacking.stream().map(Lack::toString).toList();
    }

    /** What {@link #bring} would grant. */
    public List<String> missing(TableName table, List<String> roles) {
        return lacking(table, roles).stream().map(Lack::toString).toList();
    }

    private List<Lack> lacking(TableName table, List<String> roles) {
        List<Lack> lacking = new ArrayList<>();
        for (String role : roles) {
            if (!mayUse(role, table.schema())) {
                lacking.add(new Lack(role, true, table));
            }
            if (!maySelect(role, table)) {
                lacking.add(new Lack(role, false, table));
            }
        }
        return lacking;
    }

    public boolean roleExists(String role) {
        return database.query(
                        "look for role " + role,
                        "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = ?)",
                        row -> row.getBoolean(1),
                        role)
                .get(0);
    }

    private boolean mayUse(String role, String schema) {
        return may(role, "SELECT has_schema_privilege(?, ?, 'USAGE')", schema);
    }

    private boolean maySelect(String role, TableName table) {
        return may(role, "SELECT has_table_privilege(?, ?, 'SELECT')", Quoting.postgres(table));
    }

    private boolean may(String role, String question, String object) {
        if (!roleExists(role)) {
            throw LakebaseErrors.noRole(role);
        }
        return database.query("read the grants of " + role, question, row -> row.getBoolean(1), role, object)
                .get(0);
    }
}
