package io.lakeshift.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Spark SQL as people write it, on the engine that is PostgreSQL. */
class DialectTest {
    @BeforeAll
    static void createSchema() throws Exception {
        assertThat(Calls.rows("CREATE SCHEMA IF NOT EXISTS main.dialect")).isEqualTo("[]");
    }

    @Test
    void aMergeNamesItsTargetsColumnsInFullOrAllOfThem() throws Exception {
        // Given
        Calls.rows("CREATE TABLE main.dialect.stock (id BIGINT, n INT, `At Place` STRING)");
        Calls.rows("INSERT INTO main.dialect.stock VALUES (1, 10, 'a'), (2, 20, 'b')");
        Calls.rows("CREATE TABLE main.dialect.news AS SELECT 2 AS id, 21 AS n, 'B' AS `At Place`"
                + " UNION ALL SELECT 3, 30, 'c'");

        // Then
        assertThat(
                        Calls.rows(
                                "MERGE INTO main.dialect.stock AS t USING (SELECT 1 AS id, 5 AS n) AS s ON t.id = s.id"
                                        + " WHEN MATCHED AND t.n < 100 THEN UPDATE SET t.n = t.n + s.n, t.`At Place` = concat('x', 'y')"))
                .isEqualTo("[[\"1\"]]");
        assertThat(Calls.rows("MERGE INTO main.dialect.stock t USING main.dialect.news ON t.id = news.id"
                        + " WHEN MATCHED THEN UPDATE SET * WHEN NOT MATCHED THEN INSERT *"))
                .isEqualTo("[[\"2\"]]");
        assertThat(Calls.rows("UPDATE main.dialect.stock AS t SET t.n = 0, main.dialect.stock.`At Place` = 'z'"
                        + " WHERE t.id = 3"))
                .isEqualTo("[[\"1\"]]");
        assertThat(Calls.rows("SELECT id, n, `at place` FROM main.dialect.stock ORDER BY id"))
                .isEqualTo("[[\"1\",\"15\",\"xy\"],[\"2\",\"21\",\"B\"],[\"3\",\"0\",\"z\"]]");
    }

    @Test
    void aTableGoesBackToAVersionAndIsReadAtOne() throws Exception {
        // Given
        Calls.rows("CREATE TABLE main.dialect.back (id BIGINT NOT NULL)");
        Calls.rows("INSERT INTO main.dialect.back VALUES (1), (2)");
        Calls.rows("DELETE FROM main.dialect.back WHERE id = 1");

        // When
        Calls.rows("RESTORE TABLE main.dialect.back TO VERSION AS OF 1");
        Calls.rows("RESTORE TABLE main.dialect.back TO VERSION AS OF 3");

        // Then
        assertThat(Calls.rows("SELECT id FROM main.dialect.back ORDER BY 1")).isEqualTo("[[\"1\"],[\"2\"]]");
        assertThat(Calls.rows("SELECT id FROM main.dialect.back@v2")).isEqualTo("[[\"2\"]]");
        assertThat(Calls.rows("SELECT count(*) FROM main.dialect.back TIMESTAMP AS OF current_timestamp()"))
                .isEqualTo("[[\"2\"]]");
        assertThat(Calls.sql("DESCRIBE HISTORY main.dialect.back LIMIT 1")
                        .body()
                        .at("/result/data_array/0/3")
                        .asText())
                .isEqualTo("RESTORE");
        assertThat(Calls.rows("SELECT * FROM main.dialect.back VERSION AS OF x"))
                .isEqualTo("[PARSE_SYNTAX_ERROR] 'x' is no version. SQLSTATE: 42601");
    }

    @Test
    void aColumnRefusesNullOnceItIsTold() throws Exception {
        // Given
        Calls.rows("CREATE TABLE main.dialect.keyed (id BIGINT, note STRING)");
        Calls.rows("INSERT INTO main.dialect.keyed VALUES (1, NULL)");

        // Then
        assertThat(Calls.rows("ALTER TABLE main.dialect.keyed ALTER COLUMN note SET NOT NULL"))
                .startsWith("[DELTA_NOT_NULL_CONSTRAINT_VIOLATED]");
        assertThat(Calls.rows("ALTER TABLE main.dialect.keyed ALTER COLUMN id SET NOT NULL"))
                .isEqualTo("[]");
        assertThat(Calls.rows("INSERT INTO main.dialect.keyed (note) VALUES ('a')"))
                .startsWith("[DELTA_NOT_NULL_CONSTRAINT_VIOLATED]");
        assertThat(Calls.rows("ALTER TABLE main.dialect.keyed ALTER COLUMN id DROP NOT NULL"))
                .isEqualTo("[]");
        assertThat(Calls.rows("INSERT INTO main.dialect.keyed (note) VALUES ('a')"))
                .isEqualTo("[[\"1\"]]");
    }

    @Test
    void theSessionIsTheCallersAndNotTheStores() throws Exception {
        assertThat(Calls.rows("SELECT current_user(), session_user(), current_catalog(), current_schema()"))
                .isEqualTo("[[\"migrator@example.com\",\"migrator@example.com\",\"main\",\"default\"]]");
        assertThat(Calls.rows("USE CATALOG main")).isEqualTo("[]");
        assertThat(Calls.rows("USE main.nowhere")).startsWith("[SCHEMA_DOES_NOT_EXIST]");
    }

    @Test
    void columnsWithoutANameAreCalledByWhatWasSelected() throws Exception {
        // When
        JsonNode columns = Calls.sql(
                        "SELECT 1, COUNT(*), max(id) AS top, 'a', count(DISTINCT id), sum(id) total, min(t.id)"
                                + " FROM main.odd.variants t")
                .body()
                .at("/manifest/schema/columns");

        // Then
        List<String> names = new ArrayList<>();
        columns.forEach(column -> names.add(column.path("name").asText()));
        assertThat(names).containsExactly("1", "count(1)", "top", "a", "count(DISTINCT id)", "total", "min(t.id)");
    }

    @Test
    void functionsAndLiteralsOfSparkAreThere() throws Exception {
        assertThat(Calls.rows("SELECT if(1 > 0, 'y', 'n'), try_cast('x' AS INT), try_cast('7' AS INT),"
                        + " hex(X'00ff'), regexp_extract('foo-123', '([0-9]+)', 1), split('a,b', ','),"
                        + " date_format(TIMESTAMP '2026-02-03 14:05:06', 'yyyy-MM-dd HH:mm:ss'),"
                        + " datediff(DATE '2026-03-01', DATE '2026-02-01'), date_add(to_date('2026-02-28'), 1),"
                        + " year(TIMESTAMP '2026-02-03 00:00:00'), startswith('abc', 'ab'), from_unixtime(0),"
                        + " rlike('abc', 'a.'), 'abc' NOT RLIKE ('^' || 'a')"))
                .isEqualTo("[[\"y\",null,\"7\",\"00FF\",\"123\",\"[\\\"a\\\", \\\"b\\\"]\","
                        + "\"2026-02-03 14:05:06\",\"28\",\"2026-03-01\",\"2026\",\"true\","
                        + "\"1970-01-01 00:00:00\",\"true\",\"false\"]]");
    }
}
