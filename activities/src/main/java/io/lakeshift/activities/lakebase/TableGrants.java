package io.lakeshift.activities.lakebase;

import io.lakeshift.activities.databricks.Quoting;
import io.lakeshift.workflows.syncedtables.TableName;
import java.util.ArrayList;
import java.util.List;

/** Who may read, as it is wanted. Reading is all that is ever granted: the pipeline owns the rows. */
public final class TableGrants {
    private final LakebaseDatabase database;

    TableGrants(LakebaseDatabase database) {
        this.database = database;
    }

    /** Grants what is missing; returns it. A recreated table has none of its old grants. */
    public List<String> bring(TableName table, List<String> roles) {
        List<String> granted = new ArrayList<>();
        for (String role : roles) {
            String to = Quoting.postgres(role);
            if (!mayUse(role, table.schema())) {
                database.execute(
                        "grant USAGE on schema " + table.schema(),
                        "GRANT USAGE ON SCHEMA " + Quoting.postgres(table.schema()) + " TO " + to);
                granted.add("USAGE on schema " + table.schema() + " to " + role);
            }
            if (!maySelect(role, table)) {
                database.execute(
                        "grant SELECT on " + table, "GRANT SELECT ON " + Quoting.postgres(table) + " TO " + to);
                granted.add("SELECT on " + table.schema() + "." + table.table() + " to " + role);
            }
        }
        return granted;
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
        return database.query(
                        "read the grants of " + role,
                        "SELECT has_schema_privilege(?, ?, 'USAGE')",
                        row -> row.getBoolean(1),
                        role,
                        schema)
                .get(0);
    }

    private boolean maySelect(String role, TableName table) {
        return database.query(
                        "read the grants of " + role,
                        "SELECT has_table_privilege(?, ?, 'SELECT')",
                        row -> row.getBoolean(1),
                        role,
                        Quoting.postgres(table))
                .get(0);
    }
}
