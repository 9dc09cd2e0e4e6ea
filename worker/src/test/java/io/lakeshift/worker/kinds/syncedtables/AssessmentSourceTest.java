package io.lakeshift.worker.kinds.syncedtables;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.databricks.SyncMode;
import io.lakeshift.workflows.databricks.TableName;
import io.lakeshift.workflows.kinds.syncedtables.OnMissingCdf;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableAssessments.Assessment;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import io.lakeshift.workflows.kinds.syncedtables.Upkeep;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of sources: their rows, keys, types, names and storage, word for word. */
class AssessmentSourceTest extends AssessmentScene {
    @Test
    void aSourceThatIsNotThereIsNamed() {
        assertFinding(
                assessed(spec("odd", "nothing", List.of("id"), Optional.empty())),
                "SOURCE_MISSING",
                "There is no table main.odd.nothing, or it may not be seen.",
                "Correct the name, or have its owner run: GRANT SELECT ON TABLE `main`.`odd`.`nothing` TO `<you>`;");
    }

    @Test
    void badRowsAreFoundWithSamplesAndTheStatementsThatMendThem() {
        // When
        Assessment assessment = assessed(spec("odd", "dirty", List.of("id"), Optional.empty()));

        // Then
        assertFinding(
                assessment,
                "DUPLICATE_KEYS",
                "main.odd.dirty has rows with the same key; the sync would fail.",
                "Find them: SELECT `id`, COUNT(*) FROM `main`.`odd`.`dirty` GROUP BY `id` HAVING COUNT(*) > 1; clean"
                        + " them, or set timeseriesKey: the row with its latest value is taken.");
        assertThat(finding(assessment, "DUPLICATE_KEYS").evidence()).contains("id = 1 (2 rows)");
        assertFinding(
                assessment,
                "NULL_KEYS",
                "1 of the 5 rows of main.odd.dirty have NULL in their key and will not be synced.",
                "See them: SELECT * FROM `main`.`odd`.`dirty` WHERE `id` IS NULL;");
        assertThat(finding(assessment, "NULL_KEYS").evidence()).contains("id = NULL, name = lost");
        assertFinding(
                assessment,
                "NULL_BYTES",
                "1 values of name hold a null byte, which PostgreSQL text cannot.",
                "Clean them: SELECT REPLACE(`name`, CAST(CHAR(0) AS STRING), '') AS `name` FROM `main`.`odd`.`dirty`;");
        assertFinding(
                assessment,
                "NAN_IN_JSON",
                "1 values of weights (array<double>) may hold NaN or infinity, and become jsonb, which knows neither.",
                "Replace them by NULL: SELECT TRANSFORM(`weights`, x -> CASE WHEN ISNAN(x) OR ABS(x) ="
                        + " DOUBLE('Infinity') THEN NULL ELSE x END) AS `weights` FROM `main`.`odd`.`dirty`;");
        assertFinding(
                assessment,
                "KEY_NOT_DECLARED",
                "main.odd.dirty declares no primary key; the plan's is taken.",
                "To declare it: ALTER TABLE `main`.`odd`.`dirty` ADD CONSTRAINT `dirty_pk` PRIMARY KEY (`id`);");
        assertFinding(
                assessment,
                "MODE_SWITCHED",
                "main.fashion_demo_lakebase.dirty_synced will be SNAPSHOT instead of TRIGGERED: the change data feed of"
                        + " main.odd.dirty is off.",
                "For TRIGGERED: ALTER TABLE `main`.`odd`.`dirty` SET TBLPROPERTIES (delta.enableChangeDataFeed = true);"
                        + " Or set onMissingCdf: enable. A synced table keeps the mode that it was created with.");
        assertThat(assessment.rows()).isEqualTo(4);
    }

    @Test
    void aTimeseriesKeyTakesTheLatestRowAndItsPriceIsTold() {
        assertFinding(
                assessed(spec("odd", "dirty", List.of("id"), Optional.of("name"))),
                "DUPLICATE_KEYS_DROPPED",
                "Of the rows of main.odd.dirty with the same key only the one with the latest name is synced; that slows"
                        + " the sync down.",
                "Clean the source and take timeseriesKey out of the plan, unless that is meant.");
        assertThat(finding(assessed(spec("odd", "clean", List.of("id"), Optional.of("at"))), "TIMESERIES_KEY_UNUSED")
                        .message())
                .isEqualTo("A timeseries key slows the sync down, and main.odd.clean has no duplicate keys now.");
    }

    @ParameterizedTest
    @CsvSource({"filtered", "masked"})
    void whatHidesRowsOrColumnsIsRefusedWithTheViewThatHelps(String table) {
        assertFinding(
                assessed(spec("odd", table, List.of("id"), Optional.empty())),
                "FILTERED_SOURCE",
                "main.odd." + table + " has a row filter or a column mask; such a table cannot be synced.",
                "CREATE VIEW `main`.`odd`.`" + table + "_for_sync` AS SELECT * FROM `main`.`odd`.`" + table
                        + "`; and sync the view in mode SNAPSHOT. It then holds the rows that you may see, and shows"
                        + " them to whoever may read in PostgreSQL.");
    }

