package io.lakeshift.catalog.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.lakeshift.catalog.CatalogError;
import io.lakeshift.catalog.CatalogException;
import io.lakeshift.catalog.postgres.PostgresCatalogStore;
import io.lakeshift.catalog.testing.GoldenTables;
import io.lakeshift.catalog.testing.TestingPostgres;
import io.lakeshift.catalog.uri.DatabaseUrl;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every golden table against what another implementation, delta-rs, answers for it. */
class GoldenImportTest {
    /** Roots that no engine opens, and the words by which the refusal must name the reason. */
    private static final Map<String, String> REFUSED = Map.ofEntries(
            Map.entry("canonicalized-paths-normal-a", "metaData action without schemaString"),
            Map.entry("canonicalized-paths-normal-b", "metaData action without schemaString"),
            Map.entry("canonicalized-paths-special-a", "metaData action without schemaString"),
            Map.entry("canonicalized-paths-special-b", "metaData action without schemaString"),
            Map.entry("corrupted-last-checkpoint", "metaData action without schemaString"),
            Map.entry("deltalog-commit-info", "metaData action without schemaString"),
            Map.entry("update-deleted-directory", "metaData action without schemaString"),
            Map.entry("data-reader-absolute-paths-escaped-chars", "no metaData action at version 0"),
            Map.entry("deltalog-invalid-protocol-version", "requires reader version 99"),
            Map.entry(
                    "deltalog-state-reconstruction-from-checkpoint-missing-metadata",
                    "no metaData action at version 10: its checkpoint lacks it"),
            Map.entry(
                    "deltalog-state-reconstruction-from-checkpoint-missing-protocol",
                    "no protocol action at version 10: its checkpoint lacks it"),
            Map.entry("deltalog-state-reconstruction-without-metadata", "no metaData action at version 0"),
            Map.entry("deltalog-state-reconstruction-without-protocol", "no protocol action at version 0"),
            Map.entry("versions-not-contiguous", "is missing version 1"));

    private final TestingPostgres database = TestingPostgres.createCatalog();
    private PostgresCatalogStore store;

    @TempDir
    Path golden;

    @BeforeEach
    void copyTables() {
        GoldenTables.copyAll(golden);
        store = PostgresCatalogStore.open(DatabaseUrl.parse(database.url()));
    }

    @AfterEach
    void closeDatabase() {
        store.close();
        database.close();
    }

    @Test
    void importsWhatOtherEnginesOpenWithTheSameFilesAndRefusesTheRestByReason() {
        // Given
        TableImporter importer = new TableImporter(store);
        SoftAssertions softly = new SoftAssertions();

        // When
        GoldenTables.expectations().forEach((name, expected) -> {
            ImportRequest request =
                    ImportRequest.of(golden.resolve(name).toString()).withAlias(name);
            if (expected.has("version")) {
                assertImported(softly, importer, request, name, expected);
            } else {
                assertRefused(softly, importer, request, name);
            }
        });

        // Then
        softly.assertAll();
    }

    private void assertImported(
            SoftAssertions softly, TableImporter importer, ImportRequest request, String name, JsonNode expected) {
        try {
            ImportResult result = importer.importTable(request, ImportListener.NONE);
            softly.assertThat(result.version())
                    .as(name)
                    .isEqualTo(expected.get("version").asLong());
            softly.assertThat(result.activeFiles())
                    .as(name)
                    .isEqualTo(expected.get("activeFiles").asLong());
            softly.assertThat(result.warnings()).as(name).isEmpty();
            softly.assertThat(livePathsSha256(name))
                    .as(name)
                    .isEqualTo(expected.get("pathsSha256").asText());
            softly.assertThat(liveBytes(name))
                    .as(name)
                    .isEqualTo(expected.get("bytes").asLong());
            softly.assertThat(TableImporter.dryRun(request, ImportListener.NONE).activeFiles())
                    .as(name + " (dry run)")
                    .isEqualTo(result.activeFiles());
        } catch (CatalogException | SQLException e) {
            softly.fail(name + " was refused", e);
        }
    }

    private void assertRefused(SoftAssertions softly, TableImporter importer, ImportRequest request, String name) {
        CatalogException refusal =
                catchThrowableOfType(CatalogException.class, () -> importer.importTable(request, ImportListener.NONE));
        softly.assertThat(refusal).as(name).isNotNull().hasMessageContaining(REFUSED.get(name));
        softly.assertThat(store.tables().find(name)).as(name).isEmpty();
        softly.assertThatThrownBy(() -> TableImporter.dryRun(request, ImportListener.NONE))
                .as(name)
                .hasMessage(String.valueOf(refusal.getMessage()));
    }

    @Test
    void refusesFoldersWithoutALog() {
        // Given
        ImportRequest request =
                ImportRequest.of(golden.resolve("no-delta-log-folder").toString());

        // When
        CatalogException refusal = catchThrowableOfType(
                CatalogException.class, () -> new TableImporter(store).importTable(request, ImportListener.NONE));

        // Then
        assertThat(refusal.error()).isEqualTo(CatalogError.NO_LOG_FILES);
        assertThat(refusal)
                .hasMessage("No checkpoint or JSON files found in " + golden.resolve("no-delta-log-folder/_delta_log")
                        + ". Verify the table path and that its _delta_log holds commits.");
    }

    private String livePathsSha256(String alias) throws SQLException {
        StringBuilder paths = new StringBuilder();
        query(
                "SELECT a.path FROM lakeshift.dl_add_files a JOIN lakeshift.dl_tables t USING (table_id)"
                        + " WHERE t.name = ? AND a.removed_version IS NULL ORDER BY a.path COLLATE \"C\"",
                alias,
                row -> paths.append(paths.isEmpty() ? "" : "\n").append(row.getString(1)));
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(paths.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private long liveBytes(String alias) throws SQLException {
        long[] bytes = new long[1];
        query(
                "SELECT coalesce(sum(a.size_bytes), 0) FROM lakeshift.dl_add_files a"
                        + " JOIN lakeshift.dl_tables t USING (table_id) WHERE t.name = ? AND a.removed_version IS NULL",
                alias,
                row -> bytes[0] = row.getLong(1));
        return bytes[0];
    }

    private interface RowUse {
        void accept(ResultSet row) throws SQLException;
    }

    private void query(String sql, String argument, RowUse use) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, argument);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    use.accept(rows);
                }
            }
        }
    }
}
