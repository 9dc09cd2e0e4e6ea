package io.lakeshift.activities.syncedtables;

import io.lakeshift.activities.databricks.CatalogObjects.Column;
import io.lakeshift.activities.databricks.Quoting;
import io.lakeshift.activities.databricks.WorkspaceException;
import io.lakeshift.activities.syncedtables.SyncSlots.Slots;
import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.syncedtables.Estimates;
import io.lakeshift.workflows.syncedtables.SyncMode;
import io.lakeshift.workflows.syncedtables.SyncedTableSpec;
import io.lakeshift.workflows.syncedtables.TableName;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
        boolean disabled =
                String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains("not enabled");
        return Finding.blocker(
                failure.failure().name(),
                String.valueOf(failure.getMessage()),
                "the answer of Databricks",
                disabled
                        ? "Ask the workspace admin to enable it, then plan again."
                        : "Do what the message says, then plan again.");
    }

    static Finding otherCloud(String host, String cloud) {
        return Finding.blocker(
                "OTHER_CLOUD",
                host + " is a workspace on " + cloud + "; autoscaling Lakebase projects are documented for AWS only"
                        + " (hosts that end with .cloud.databricks.com).",
                host,
                "Use a profile of a workspace on AWS, or a provisioned instance: backend: provisioned.");
    }

    static Finding takenForSandbox(String host) {
        return Finding.info(
                "NOT_A_WORKSPACE_HOST",
                host + " is on this machine and no Databricks workspace: it is taken for a rehearsal's, on AWS.");
    }

    static Finding noSystemCatalog() {
        return Finding.warning(
                "NO_SYSTEM_CATALOG",
                "Unity Catalog answers, but its catalog system is not among those that you may see.",
                "databricks catalogs list",
                "Check that the workspace is attached to the metastore that is meant.");
    }

    static Finding noCatalogs(WorkspaceException failure) {
        return Finding.blocker(
                "UNITY_CATALOG_UNAVAILABLE",
                String.valueOf(failure.getMessage()),
                "databricks catalogs list",
                "The workspace has to be attached to a Unity Catalog metastore: ask its admin, then plan again.");
    }

    static Finding feedNeedsWarehouse(SyncedTableSpec spec) {
        return Finding.blocker(
                "WAREHOUSE_MISSING",
                "onMissingCdf: enable changes " + spec.source() + " through a SQL warehouse, and the plan names none.",
                "spec.warehouse",
                "Set spec.warehouse to the id of a SQL warehouse, or run it yourself: " + enableFeed(spec.source()));
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
        return Finding.blocker(
                "FILTERED_SOURCE",
                source + " has a row filter or a column mask; such a table cannot be synced.",
                "row_filter or mask",
                "CREATE VIEW " + viewBeside(source) + " AS SELECT * FROM " + Quoting.databricks(source)
                        + "; and sync the view in mode SNAPSHOT. It then holds the rows that you may see, and shows"
                        + " them to whoever may read in PostgreSQL.");
    }

    private static String viewBeside(TableName source) {
        return Quoting.databricks(new TableName(source.catalog(), source.schema(), source.table() + "_for_sync"));
    }

    static Finding view(SyncedTableSpec spec, String principal) {
        return Finding.warning(
                "VIEW_SOURCE",
                spec.source() + " is a view: what " + principal + " sees through it is copied, and is then seen by"
                        + " whoever may read " + spec.target() + " in PostgreSQL.",
                spec.source().full(),
                "Let an identity create it that sees what its readers may see.");
    }

    static Finding quotedColumns(SyncedTableSpec spec, List<String> columns) {
        return Finding.info(
                "COLUMNS_NEED_QUOTES",
                "In PostgreSQL these columns of " + spec.target() + " are written in double quotes: "
                        + Quoting.postgresList(columns) + ".");
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
                "Sync a view without it, in mode SNAPSHOT: CREATE VIEW " + viewBeside(spec.source())
                        + " AS SELECT * EXCEPT (" + Quoting.databricks(column.name()) + ") FROM "
                        + Quoting.databricks(spec.source()) + ";");
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

    static Finding deduplicated(SyncedTableSpec spec, String key, String sample) {
        return Finding.warning(
                "DUPLICATE_KEYS_DROPPED",
                "Of the rows of " + spec.source() + " with the same key only the one with the latest " + key
                        + " is synced; that slows the sync down.",
                sample,
                "Clean the source and take timeseriesKey out of the plan, unless that is meant.");
    }

    static Finding timeseriesForNothing(SyncedTableSpec spec) {
        return Finding.info(
                "TIMESERIES_KEY_UNUSED",
                "A timeseries key slows the sync down, and " + spec.source() + " has no duplicate keys now.");
    }

    static Finding nullKeys(SyncedTableSpec spec, long rows, long all, String sample) {
        return Finding.warning(
                "NULL_KEYS",
                rows + " of the " + all + " rows of " + spec.source() + " have NULL in their key and will not be"
                        + " synced.",
                sample,
                "See them: SELECT * FROM " + Quoting.databricks(spec.source()) + " WHERE " + nullKey(spec.primaryKey())
                        + ";");
    }

    static String nullKey(List<String> key) {
        return String.join(
                " OR ",
                key.stream()
                        .map(column -> Quoting.databricks(column) + " IS NULL")
                        .toList());
    }

    static Finding nullBytes(SyncedTableSpec spec, Column column, long rows) {
        String name = Quoting.databricks(column.name());
        return Finding.blocker(
                "NULL_BYTES",
                rows + " values of " + column.name() + " hold a null byte, which PostgreSQL text cannot.",
                column.name() + " " + column.type(),
                "Clean them: SELECT " + without(name, column.type()) + " AS " + name + " FROM "
                        + Quoting.databricks(spec.source()) + ";");
    }

    private static String without(String name, String type) {
        String nul = "CAST(CHAR(0) AS STRING)";
        return ColumnTypes.isText(type)
                ? "REPLACE(" + name + ", " + nul + ", '')"
                : "FROM_JSON(REPLACE(TO_JSON(" + name + "), '\\\\u0000', ''), '" + type + "')";
    }

    static Finding nans(SyncedTableSpec spec, Column column, long rows) {
        String name = Quoting.databricks(column.name());
        boolean list = column.type().matches("array<(double|float)>");
        return Finding.warning(
                "NAN_IN_JSON",
                rows + " values of " + column.name() + " (" + column.type() + ") may hold NaN or infinity, and become"
                        + " jsonb, which knows neither.",
                column.name() + " " + column.type(),
                "Replace them by NULL"
                        + (list
                                ? ": SELECT TRANSFORM(" + name
                                        + ", x -> CASE WHEN ISNAN(x) OR ABS(x) = DOUBLE('Infinity')"
                                        + " THEN NULL ELSE x END) AS " + name + " FROM "
                                        + Quoting.databricks(spec.source()) + ";"
                                : " in the source, or in a view of it that is synced in mode SNAPSHOT."));
    }

    static Finding notScanned() {
        return Finding.warning(
                "NOT_SCANNED",
                "Keys, NULLs, null bytes and rows were not looked at: the plan names no SQL warehouse.",
                "spec.warehouse",
                "Set spec.warehouse to the id of a SQL warehouse.");
    }

    static Finding missingPrivilege(String principal, String privilege, String kind, String name) {
        String words = privilege.replace('_', ' ');
        String quoted = Stream.of(name.split("\\.")).map(Quoting::databricks).collect(Collectors.joining("."));
        return Finding.blocker(
                "PRIVILEGE_MISSING",
                principal + " lacks " + words + " on " + kind + " " + name + ".",
                privilege,
                "Its owner, or whoever has MANAGE on it, can run: GRANT " + words + " ON " + kind + " " + quoted
                        + " TO " + Quoting.databricks(principal) + ";");
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

    static Finding alwaysRuns(double monthly) {
        return Finding.warning(
                "ALWAYS_RUNS",
                String.format(
                        Locale.ROOT,
                        "A CONTINUOUS table has the lowest lag and keeps a pipeline running day and night: %.2f $ a month,"
                                + " which the tables that share it share.",
                        monthly),
                "mode: CONTINUOUS",
                "Keep it where seconds matter; else set mode: TRIGGERED.");
    }

    static Finding noTrigger(SyncedTableSpec spec) {
        return Finding.info(
                "NO_TRIGGER",
                "After the first load " + spec.target() + " changes only when somebody refreshes it: lakeshift refresh "
                        + spec.target() + ", or a table update trigger of a Databricks job.");
    }

    static Finding tooOften(SyncedTableSpec spec, int runs, double minutes) {
        return Finding.blocker(
                "TOO_OFTEN",
                String.format(
                        Locale.ROOT,
                        "%d runs a month are one every %.1f minutes for %s; a TRIGGERED table takes one every %d minutes"
                                + " at most.",
                        runs,
                        minutes,
                        spec.target(),
                        Estimates.LEAST_MINUTES),
                "sizing.runsPerMonth: " + runs,
                "Set sizing.runsPerMonth: 8640 or less, or mode: CONTINUOUS.");
    }

    /** A plan that says when its tables are refreshed must be able to; else it is a figure to think about. */
    static Finding runTooLong(SyncedTableSpec spec, String takes, String units, String bySize) {
        String message = "A run of " + spec.target() + " " + takes + ".";
        String remedy =
                "Take " + units + " capacity units or more, or refresh less often. A run takes: " + bySize + ".";
        return spec.upkeep().refresh().isPresent()
                ? Finding.blocker("RUN_TOO_LONG", message, "refresh", remedy)
                : Finding.warning("RUN_TOO_LONG", message, "sizing", remedy);
    }

    static Finding changeUnknown(SyncedTableSpec spec, String costs) {
        return Finding.info(
                "CHANGE_RATE_UNKNOWN",
                "How much of " + spec.source()
                        + " changes is not known: nothing has been committed since it was loaded."
                        + " SNAPSHOT is recommended where more than 10 % changes between two runs. " + costs);
    }

    static Finding modeSuits(SyncMode mode, String seen, String costs) {
        return Finding.info("CHANGE_RATE", seen + " " + mode + " suits it" + why(mode) + ". " + costs);
    }

    static Finding otherModeSuits(SyncedTableSpec spec, SyncMode best, String seen, String costs) {
        return Finding.warning(
                "OTHER_MODE_SUITS",
                seen + " " + best + " suits it better than " + spec.mode() + why(best) + ". " + costs,
                "mode: " + spec.mode(),
                "Set mode: " + best + " for this table.");
    }

    private static String why(SyncMode mode) {
        return mode == SyncMode.SNAPSHOT
                ? ": for large changes it is about 10 times as efficient as copying them one by one"
                : ": the balance of cost and speed for occasional changes";
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
