package io.lakeshift.catalog.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakeshift.catalog.load.ImportMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RollbackCheckTest {
    private static final String TABLE = "basic-with-inserts-deletes-checkpoint";

    @TempDir
    Path directory;

    private final ImportedCatalog catalog = new ImportedCatalog();

    @AfterEach
    void close() {
        catalog.close();
    }

    private RollbackCheck.Answer check() {
        return new RollbackCheck(catalog.store()).check(TABLE);
    }

    @Test
    void isPossibleWhileTheLogIsWhole() {
        // Given
        catalog.importGolden(TABLE, ImportMode.FULL_HISTORY, directory);

        // When
        RollbackCheck.Answer answer = check();

        // Then
        assertThat(answer.reasons()).isEmpty();
        assertThat(answer.possible()).isTrue();
        assertThat(answer.logVersion()).isEqualTo(13);
        assertThat(answer.targetVersion()).isEqualTo(OptionalLong.of(13));
    }

    @Test
    void isImpossibleWithoutTheNewestCommit() throws IOException {
        // Given
        Path log =
                catalog.importGolden(TABLE, ImportMode.FULL_HISTORY, directory).resolve("_delta_log");
        Files.delete(log.resolve("00000000000000000013.json"));

        // When
        RollbackCheck.Answer answer = check();

        // Then
        assertThat(answer.possible()).isFalse();
        assertThat(answer.reasons())
                .containsExactly("Version 13 is in the catalog but not in " + log
                        + ", so file readers could not go on from the catalog's head."
                        + " Restore the file from a backup, or publish it again (lakeshift publish).");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 40})
    void namesTheLastVersionThatIsWholeWhereTheNewestCommitIsBroken(int keptBytes) throws IOException {
        // Given
        Path log =
                catalog.importGolden(TABLE, ImportMode.FULL_HISTORY, directory).resolve("_delta_log");
        Path newest = log.resolve("00000000000000000013.json");
        Files.writeString(newest, Files.readString(newest).substring(0, keptBytes));

        // When
        RollbackCheck.Answer answer = check();

        // Then
        assertThat(answer.possible()).isFalse();
        assertThat(answer.targetVersion()).isEqualTo(OptionalLong.of(12));
        assertThat(answer.reasons()).singleElement().asString().contains(String.valueOf(log.getParent()));
    }

    @Test
    void goesBackNoFurtherThanAGap() throws IOException {
        // Given
        Path log =
                catalog.importGolden(TABLE, ImportMode.FULL_HISTORY, directory).resolve("_delta_log");
        Files.delete(log.resolve("00000000000000000012.json"));

        // When
        RollbackCheck.Answer answer = check();

        // Then
        assertThat(answer.possible()).isFalse();
        assertThat(answer.targetVersion()).isEqualTo(OptionalLong.of(11));
    }

    @Test
    void isImpossibleWithoutTheLog() throws IOException {
        // Given
        Path root = catalog.importGolden(TABLE, ImportMode.FULL_HISTORY, directory);
        Files.move(root.resolve("_delta_log"), root.resolve("elsewhere"));

        // When
        RollbackCheck.Answer answer = check();

        // Then
        assertThat(answer.possible()).isFalse();
        assertThat(answer.logVersion()).isEqualTo(-1);
        assertThat(answer.reasons())
                .containsExactly("No checkpoint or JSON files found in " + root + "/_delta_log."
                        + " Check the path, or name another log (--log-dir).");
    }

    @Test
    void isImpossibleWhereAnotherTableStandsNow() throws IOException {
        // Given
        Path log =
                catalog.importGolden(TABLE, ImportMode.FULL_HISTORY, directory).resolve("_delta_log");
        catalog.execute("UPDATE dl_tables SET delta_table_id = 'old' WHERE name = '" + TABLE + "'");

        // When
        RollbackCheck.Answer answer = check();

        // Then
        assertThat(answer.possible()).isFalse();
        assertThat(answer.reasons()).singleElement().asString().startsWith("The table in " + log + " is another one");
    }
}
