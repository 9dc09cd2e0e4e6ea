package io.lakeshift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakeshift.cli.kinds.syncedtables.CreationReport;
import io.lakeshift.cli.kinds.syncedtables.Glyphs;
import io.lakeshift.cli.kinds.syncedtables.StatusReport;
import io.lakeshift.cli.kinds.syncedtables.StatusReport.Row;
import io.lakeshift.workflows.Phase;
import io.lakeshift.workflows.databricks.SyncMode;
import io.lakeshift.workflows.databricks.TableName;
import io.lakeshift.workflows.kinds.syncedtables.OnMissingCdf;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec.Decision;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableStatus;
import io.lakeshift.workflows.kinds.syncedtables.Upkeep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The reports as users of the notebook know them, letter by letter. */
class SyncedTablesReportsTest {
    private static final List<SyncedTableSpec> TABLES = List.of(
            table("productsdb", "products_synced", List.of("product_id"), Optional.of("ingested_at")),
            table("usersdb", "users_synced", List.of("user_id"), Optional.empty()),
            table("product_image_embeddingsdb", "product_embeddings_synced", List.of("product_id"), Optional.empty()),
            table("user_style_featuresdb", "user_features_synced", List.of("user_id", "style"), Optional.empty())
                    .decided(new Decision(SyncMode.SNAPSHOT, "the feed is off", false, Optional.empty())));

    @Test
    void creatingFourTablesReadsAsInTheNotebook() throws IOException {
        // Given
        List<String> lines = new ArrayList<>();
        CreationReport report = new CreationReport(Glyphs.UNICODE, TABLES, lines::add);
        report.begin();

        // When
        List.of("users_synced", "products_synced", "user_features_synced", "product_embeddings_synced")
                .forEach(report::created);
        report.end();

        // Then
        Golden.assertMatches("synced-creation-4-0.txt", text(lines));
    }

    @Test
    void oneThatFailsIsTalliedAndWithoutGlyphsWhereTheLocaleHasNone() throws IOException {
        // Given
        List<String> lines = new ArrayList<>();
        CreationReport report = new CreationReport(Glyphs.of(Map.of("LANG", "C")), TABLES, lines::add);
        report.begin();

        // When
        report.created("products_synced");
        report.failed("users_synced", "BAD_REQUEST: the quota is used up.");
        report.created("product_embeddings_synced");
        report.created("user_features_synced");
        report.failed("user_features_synced", "too late: it was created");
        report.end();

        // Then
        Golden.assertMatches("synced-creation-3-1-ascii.txt", text(lines));
    }

    @Test
    void theTallyWaitsForEveryTable() {
        // Given
        List<String> lines = new ArrayList<>();
        CreationReport report = new CreationReport(Glyphs.ASCII, TABLES, lines::add);

        // When
        report.created("users_synced");
        report.end();

        // Then
        assertThat(lines).isEmpty();
    }

    @Test
    void theFinalReportReadsAsInTheNotebook() throws IOException {
        // Given
        List<Row> rows = TABLES.stream()
                .map(table -> row(table.alias(), Phase.WATCHING, "SYNCED_TABLE_ONLINE_NO_PENDING_UPDATE", ""))
                .toList();

        // When
        List<String> lines = new StatusReport(Glyphs.UNICODE).lines(rows, true);

        // Then
        assertThat(lines.get(1)).isEqualTo("Table" + " ".repeat(36) + "Status" + " ".repeat(10) + "Message");
        assertThat(lines.get(2)).isEqualTo("=".repeat(100));
        Golden.assertMatches("synced-status-final.txt", text(lines));
    }

    @Test
    void everyStandingHasItsSign() throws IOException {
        // Given
        SyncedTableStatus loading = new SyncedTableStatus(
                "",
                "",
                "TRIGGERED",
                Optional.of("SYNCED_TABLE_PROVISIONING_INITIAL_SNAPSHOT"),
                Optional.empty(),
                Optional.empty(),
                Optional.of("p1"),
                500,
                2000,
                25,
                12,
                Optional.empty(),
                Optional.of("Index idx_a is not used."));
        List<Row> rows = List.of(
                new Row("loading", Phase.IMPORTING, loading, Optional.empty()),
                row("planned", Phase.PLANNED, "", ""),
                row("ready", Phase.AWAITING_APPROVAL, "SYNCED_TABLE_ONLINE_CONTINUOUS_UPDATE", "says 100% of it"),
                row("stale", Phase.WATCHING, "SYNCED_TABLE_ONLINE_PIPELINE_FAILED", "an update failed"),
                failed("denied", "SYNCED_TABLE_ONLINE", "ann said no"),
                failed("broken", "SYNCED_TABLE_OFFLINE_FAILED", "duplicate key"),
                failed("refused", "", "PERMISSION_DENIED"),
                row("back", Phase.ROLLED_BACK, "removed", ""),
                row("given_up", Phase.ABORTED, "", ""));

        // Then
        Golden.assertMatches("synced-status-mixed.txt", text(new StatusReport(Glyphs.UNICODE).lines(rows, false)));
        Golden.assertMatches("synced-status-mixed-ascii.txt", text(new StatusReport(Glyphs.ASCII).lines(rows, false)));
        assertThat(text(new StatusReport(Glyphs.ASCII).lines(rows, false)))
                .matches(text -> text.chars().allMatch(c -> c < 128));
    }

    @Test
    void theLocaleDecidesAboutGlyphs() {
        assertThat(Glyphs.of(Map.of("LANG", "en_US.UTF-8"))).isEqualTo(Glyphs.UNICODE);
        assertThat(Glyphs.of(Map.of("LC_CTYPE", "C.utf8", "LANG", "C"))).isEqualTo(Glyphs.UNICODE);
        assertThat(Glyphs.of(Map.of("LC_ALL", "POSIX", "LANG", "en_US.UTF-8"))).isEqualTo(Glyphs.ASCII);
        assertThat(Glyphs.of(Map.of())).isEqualTo(Glyphs.ASCII);
    }

    private static Row failed(String name, String state, String problem) {
        return new Row(name, Phase.NEEDS_ATTENTION, status(state, ""), Optional.of(problem));
    }

    private static Row row(String name, Phase phase, String state, String message) {
        return new Row(name, phase, status(state, message), Optional.empty());
    }

    private static SyncedTableStatus status(String state, String message) {
        return new SyncedTableStatus(
                "",
                "",
                "TRIGGERED",
                Optional.of(state).filter(text -> !text.isEmpty()),
                Optional.of(message).filter(text -> !text.isEmpty()),
                Optional.empty(),
                Optional.empty(),
                -1,
                -1,
                -1,
                -1,
                Optional.empty(),
                Optional.empty());
    }

    private static SyncedTableSpec table(
            String source, String target, List<String> primaryKey, Optional<String> timeseriesKey) {
        return new SyncedTableSpec(
                new TableName("main", "fashion_demo", source),
                new TableName("main", "fashion_demo_lakebase", target),
                primaryKey,
                SyncMode.TRIGGERED,
                timeseriesKey,
                OnMissingCdf.SWITCH,
                List.of(),
                Optional.empty(),
                Upkeep.NONE);
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }
}
