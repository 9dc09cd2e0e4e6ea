package io.lakeshift.activities.setup;

import io.lakeshift.activities.lakebase.TableWriters.Right;
import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.databricks.TableName;
import java.util.List;
import java.util.stream.Collectors;

/** What is said of the roles of PostgreSQL. */
public final class RoleFindings {
    private RoleFindings() {}

    public static Finding unknownRole(String role) {
        return Finding.blocker(
                "ROLE_MISSING",
                "PostgreSQL has no role " + role + ", to which the plan grants SELECT.",
                "spec.grants",
                "SELECT databricks_create_role('" + role.replace("'", "''")
                        + "', 'USER'); or take it out of the plan.");
    }

    public static Finding mayWrite(TableName target, List<Right> rights) {
        return Finding.warning(
                "OTHERS_MAY_WRITE",
                "Others than its pipeline may write where " + target + " lies in PostgreSQL; a synced table is only"
                        + " read there, because writing interferes with the pipeline.",
                rights.stream().map(Right::toString).collect(Collectors.joining("; ")),
                rights.stream().map(Right::revoke).collect(Collectors.joining(" ")));
    }
}
