package io.lakeshift.activities.kinds.syncedtables;

import io.lakeshift.activities.databricks.SyncedTables.SyncedTable;
import io.lakeshift.activities.databricks.WorkspaceException;
import io.lakeshift.activities.kinds.syncedtables.SyncSlots.Slots;
import io.lakeshift.activities.lakebase.Occupant;
import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.databricks.TableName;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTablesSetup;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What goes wrong in this package, and what to do about it. */
final class SyncedTableMessages {
    /** What Databricks' error texts hold, and the remedy for each. */
    private static final Map<String, String> REMEDIES = Map.ofEntries(
            Map.entry(
                    "PRIMARY_KEY_CONSTRAINT_VIOLATION",
                    "The source has rows with the same key: clean them, or set timeseriesKey in the plan."),
            Map.entry(
                    "duplicate key",
                    "The source has rows with the same key: clean them, or set timeseriesKey in the plan."),
            Map.entry(
                    "CHARACTER_NOT_IN_REPERTOIRE",
                    "A text holds a null byte: SELECT REPLACE(col, CAST(CHAR(0) AS STRING), '') AS col FROM table."),
            Map.entry("null byte", "SELECT REPLACE(col, CAST(CHAR(0) AS STRING), '') AS col FROM table."),
            Map.entry("COLUMN_TYPE_CHANGE_NOT_SUPPORTED", "A column's type has changed: recreate the synced table."),
            Map.entry("CHANGED_PRIMARY_KEY", "The key has changed: recreate the synced table."),
            Map.entry("TARGET_DATABASE_FULL", "The Lakebase is full: make room, or take another one."),
            Map.entry("DATABASE_DOES_NOT_EXIST", "Name an existing database as spec.database."),
            Map.entry("LOCK_TIMEOUT", "A session holds a lock on the table: end it, then retry."),
            Map.entry("ACCELERATED_SYNC_DATA_TOO_LARGE", "The table is too large for an accelerated sync."));

    private SyncedTableMessages() {}

    static WorkspaceException feedRequired(SyncedTableSpec spec, WorkspaceException said) {
        return WorkspaceException.of(
                MigrationFailure.WORKSPACE_REFUSED,
                said.getMessage() + " Enable it: " + ModeFindings.enableFeed(spec.source())
                        + " Or set mode: SNAPSHOT for " + spec.target() + " in the plan.");
    }

    static WorkspaceException existsDifferently(TableName target, String difference) {
        return WorkspaceException.of(
                MigrationFailure.EXISTS_DIFFERENTLY,
                "There is a synced table " + target + " with another spec (" + difference + "), and it is left alone. "
                        + TargetFindings.recreate(target));
    }

    static WorkspaceException nameTaken(TableName target, Occupant occupant) {
        return WorkspaceException.of(
                MigrationFailure.EXISTS_DIFFERENTLY,
                target + " was not created: in PostgreSQL, there is " + occupant.words()
                        + (occupant.isSynced()
                                ? ", which an earlier synced table has left. " + TargetFindings.dropOrTakeOver(occupant)
                                : ", which a sync would replace. Rename it, then retry; or abort, and choose another"
                                        + " target."));
    }

    static WorkspaceException keptByAnother(TableName target, TableName keeper) {
        Finding finding = TargetFindings.keptByAnother(target, keeper);
        return WorkspaceException.of(
                MigrationFailure.EXISTS_DIFFERENTLY,
                target + " was not created. " + finding.message() + " "
                        + finding.remedy().orElse(""));
    }

    static WorkspaceException sourceFull(SyncedTableSpec spec, Set<String> there) {
        return WorkspaceException.of(
                MigrationFailure.WORKSPACE_REFUSED,
                spec.source() + " has " + there.size() + " synced tables by now, and can have " + SourceQuota.MOST
                        + ", so " + spec.target() + " was not created. Delete one that nobody reads, or take this one"
                        + " out of the plan. They are: " + String.join(", ", there) + ".");
    }

    static WorkspaceException noPipelineToShare(TableName target, TableName leader, Optional<SyncedTable> led) {
        return WorkspaceException.of(
                MigrationFailure.SYNC_OVERDUE,
                target + " was not created: it shares the pipeline of " + leader + ", which "
                        + led.map(table -> "is " + table.state().orElse("in an unknown state") + " and has none.")
                                .orElse("has not been created.")
                        + " Mend that table first, then retry this one.");
    }