    @Test
    void aViewIsASnapshotOfWhatItsCreatorSees() {
        // Given
        demo.source("CREATE VIEW main.odd.dirty_for_sync AS SELECT * FROM main.odd.clean");

        // When
        Assessment assessment = assessed(spec("odd", "dirty_for_sync", List.of("id"), Optional.empty()));

        // Then
        assertThat(assessment.decision().mode()).isEqualTo(SyncMode.SNAPSHOT);
        assertFinding(
                assessment,
                "VIEW_SOURCE",
                "main.odd.dirty_for_sync is a view: what migrator@example.com sees through it is copied, and is then seen"
                        + " by whoever may read main.fashion_demo_lakebase.dirty_for_sync_synced in PostgreSQL.",
                "Let an identity create it that sees what its readers may see.");
        assertThat(assessment.rows()).isEqualTo(100);
    }

    @Test
    void anIcebergTableIsASnapshot() {
        assertFinding(
                assessed(spec("odd", "iceberg", List.of("id"), Optional.empty())),
                "MODE_SWITCHED",
                "main.fashion_demo_lakebase.iceberg_synced will be SNAPSHOT instead of TRIGGERED: an Iceberg table has no"
                        + " change data feed.",
                "Set mode: SNAPSHOT for this table.");
    }

    @Test
    void aTypeThatCannotBeSyncedIsRefusedWithTheViewThatLeavesItOut() {
        assertFinding(
                assessed(spec("odd", "special", List.of("id"), Optional.empty())),
                "TYPE_UNSUPPORTED",
                "Column payload of main.odd.special is variant, which cannot be synced.",
                "Sync a view without it, in mode SNAPSHOT: CREATE VIEW `main`.`odd`.`special_for_sync` AS SELECT * EXCEPT"
                        + " (`payload`) FROM `main`.`odd`.`special`;");
    }

    @Test
    void aTableWithoutAnyKeyIsRefused() {
        assertFinding(
                assessed(spec("odd", "dirty", List.of(), Optional.empty())),
                "NO_PRIMARY_KEY",
                "main.odd.dirty has no primary key in the plan; a synced table needs one.",
                "Set primaryKey: […] for this table.");
        assertFinding(
                assessed(spec("odd", "clean", List.of(), Optional.empty())),
                "NO_PRIMARY_KEY",
                "main.odd.clean has no primary key in the plan; a synced table needs one.",
                "Set primaryKey: [id] for this table.");
    }

    @Test
    void namesThatNeedQuotesOrAreTooLongAreTold() {
        // Given
        String tooLong = "x".repeat(70);

        // When
        Assessment assessment = assessed(new SyncedTableSpec(
                new TableName("main", "odd", "clean"),
                new TableName("main", "Fashion-Demo", tooLong),
                List.of("id"),
                SyncMode.TRIGGERED,
                Optional.empty(),
                OnMissingCdf.SWITCH,
                List.of(),
                Optional.empty(),
                Upkeep.NONE));

        // Then
        assertThat(finding(assessment, "COLUMNS_NEED_QUOTES").message())
                .isEqualTo("In PostgreSQL these columns of main.Fashion-Demo." + tooLong
                        + " are written in double quotes: \"Order\", \"select\".");
        assertThat(finding(assessment, "NAME_TOO_LONG").message())
                .isEqualTo("PostgreSQL cuts names off at 63 bytes: table " + tooLong + ".");
        assertThat(finding(assessment, "NAME_NEEDS_QUOTES").message())
                .isEqualTo("'Fashion-Demo' has other characters than letters, digits and underscores; Databricks may"
                        + " refuse it.");
    }

    @Test
    void aManagedTableThatDoesNotLieBelowTheRootOfItsCatalogIsTold() {
        assertFinding(
                assessed(spec("odd", "astray", List.of("id"), Optional.empty())),
                "STORED_ELSEWHERE",
                "main.odd.astray is a managed table, but does not lie below the storage root of catalog main, which is"
                        + " s3://sandbox-lakehouse/main: the root was another when it was made.",
                "Whoever may read the bucket has to be let into both places; to move it: CREATE TABLE … DEEP CLONE"
                        + " `main`.`odd`.`astray`; and sync the clone.");
        assertThat(assessed(spec("odd", "clean", List.of("id"), Optional.empty()))
                        .findings())
                .extracting(Finding::code)
                .doesNotContain("STORED_ELSEWHERE");
    }

    @Test
    void defaultStorageIsTold() {
        assertFinding(
                assessed(new SyncedTableSpec(
                        new TableName("plain", "demo", "stored"),
                        new TableName("main", "fashion_demo_lakebase", "stored_synced"),
                        List.of("id"),
                        SyncMode.SNAPSHOT,
                        Optional.empty(),
                        OnMissingCdf.SWITCH,
                        List.of(),
                        Optional.empty(),
                        Upkeep.NONE)),
                "DEFAULT_STORAGE",
                "Catalog plain keeps its tables in the workspace's default storage, from which autoscaling Lakebase"
                        + " projects cannot sync.",
                "Move the table to a catalog with a storage root of its own.");
    }
}
