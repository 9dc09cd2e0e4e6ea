package io.lakeshift.activities.syncedtables;

import io.lakeshift.activities.databricks.CatalogObjects.Column;
import io.lakeshift.activities.databricks.Quoting;
import io.lakeshift.activities.databricks.WorkspaceException;
import io.lakeshift.activities.syncedtables.SyncSlots.Slots;
import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.syncedtables.SyncedTableSpec;
import io.lakeshift.workflows.syncedtables.TableName;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What an assessment tells people, each with the statement that fixes it. */
final class SyncedTableFindings {
    private SyncedTableFindings() {}

    static Finding sourceMissing(TableName source) {
        return Finding.blocker(
                "SOURCE_MISSING",
                "There is no table " + source + ", or it may not be seen.",
                "GET /api/2.1/unity-catalog/tables/" + source,
                "Correct the name, or have its owner run: GRANT SELECT ON TABLE " + Quoting.databricks(source)
                        + " TO `<you>`;");
    }

    static Finding failed(WorkspaceException failure) {
        return Finding.blocker(
                failure.failure().name(),
                String.valueOf(failure.getMessage()),
                "the answer of Databricks",
                "Do what the message says, then plan again.");
    }

    static Finding feedIsOff(SyncedTableSpec spec) {
        return Finding.blocker(
                "CDF_OFF",
                "Mode " + spec.mode() + " needs the change data feed of " + spec.source() + ", which is off.",
                "delta.enableChangeDataFeed",
                enableFeed(spec.source()) + " Or set mode: SNAPSHOT or onMissingCdf: switch for this table.");
    }

    static Finding switchedToSnapshot(SyncedTableSpec spec) {
        return Finding.warning(
                "MODE_SWITCHED",
                spec.target() + " will be SNAPSHOT instead of " + spec.mode() + ": the change data feed of "
                        + spec.source() + " is off.",
                "delta.enableChangeDataFeed",
                "For " + spec.mode() + ": " + enableFeed(spec.source()) + " Or set onMissingCdf: enable. A synced table"
                        + " keeps the mode that it was created with.");
    }

    static Finding feedWillBeEnabled(SyncedTableSpec spec) {
        return Finding.warning(
                "CDF_WILL_BE_ENABLED",
                "The plan changes the source: " + enableFeed(spec.source()),
                "onMissingCdf: enable",
                "Set onMissingCdf: switch to leave the source as it is. A rollback leaves the feed on.");
    }

    static Finding noFeedPossible(SyncedTableSpec spec, String what) {
        return Finding.warning(
                "MODE_SWITCHED",
                spec.target() + " will be SNAPSHOT instead of " + spec.mode() + ": " + what
                        + " has no change data feed.",
                spec.source().full(),
                "Set mode: SNAPSHOT for this table.");
    }

    static Finding filtered(SyncedTableSpec spec) {
        TableName source = spec.source();
        String view = Quoting.databricks(source.catalog()) + "." + Quoting.databricks(source.schema()) + "."
                + Quoting.databricks(source.table() + "_for_sync");
        return Finding.blocker(
                "FILTERED_SOURCE",
                source + " has a row filter or a column mask; such a table cannot be synced.",
                "row_filter or mask",
                "CREATE VIEW " + view + " AS SELECT * FROM " + Quoting.databricks(source)
                        + "; and sync the view in mode SNAPSHOT. It then holds the rows that you may see, and shows"
                        + " them to whoever may read in PostgreSQL.");
    }

    static Finding noKey(SyncedTableSpec spec, List<String> declared) {
        return Finding.blocker(
                "NO_PRIMARY_KEY",
                spec.source() + " has no primary key in the plan; a synced table needs one.",
                declared.isEmpty() ? "none is declared" : "declared: " + String.join(", ", declared),
                "Set primaryKey: [" + (declared.isEmpty() ? "…" : String.join(", ", declared)) + "] for this table.");
    }