    static WorkspaceException noConnections(TableName target, Slots slots) {
        return WorkspaceException.of(
                MigrationFailure.SYNC_OVERDUE,
                target + " was not created: its load needs up to " + SyncSlots.CONNECTIONS_PER_SYNC
                        + " connections, and others have held them for long (" + slots.text() + "). Close connections"
                        + " that nobody needs, or take a larger compute, then retry.");
    }

    static WorkspaceException failed(SyncedTable table, List<String> pipelineErrors) {
        String said = String.join(" ", pipelineErrors);
        return WorkspaceException.of(
                MigrationFailure.SYNC_FAILED,
                table.name() + " is " + table.state().orElse("unknown") + ": "
                        + (table.message().isBlank() ? "no reason given." : sentence(table.message()))
                        + (said.isBlank() ? "" : " Its pipeline says: " + sentence(said))
                        + remedy(table.message() + " " + said) + pipeline(table));
    }

    static WorkspaceException updateFailed(SyncedTable table, String state, List<String> pipelineErrors) {
        String said = String.join(" ", pipelineErrors);
        return WorkspaceException.of(
                MigrationFailure.SYNC_FAILED,
                "The update of the pipeline of " + table.name() + " ended " + state + " while the table is still "
                        + table.state().orElse("unknown") + "."
                        + (said.isBlank() ? "" : " It says: " + sentence(said)) + remedy(said) + pipeline(table));
    }

    static WorkspaceException notReady(SyncedTable table) {
        return WorkspaceException.of(
                MigrationFailure.SYNC_OVERDUE,
                table.name() + " is " + table.state().orElse("in an unknown state")
                        + (table.message().isBlank() ? "" : " (" + table.message() + ")")
                        + " and not ready, and nothing has moved for long." + pipeline(table));
    }

    static WorkspaceException absent(TableName name) {
        return WorkspaceException.of(
                MigrationFailure.OBJECT_MISSING,
                "There is no synced table " + name + ". Somebody has deleted it, or its name is another.");
    }

    static WorkspaceException continuous(TableName name) {
        return WorkspaceException.of(
                MigrationFailure.INVALID_INPUT,
                name + " is CONTINUOUS: its pipeline always runs and brings every change by itself; there is nothing to"
                        + " refresh.");
    }

    static WorkspaceException noPipelineYet(TableName name) {
        return WorkspaceException.of(
                MigrationFailure.WORKSPACE_UNAVAILABLE,
                name + " has no pipeline yet, it is still being provisioned. It is tried again.");
    }

    static WorkspaceException applicationFile(Path file, String reason) {
        return WorkspaceException.of(
                MigrationFailure.INVALID_INPUT,
                "The application's configuration " + file + " cannot be changed (" + reason
                        + "). Make it readable and writable for the worker.");
    }

    static WorkspaceException notWhatWasApproved(SyncedTablesSetup.Application application) {
        return WorkspaceException.of(
                MigrationFailure.COMMIT_CONFLICT,
                application.file() + " was not switched: other tables are cut over now than those that were approved.");
    }

    static WorkspaceException needsWarehouse(TableName source) {
        return WorkspaceException.of(
                MigrationFailure.INVALID_INPUT,
                "Enabling the change data feed of " + source + " needs a SQL warehouse: set spec.warehouse, or run: "
                        + ModeFindings.enableFeed(source));
    }

    private static String remedy(String said) {
        String known = said.toLowerCase(Locale.ROOT);
        return REMEDIES.entrySet().stream()
                .filter(entry -> known.contains(entry.getKey().toLowerCase(Locale.ROOT)))
                .map(entry -> " " + entry.getValue())
                .findFirst()
                .orElse("");
    }

    private static String pipeline(SyncedTable table) {
        return table.pipelineId()
                .map(id -> " See pipeline " + id + " in the workspace under Jobs & Pipelines.")
                .orElse("");
    }

    private static String sentence(String text) {
        String one = text.strip();
        return one.endsWith(".") ? one : one + ".";
    }
}
