package io.lakeshift.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lakeshift.workflows.Phase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole life of a table that Spark wrote, with Spark beside it: both paths tell the same rows at every point. */
class SparkIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final MigrationStack stack = MigrationStack.start();
    private final Path table = stack.folder().resolve("spark_sales");
    private final String plain = delta(table.toString());
    // Hadoop keeps file systems by their address for ever.
    private final String catalog = stack.database().name().replace('_', '-');
    private final String address = "deltasql://" + catalog + "/sales";
    private final String sql = delta(address);
    private SparkProcess spark;

    @BeforeEach
    void start() throws IOException {
        stack.recover();
        spark = SparkProcess.start(stack.folder(), catalog, stack.database().url());
    }

    @AfterEach
    void end() throws IOException {
        spark.close();
        stack.close();
    }

    @Test
    void writesThroughSqlWhileThePlainPathOnlyReadsAndWritesThePlainPathAgainAfterTheRollback() {
        // Given
        createTable();
        Migration migration = cutOver();

        // When, then
        assertThat(spark.refusal("INSERT INTO " + plain + " VALUES (99, 'plain', 0)"))
                .contains("DELTA_UNSUPPORTED_FEATURES_FOR_WRITE", "lakeshift.sqlBacked");
        bothPathsTell(30);
        changesGoThroughSql();
        historyIsReadOnThePlainPath();
        streamsGoInAndOut();

        // When
        assertThat(migration.rollback().accepted()).isTrue();
        migration.awaitPhase(Phase.ROLLED_BACK, LIMIT);

        // Then
        assertThat(count(plain)).isEqualTo(32);
        spark.sql("INSERT INTO " + plain + " VALUES (400, 'plain again', 0)");
        assertThat(count(plain)).isEqualTo(33);
    }

    private void createTable() {
        spark.sql("CREATE TABLE " + plain + " (id BIGINT, name STRING, part INT) USING delta PARTITIONED BY (part)"
                + " TBLPROPERTIES ('delta.enableChangeDataFeed' = 'true', 'delta.enableDeletionVectors' = 'true')");
        spark.sql("INSERT INTO " + plain + " SELECT id, concat('n', id), CAST(id % 3 AS INT) FROM range(30)");
    }

    private Migration cutOver() {
        Migration migration = stack.migrate(table, "sales");
        migration.awaitQuestion(LIMIT);
        assertThat(migration.approve().accepted()).isTrue();
        migration.awaitPhase(Phase.WATCHING, LIMIT);
        return migration;
    }

    private void changesGoThroughSql() {
        spark.sql("INSERT INTO " + sql + " VALUES (100, 'new', 1)");
        bothPathsTell(31);
        spark.sql("DELETE FROM " + sql + " WHERE id = 7");
        bothPathsTell(30);
        spark.sql("UPDATE " + sql + " SET name = 'updated' WHERE id = 8");
        spark.sql("MERGE INTO " + sql + " t USING (SELECT 9L AS id UNION ALL SELECT 200L) s ON t.id = s.id"
                + " WHEN MATCHED THEN UPDATE SET name = 'merged'"
                + " WHEN NOT MATCHED THEN INSERT (id, name, part) VALUES (s.id, 'merged', 0)");
        bothPathsTell(31);
        spark.sql("OPTIMIZE " + sql);
        bothPathsTell(31);
    }

    private void historyIsReadOnThePlainPath() {
        assertThat(spark.sql("SELECT count(*) FROM " + plain + " VERSION AS OF 1"))
                .isEqualTo(spark.sql("SELECT count(*) FROM " + sql + " VERSION AS OF 1"))
                .isEqualTo(List.of(List.of("30")));
        assertThat(spark.sql("SELECT _change_type, count(*) FROM table_changes_by_path('" + table
                        + "', 3) GROUP BY 1 ORDER BY 1"))
                .isEqualTo(List.of(
                        List.of("delete", "1"),
                        List.of("insert", "2"),
                        List.of("update_postimage", "2"),
                        List.of("update_preimage", "2")));
    }

    private void streamsGoInAndOut() {
        String source = stack.folder().resolve("source").toString();
        spark.sql("CREATE TABLE " + delta(source) + " USING delta AS SELECT 300L AS id, 'streamed' AS name, 2 AS part");
        spark.stream(source, address, stack.folder().resolve("checkpoint-in"));
        bothPathsTell(32);
        String copy = stack.folder().resolve("copy").toString();
        spark.stream(address, copy, stack.folder().resolve("checkpoint-out"));
        assertThat(count(delta(copy))).isEqualTo(32);
    }

    private void bothPathsTell(int rows) {
        String all = "SELECT id, name, part FROM %s ORDER BY id";
        List<List<String>> decided = spark.sql(all.formatted(sql));
        assertThat(decided).hasSize(rows);
        await("published")
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(spark.sql(all.formatted(plain))).isEqualTo(decided));
    }

    private int count(String from) {
        return Integer.parseInt(spark.sql("SELECT count(*) FROM " + from).get(0).get(0));
    }

    private static String delta(String path) {
        return "delta.`" + path + "`";
    }
}