    static Finding keyNotDeclared(SyncedTableSpec spec) {
        return Finding.warning(
                "KEY_NOT_DECLARED",
                spec.source() + " declares no primary key; the plan's is taken.",
                "primaryKey: " + spec.primaryKey(),
                "To declare it: ALTER TABLE " + Quoting.databricks(spec.source()) + " ADD CONSTRAINT "
                        + Quoting.databricks(spec.source().table() + "_pk") + " PRIMARY KEY ("
                        + Quoting.databricksList(spec.primaryKey()) + ");");
    }

    static Finding otherKey(SyncedTableSpec spec, List<String> declared) {
        return Finding.warning(
                "KEY_DIFFERS",
                "The plan's primary key of " + spec.source() + " is not the declared one.",
                "plan " + spec.primaryKey() + ", declared " + declared,
                "Set primaryKey: " + declared + " unless the other is meant.");
    }

    static Finding unknownColumn(SyncedTableSpec spec, String column, String where) {
        return Finding.blocker(
                "COLUMN_MISSING",
                spec.source() + " has no column " + column + ", which the plan names as " + where + ".",
                where,
                "Correct the name in the plan.");
    }

    static Finding unsupported(SyncedTableSpec spec, Column column) {
        return Finding.blocker(
                "TYPE_UNSUPPORTED",
                "Column " + column.name() + " of " + spec.source() + " is " + column.type()
                        + ", which cannot be synced.",
                column.name() + " " + column.type(),
                "Sync a view without it: CREATE VIEW … AS SELECT * EXCEPT (" + Quoting.databricks(column.name())
                        + ") FROM " + Quoting.databricks(spec.source()) + "; in mode SNAPSHOT.");
    }

    static Finding unlisted(SyncedTableSpec spec, Column column) {
        return Finding.warning(
                "TYPE_UNLISTED",
                "What becomes of column " + column.name() + " (" + column.type() + ") is not documented.",
                column.name() + " " + column.type(),
                "Look at it after the load.");
    }

    static Finding mayHoldNan(Column column) {
        return Finding.warning(
                "NAN_IN_JSON",
                "Column " + column.name() + " (" + column.type() + ") becomes jsonb, which knows no NaN.",
                column.name() + " " + column.type(),
                "Make sure that it holds no NaN or infinity.");
    }

    static Finding tooLong(String what, String name) {
        return Finding.blocker(
                "NAME_TOO_LONG",
                "PostgreSQL cuts names off at " + Quoting.LONGEST_POSTGRES_NAME + " bytes: " + what + " " + name + ".",
                name,
                "Use a shorter name, such as " + Quoting.shortened(name) + ".");
    }

    static Finding oddName(TableName target, String part) {
        return Finding.warning(
                "NAME_NEEDS_QUOTES",
                "'" + part + "' has other characters than letters, digits and underscores; Databricks may refuse it.",
                target.full(),
                "In PostgreSQL write " + Quoting.postgres(target) + "; better choose a plain name.");
    }

    static Finding duplicates(SyncedTableSpec spec, String sample) {
        return Finding.blocker(
                "DUPLICATE_KEYS",
                spec.source() + " has rows with the same key; the sync would fail.",
                sample,
                "Find them: SELECT " + Quoting.databricksList(spec.primaryKey()) + ", COUNT(*) FROM "
                        + Quoting.databricks(spec.source()) + " GROUP BY "
                        + Quoting.databricksList(spec.primaryKey())
                        + " HAVING COUNT(*) > 1; clean them, or set timeseriesKey: the row with its latest value is"
                        + " taken.");
    }

    static Finding timeseriesForNothing(SyncedTableSpec spec) {
        return Finding.info(
                "TIMESERIES_KEY_UNUSED",
                "A timeseries key slows the sync down, and " + spec.source() + " has no duplicate keys now.");
    }

    static Finding nullKeys(SyncedTableSpec spec, long rows) {
        return Finding.warning(
                "NULL_KEYS",
                rows + " rows of " + spec.source() + " have NULL in their key and will not be synced.",
                "SELECT COUNT(*) … WHERE key IS NULL = " + rows,
                "SELECT * FROM " + Quoting.databricks(spec.source()) + " WHERE " + nullKey(spec.primaryKey())
                        + "; gives them.");
    }

