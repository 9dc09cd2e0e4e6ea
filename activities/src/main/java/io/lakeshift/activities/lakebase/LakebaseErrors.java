package io.lakeshift.activities.lakebase;

import io.lakeshift.activities.databricks.WorkspaceException;
import io.lakeshift.activities.failure.Secrets;
import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.databricks.Lakebase;
import java.sql.SQLException;
import java.util.List;

/** Every message of this package. */
final class LakebaseErrors {
    private LakebaseErrors() {}

    static boolean isWrongKindOfToken(SQLException failure) {
        return message(failure).contains("Failed to decode token");
    }

    static WorkspaceException cannotConnect(Lakebase lakebase, String host, String user, SQLException failure) {
        String where = "Lakebase " + lakebase.place() + " (" + host + ", database " + lakebase.database() + ")";
        if (isWrongKindOfToken(failure)) {
            return WorkspaceException.of(
                    MigrationFailure.NOT_AUTHENTICATED,
                    where + " could not read the password of " + user + " (Failed to decode token): a personal access"
                            + " token is no password there. It takes a database credential, which Lakeshift asks for by"
                            + " itself: remove PGPASSWORD, and check that the profile is of the same workspace."
                            + " How to get one: docs/syncedtables.md.");
        }
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        if (state.startsWith("28")) {
            return WorkspaceException.of(
                    MigrationFailure.NOT_AUTHENTICATED,
                    where + " does not let " + user + " in: " + message(failure)
                            + " Twice in a row with a fresh password. Its manager can add the role: SELECT"
                            + " databricks_create_role('" + user.replace("'", "''") + "', 'USER');");
        }
        if (state.equals("3D000")) {
            return WorkspaceException.of(
                    MigrationFailure.OBJECT_MISSING,
                    where + " has no such database. Name an existing one as spec.database.");
        }
        return WorkspaceException.of(
                MigrationFailure.DATABASE_UNREACHABLE,
                where + " did not let us connect: " + message(failure) + " It may be waking up; it is tried again.");
    }

    static WorkspaceException noSuchDatabase(Lakebase lakebase, String resource) {
        return WorkspaceException.of(
                MigrationFailure.OBJECT_MISSING,
                "Lakebase " + resource + " has no database " + lakebase.database()
                        + ". Name an existing one as spec.database.");
    }

    static WorkspaceException failed(String act, SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        String said = "Cannot " + act + " in PostgreSQL: " + message(failure);
        if (state.equals("42501")) {
            return WorkspaceException.of(
                    MigrationFailure.PERMISSION_DENIED,
                    said + " The owner of the table, or a member of databricks_superuser, can do it.");
        }
        boolean mayPass = state.startsWith("08")
                || state.startsWith("53")
                || state.startsWith("57")
                || state.startsWith("40")
                || state.equals("55P03");
        return WorkspaceException.of(
                mayPass ? MigrationFailure.DATABASE_UNREACHABLE : MigrationFailure.DATABASE_REFUSED, said);
    }

    static WorkspaceException notOneQuery(String act, int statements) {
        return WorkspaceException.of(
                MigrationFailure.INVALID_INPUT,
                "Cannot " + act + ": it is " + statements
                        + " statements, and has to be one query. Give each query of the"
                        + " plan an entry of its own.");
    }

    static WorkspaceException noRole(String role) {
        return WorkspaceException.of(
                MigrationFailure.OBJECT_MISSING,
                "There is no role " + role + " in PostgreSQL, so nothing can be granted to it. The database's manager"
                        + " can add it: SELECT databricks_create_role('" + role.replace("'", "''") + "', 'USER');");
    }

    static WorkspaceException underConstruction(String index, String table) {
        return WorkspaceException.of(
                MigrationFailure.TABLE_BUSY,
                "Index " + index + " on " + table + " is being built by another session. It is waited for.");
    }

    static WorkspaceException dependents(String table, List<String> dependents) {
        return WorkspaceException.of(
                MigrationFailure.DEPENDENTS_EXIST,
                "Something depends on " + table + ", so it is not dropped: " + String.join(", ", dependents)
                        + ". Drop or change these first; Lakeshift never cascades.");
    }

    private static String message(SQLException failure) {
        String text = Secrets.scrub(String.valueOf(failure.getMessage()))
                .replaceAll("\\s+", " ")
                .strip();
        return text.endsWith(".") ? text : text + ".";
    }
}
