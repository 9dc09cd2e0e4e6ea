package io.lakeshift.activities.syncedtables;

import io.lakeshift.workflows.Finding;

/** What is said of the roles of PostgreSQL. */
final class RoleFindings {
    private RoleFindings() {}

    static Finding unknownRole(String role) {
        return Finding.blocker(
                "ROLE_MISSING",
                "PostgreSQL has no role " + role + ", to which the plan grants SELECT.",
                "spec.grants",
                "SELECT databricks_create_role('" + role.replace("'", "''")
                        + "', 'USER'); or take it out of the plan.");
    }
}