    static String nullKey(List<String> key) {
        return String.join(
                " OR ",
                key.stream()
                        .map(column -> Quoting.databricks(column) + " IS NULL")
                        .toList());
    }

    static Finding nullBytes(SyncedTableSpec spec, String column, long rows) {
        String name = Quoting.databricks(column);
        return Finding.blocker(
                "NULL_BYTES",
                rows + " values of " + column + " hold a null byte, which PostgreSQL text cannot.",
                column,
                "Clean them: SELECT REPLACE(" + name + ", CAST(CHAR(0) AS STRING), '') AS " + name + " FROM "
                        + Quoting.databricks(spec.source()) + ";");
    }

    static Finding notScanned() {
        return Finding.warning(
                "NOT_SCANNED",
                "Keys, NULLs, null bytes and rows were not looked at: the plan names no SQL warehouse.",
                "spec.warehouse",
                "Set spec.warehouse to the id of a SQL warehouse.");
    }

    static Finding missingPrivilege(String principal, String privilege, String kind, String name) {
        return Finding.blocker(
                "PRIVILEGE_MISSING",
                principal + " lacks " + privilege.replace('_', ' ') + " on " + kind + " " + name + ".",
                privilege,
                "Its owner can run: GRANT " + privilege.replace('_', ' ') + " ON " + kind + " " + name + " TO "
                        + Quoting.databricks(principal) + ";");
    }

    static Finding privilegesUnknown(String kind, String name, Set<String> needed) {
        return Finding.info(
                "PRIVILEGES_UNKNOWN",
                "The workspace does not tell who may do what with " + kind + " " + name + "; needed are "
                        + String.join(", ", new TreeSet<>(needed)) + ".");
    }

    static Finding schemaMissing(String what, String catalog, String schema, String option) {
        return Finding.blocker(
                "SCHEMA_MISSING",
                "The " + what + " schema " + catalog + "." + schema + " does not exist.",
                catalog + "." + schema,
                "CREATE SCHEMA " + Quoting.databricks(catalog) + "." + Quoting.databricks(schema) + "; or set " + option
                        + ".");
    }

    static Finding schemaWillBeCreated(String what, String catalog, String schema) {
        return Finding.info(
                "SCHEMA_WILL_BE_CREATED", "The " + what + " schema " + catalog + "." + schema + " will be created.");
    }

    static Finding catalogMissing(String catalog) {
        return Finding.blocker(
                "CATALOG_MISSING",
                "There is no catalog " + catalog + ", or it may not be seen.",
                catalog,
                "CREATE CATALOG " + Quoting.databricks(catalog) + "; or correct the name.");
    }

    static Finding defaultStorage(String catalog, boolean blocks) {
        String message = "Catalog " + catalog + " keeps its tables in the workspace's default storage, from which"
                + " autoscaling Lakebase projects cannot sync.";
        String remedy = "Move the table to a catalog with a storage root of its own.";
        return blocks
                ? Finding.blocker("DEFAULT_STORAGE", message, "storage_root is empty", remedy)
                : Finding.warning("DEFAULT_STORAGE", message, "storage_root is empty", remedy);
    }

    static Finding existsAsWanted(TableName target) {
        return Finding.info(
                "TARGET_EXISTS",
                "There is a synced table " + target
                        + " just as it is wanted: it is taken over, and a rollback leaves it.");
    }

    static Finding existsDifferently(TableName target, String difference) {
        return Finding.blocker(
                "EXISTS_DIFFERENTLY",
                "There is a synced table " + target + " with another spec: " + difference + ".",
                target.full(),
                recreate(target));
    }

    static String recreate(TableName target) {
        return "Choose another target, or remove it: first in Unity Catalog (databricks database"
                + " delete-synced-database-table " + target + "), then in PostgreSQL: DROP TABLE IF EXISTS "
                + Quoting.postgres(target) + ";";
    }

    static Finding targetTaken(TableName target) {
        return Finding.blocker(
                "TARGET_TAKEN",
                target + " is a table, but no synced table.",
                target.full(),
                "Choose another target for it.");
    }

