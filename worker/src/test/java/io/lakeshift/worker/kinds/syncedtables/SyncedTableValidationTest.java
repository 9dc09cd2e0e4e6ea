package io.lakeshift.worker.kinds.syncedtables;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.lakeshift.activities.kinds.syncedtables.SyncedTableValidationsImpl;
import io.lakeshift.workflows.databricks.SyncMode;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableValidations;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableValidations.Validate;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableValidations.Verdict;
import io.lakeshift.workflows.kinds.syncedtables.Upkeep;
import io.lakeshift.workflows.kinds.syncedtables.Upkeep.TestQuery;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a validation finds, and what it takes for the same; every type that can be synced. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SyncedTableValidationTest {
    private static final SyncedTableSpec EVERYTHING = SyncedLab.spec("everything", SyncMode.TRIGGERED, List.of("id"));
    private static final SyncedTableSpec EVENTS =
            SyncedLab.withTimeseries(SyncedLab.spec("events", SyncMode.TRIGGERED, List.of("tenant", "id")), "at");

    @SuppressWarnings("NullAway.Init")
    private SyncedLab lab;

    @SuppressWarnings("NullAway.Init")
    private SyncedTableValidations validations;

    @BeforeAll
    void start() {
        lab = new SyncedLab("""
                catalogs:
                  - name: main
                    schemas:
                      - name: fashion_demo
                        tables:
                          - name: everything
                            columns:
                              - id bigint not null
                              - t string
                              - i int
                              - s smallint
                              - b boolean
                              - d date
                              - n decimal(12,3)
                              - f float
                              - x double
                              - ts timestamp
                              - tn timestamp_ntz
                              - bin binary
                              - arr array<double>
                              - m map<string,int>
                              - st struct<a:int,b:string>
                              - iv interval
                            primary_key: [id]
                            properties: {delta.enableChangeDataFeed: 'true'}
                            rows:
                              - [1, 'text, with: 3:abc', -7, 3, true, '2026-02-28', '10.500', 0.1, 0.1, '2026-03-29T01:30:00.123456+02:00', '2026-03-29 02:30:00.5', '\\x00ff', [1.0, 2.5], {z: 1, a: 2}, {b: x, a: 1}, '1 day']
                              - [2, '', 0, 0, false, '1969-12-31', '-0.001', 'NaN', 'NaN', '1969-12-31T23:59:59.999999Z', '1969-12-31 23:59:59', '\\x', [], {}, {a: null, b: null}, null]
                              - [3, 'ünïcødé 😀', 2147483647, -32768, null, '9999-12-31', '999999999.999', 'Infinity', '-Infinity', '9999-12-31T23:59:59Z', null, null, [1e300, -0.0], {k: null}, {a: 5}, null]
                              - [4, null, null, null, null, null, null, '-0.0', '-0.0', null, null, null, null, null, null, null]
                            generate_rows: 300
                            generate:
                              x: range 0 100 3
                              iv: [1 day]
                          - name: events
                            columns: [tenant string, id bigint, at timestamp, 'amount decimal(10,2)']
                            primary_key: [tenant, id]
                            declare_key: false
                            properties: {delta.enableChangeDataFeed: 'true'}
                            rows:
                              - [a, 1, '2026-01-01T00:00:00Z', 1.00]
                              - [a, 1, '2026-01-02T00:00:00Z', 2.00]
                              - [a, 2, '2026-01-01T00:00:00Z', 3.00]
                              - [a, 2, '2025-12-31T00:00:00Z', 4.00]
                              - [b, 1, '2026-01-01T00:00:00Z', 5.00]
                              - [null, 1, '2026-01-01T00:00:00Z', 6.00]
                              - [c, null, '2026-01-01T00:00:00Z', 7.00]
                              - [null, null, null, null]
                """);
        lab.sync(EVERYTHING);
        lab.sync(EVENTS);
        validations = lab.stub(
                SyncedTableValidations.class,
                new SyncedTableValidationsImpl(lab.workspaces, lab.connections, lab.steps));
    }

    @AfterAll
    void stop() {
        lab.close();
    }

    private Verdict validate(SyncedTableSpec spec) {
        return validations.validate(new Validate(lab.setup(), spec));
    }

    @Test
    void everyTypeIsComparedOrNamed() {
        // When
        Verdict verdict = validate(EVERYTHING);

        // Then
        assertThat(verdict.notes())
                .containsExactly(
                        "JSON as expected in arr (array), m (object), st (object)",
                        "not compared: iv (interval)",
                        "keys without NULL, each once, at version 1",
                        "checksums over id, t, i, s, b, d, n, ts, tn, bin",
                        "value by value over f, x, arr, m, st in 304 of 304 rows");
        assertThat(verdict.matches()).isTrue();
        assertThat(verdict.expected()).isEqualTo(304);
        assertThat(verdict.actual()).isEqualTo(304);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "t   | 1 | 'text, with: 3:abd'",
                "t   | 4 | ''",
                "t   | 2 | NULL",
                "i   | 3 | 2147483646",
                "s   | 1 | 4",
                "b   | 1 | false",
                "d   | 2 | '1970-01-01'",
                "n   | 1 | 10.501",
                "f   | 1 | 0.10000001",
                "f   | 2 | 0",
                "x   | 1 | 0.10000000000000002",
                "x   | 3 | 'Infinity'",
                "ts  | 1 | '2026-03-29T01:30:00.123457+02:00'",
                "ts  | 3 | '9999-12-31T23:59:58Z'",
                "tn  | 1 | '2026-03-29 02:30:00.50001'",
                "bin | 1 | '\\x00fe'",
                "arr | 1 | '[2.5, 1.0]'",
                "arr | 2 | NULL",
                "m   | 1 | '{\"z\": 1, \"a\": 3}'",
                "st  | 1 | '{\"a\": 1, \"b\": \"y\"}'",
                "st  | 3 | '{\"a\": 5, \"b\": \"new\"}'",
            })
    void oneChangedValueIsFoundAndItsKeyNamed(String column, int id, String value) {
        // Given
        String table = "fashion_demo.everything_synced";
        lab.postgresExecute("CREATE TABLE kept AS SELECT * FROM " + table + " WHERE id = " + id);
        try {
            lab.postgresExecute("UPDATE " + table + " SET " + column + " = " + value + " WHERE id = " + id);

            // When
            Verdict verdict = validate(EVERYTHING);

            // Then
            assertThat(verdict.matches()).isFalse();
            assertThat(verdict.notes()).contains("id = " + id + " differs in " + column);
        } finally {
            lab.postgresExecute("UPDATE " + table + " SET " + column + " = kept." + column
                    + " FROM kept WHERE kept.id = everything_synced.id");
            lab.postgresExecute("DROP TABLE kept");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "x   | 4 | '0.0'",
                "st  | 3 | '{\"a\": 5, \"b\": null}'",
                "m   | 1 | '{\"a\": 2, \"z\": 1.0}'",
                "ts  | 1 | '2026-03-28T23:30:00.123456Z'",
            })
    void theSameInOtherWordsIsTheSame(String column, int id, String value) {
        // Given
        lab.postgresExecute(
                "UPDATE fashion_demo.everything_synced SET " + column + " = " + value + " WHERE id = " + id);

        // When, Then
        assertThat(validate(EVERYTHING).matches()).isTrue();
    }

    @Test
    void aMissingAndAnExtraRowAreNamed() {
        // Given
        lab.postgresExecute("UPDATE fashion_demo.everything_synced SET id = -17 WHERE id = 17");
        try {
            // When
            Verdict verdict = validate(EVERYTHING);

            // Then
            assertThat(verdict.matches()).isFalse();
            assertThat(verdict.notes())
                    .contains("id = 17 is missing in PostgreSQL", "id = -17 is not in the source")
                    .contains("different in 2 of " + bucketsSaid(verdict) + " buckets of keys");
        } finally {
            lab.postgresExecute("UPDATE fashion_demo.everything_synced SET id = 17 WHERE id = -17");
        }
    }

    private static String bucketsSaid(Verdict verdict) {
        return verdict.notes().stream()
                .filter(note -> note.startsWith("different in"))
                .map(note -> note.replaceAll("different in \\d+ of (\\d+) .*", "$1"))
                .findFirst()
                .orElse("?");
    }

    @Test
    void countsAsTheSyncDoesAtTheVersionThatWasSynced() {
        // Given
        lab.source("INSERT INTO main.fashion_demo.events VALUES ('d', 9, TIMESTAMP '2026-05-05 00:00:00', 9.00)");

        // When
        Verdict verdict = validate(EVENTS);

        // Then
        assertThat(verdict.notes())
                .containsExactly("keys without NULL, each once, at version 1", "checksums over tenant, id, at, amount");
        assertThat(verdict.matches()).isTrue();
        assertThat(verdict.expected()).isEqualTo(3);
        assertThat(verdict.actual()).isEqualTo(3);
        assertThat(lab.postgres("SELECT amount FROM fashion_demo.events_synced WHERE tenant = 'a' AND id = 1"))
                .isEqualTo("2.00");
    }

    @Test
    void tiesOfTheTimeseriesKeyAreLeftOpenAndSaid() {
        // Given
        lab.source("CREATE TABLE main.fashion_demo.tied (id bigint, at timestamp, v string)"
                + " TBLPROPERTIES ('delta.enableChangeDataFeed' = 'true')");
        lab.source("INSERT INTO main.fashion_demo.tied VALUES (1, TIMESTAMP '2026-01-01 00:00:00', 'one'),"
                + " (1, TIMESTAMP '2026-01-01 00:00:00', 'other'), (2, TIMESTAMP '2026-01-01 00:00:00', 'only')");
        SyncedTableSpec tied =
                SyncedLab.withTimeseries(SyncedLab.spec("tied", SyncMode.TRIGGERED, List.of("id")), "at");
        lab.sync(tied);

        // When
        Verdict verdict = validate(tied);

        // Then
        assertThat(verdict.matches()).isTrue();
        assertThat(verdict.notes())
                .contains("1 keys have several rows with their latest at: which of them wins is not defined, so only"
                        + " the key and that column are compared")
                .contains("checksums over id, at");
    }

    @Test
    void aTableThatMovesByItselfIsComparedAtAVersionThatItHad() {
        // Given
        SyncedTableSpec users = SyncedLab.spec("usersdb", SyncMode.CONTINUOUS, List.of("user_id"));
        lab.sync(users);
        for (int i = 0; i < 5; i++) {
            lab.source("UPDATE main.fashion_demo.usersdb SET age = " + i + " WHERE user_id = 7");
        }

        // When
        Verdict verdict = validate(users);

        // Then
        assertThat(verdict.matches()).as("%s", verdict.notes()).isTrue();
        assertThat(verdict.expected()).isEqualTo(500);
    }

    @Test
    void runsThePlansOwnQueriesWithoutLettingThemWrite() {
        // Given
        SyncedTableSpec asked = EVERYTHING.with(new Upkeep(
                Optional.empty(),
                Optional.empty(),
                List.of(
                        new TestQuery(
                                "elements",
                                "SELECT jsonb_array_elements_text(arr::jsonb) FROM fashion_demo.everything_synced"
                                        + " WHERE id = 1",
                                Optional.of("1.0")),
                        new TestQuery("join", "SELECT 1 FROM fashion_demo.everything_synced LIMIT 1", Optional.empty()),
                        new TestQuery("count", "SELECT count(*) FROM fashion_demo.everything_synced", Optional.of("1")),
                        new TestQuery(
                                "write", "DELETE FROM fashion_demo.everything_synced RETURNING 1", Optional.empty()))));

        // When
        Verdict verdict = validate(asked);

        // Then
        assertThat(verdict.matches()).isFalse();
        assertThat(verdict.notes())
                .contains(
                        "test query 'elements' answers 1.0 as expected",
                        "test query 'join' runs",
                        "test query 'count' answers 304, expected is 1")
                .anySatisfy(note -> assertThat(note)
                        .startsWith("test query 'write' failed: Cannot run test query 'write' in PostgreSQL: ERROR: "));
        assertThat(lab.postgres("SELECT count(*) FROM fashion_demo.everything_synced"))
                .isEqualTo("304");
    }

    @Test
    void measuresReadsByKey() {
        // When
        Verdict verdict = validate(EVENTS);

        // Then
        assertThat(verdict.readP50Micros()).isPositive().isLessThanOrEqualTo(verdict.readP95Micros());
    }

    @ParameterizedTest
    @CsvSource({
        "id, bigint",
        "t, text",
        "x, double precision",
        "ts, timestamp with time zone",
        "arr, jsonb",
        "m, jsonb",
        "st, jsonb",
    })
    void columnsHaveTheTypesOfTheGuide(String column, String type) {
        // When, Then
        assertThat(lab.postgres("SELECT data_type FROM information_schema.columns WHERE table_schema = 'fashion_demo'"
                        + " AND table_name = 'everything_synced' AND column_name = '" + column + "'"))
                .isEqualTo(type);
    }

    @Test
    void aColumnOfAnotherTypeInPostgresIsSaid() {
        // Given
        lab.postgresExecute("ALTER TABLE fashion_demo.events_synced ALTER COLUMN amount TYPE numeric(12,4)");
        try {
            // When
            Verdict verdict = validate(EVENTS);

            // Then
            assertThat(verdict.matches()).isFalse();
            assertThat(verdict.notes())
                    .contains("column amount is decimal(10,2) in the source and numeric(12,4) in PostgreSQL");
        } finally {
            lab.postgresExecute("ALTER TABLE fashion_demo.events_synced ALTER COLUMN amount TYPE numeric(10,2)");
        }
    }

    @Test
    void lastsLongerThanThePasswordThatItLoggedInWith() {
        // Given
        lab.sandbox.credentials().life(Duration.ofSeconds(3));
        lab.sandbox
                .faults()
                .set(JsonNodeFactory.instance
                        .objectNode()
                        .put("method", "POST")
                        .put("path", "/api/2.0/sql/statements")
                        .put("kind", "delay")
                        .put("delay_ms", 2000)
                        .put("times", 2));
        try {
            // When
            long start = System.nanoTime();
            Verdict verdict = validate(EVERYTHING);

            // Then
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(3));
            assertThat(verdict.matches()).isTrue();
        } finally {
            lab.sandbox.faults().clear();
            lab.sandbox.credentials().life(Duration.ofHours(1));
        }
    }
}
