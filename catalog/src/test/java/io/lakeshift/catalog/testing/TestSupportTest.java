package io.lakeshift.catalog.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestSupportTest {
    @Test
    void givesEveryTestAnEmptyDatabase() throws SQLException {
        // Given
        try (TestingPostgres first = TestingPostgres.createDatabase();
                TestingPostgres second = TestingPostgres.createDatabase()) {
            first.execute("CREATE TABLE only_here (id INT)");

            // When
            try (Connection connection = second.connect();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT to_regclass('only_here') IS NULL")) {
                rows.next();

                // Then
                assertThat(rows.getBoolean(1)).isTrue();
            }
        }
    }

    @Test
    void copiesEveryGoldenFile(@TempDir Path directory) throws IOException {
        // Given
        Path all = directory.resolve("all");

        // When
        GoldenTables.copyAll(all);
        Path one = GoldenTables.copy("multi-part-checkpoint", directory);

        // Then
        try (Stream<Path> files = Files.walk(all)) {
            assertThat(files.filter(Files::isRegularFile)).hasSize(1193);
        }
        assertThat(one.resolve("_delta_log/_last_checkpoint")).exists();
        assertThat(GoldenTables.expectations()).hasSize(108);
    }
}