    /** @param adds how many tables of the plan have this source and are not there yet */
    static Finding sourceSyncedTooOften(SyncedTableSpec spec, Set<String> there, int adds) {
        int most = SourceQuota.MOST;
        return Finding.blocker(
                "SOURCE_SYNCED_TOO_OFTEN",
                spec.source() + " has " + there.size() + " of at most " + most + " synced tables, and the plan adds "
                        + adds + ": " + spec.target() + " does not fit.",
                some(there),
                "Take it out of the plan, or delete one that nobody reads: databricks database"
                        + " delete-synced-database-table NAME");
    }

    static Finding notCounted(List<String> unseen) {
        return Finding.warning(
                "SYNCED_TABLES_NOT_COUNTED",
                "A source can have " + SourceQuota.MOST + " synced tables; those in places that you may not list are"
                        + " not counted.",
                some(unseen),
                "Their owners can run: GRANT USE SCHEMA ON SCHEMA … TO `<you>`; without it a table too many shows only"
                        + " when it is created.");
    }

    private static String some(Collection<String> names) {
        int shown = 20;
        String list = names.stream().limit(shown).collect(Collectors.joining(", "));
        return names.isEmpty()
                ? "none"
                : names.size() <= shown ? list : list + " and " + (names.size() - shown) + " more";
    }

    static Finding fewConnections(Slots slots, int tables) {
        String message = "A load takes up to " + SyncSlots.CONNECTIONS_PER_SYNC + " connections, so " + slots.at()
                + " of the plan's " + tables + " tables can be loaded at one time"
                + (slots.at() == 0 ? "." : "; the others wait for their turn.");
        String remedy = "Close connections that nobody needs, or take a larger compute: max_connections grows with it.";
        return slots.at() == 0
                ? Finding.blocker("TOO_FEW_CONNECTIONS", message, slots.text(), remedy)
                : Finding.warning("FEW_CONNECTIONS", message, slots.text(), remedy);
    }

    static Finding nearlyFull(long bytes) {
        return Finding.warning(
                "NEARLY_FULL",
                "The database holds " + bytes / 1_000_000_000L + " GB already; a Lakebase holds 2 TB.",
                "pg_database_size",
                "Make room, or take another Lakebase.");
    }

    static Finding unknownRole(String role) {
        return Finding.blocker(
                "ROLE_MISSING",
                "PostgreSQL has no role " + role + ", to which the plan grants SELECT.",
                "spec.grants",
                "SELECT databricks_create_role('" + role.replace("'", "''")
                        + "', 'USER'); or take it out of the plan.");
    }

    static Finding alwaysRuns() {
        return Finding.warning(
                "ALWAYS_RUNS",
                "A CONTINUOUS table keeps a pipeline running day and night.",
                "mode: CONTINUOUS",
                "Set mode: TRIGGERED unless seconds matter.");
    }

    static Finding noTrigger(SyncedTableSpec spec) {
        return Finding.info(
                "NO_TRIGGER",
                "After the first load " + spec.target() + " changes only when somebody refreshes it: lakeshift refresh "
                        + spec.target() + ", or a table update trigger of a Databricks job.");
    }

    static Finding runTooLong(double hours) {
        return Finding.warning(
                "RUN_TOO_LONG",
                String.format(
                        java.util.Locale.ROOT,
                        "One run takes about %.2f h, more than the day in which it is to run.",
                        hours),
                "sizing",
                "Take more capacity units, or refresh less often.");
    }

    static Optional<Finding> shortenedIndexName(String name) {
        return Quoting.fitsPostgres(name)
                ? Optional.empty()
                : Optional.of(Finding.info(
                        "INDEX_NAME_SHORTENED", "Index " + name + " will be called " + Quoting.shortened(name) + "."));
    }

    static String enableFeed(TableName source) {
        return "ALTER TABLE " + Quoting.databricks(source) + " SET TBLPROPERTIES (delta.enableChangeDataFeed = true);";
    }
}
