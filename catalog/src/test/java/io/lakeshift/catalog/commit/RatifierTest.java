package io.lakeshift.catalog.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.lakeshift.catalog.CatalogError;
import io.lakeshift.catalog.CatalogException;
import io.lakeshift.catalog.store.CommitStore;
import io.lakeshift.catalog.testing.GoldenTables;
import io.lakeshift.catalog.testing.TestingCatalog;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

class RatifierTest {
    private static final String ADD = "{\"add\":{\"path\":\"new.parquet\",\"partitionValues\":{},\"size\":7,"
            + "\"modificationTime\":1,\"dataChange\":true,\"stats\":\"{\\\"numRecords\\\":1}\"}}";

    private final TestingCatalog catalog = new TestingCatalog();
    private final Ratifier ratifier = new Ratifier(catalog.store().commits());

    @TempDir
    private Path directory;

    private UUID table;
    private long head;

    @BeforeEach
    void cutOver() {
        table = catalog.importTable(GoldenTables.copy("basic-with-inserts-updates", directory));
        head = catalog.cutOver(table).version();
    }

    @AfterEach
    void close() {
        catalog.close();
    }

    @Test
    void keepsEveryActionAndMovesTheHead() {
        // Given
        String live = catalog.query("SELECT path FROM dl_add_files WHERE removed_version IS NULL LIMIT 1")
                .get(0);

        // When
        RatifiedCommit ratified = catalog.ratifyNext(
                table,
                info("tx-1"),
                ADD,
                "{\"remove\":{\"path\":\"" + live + "\",\"deletionTimestamp\":5,\"dataChange\":true}}",
                "{\"txn\":{\"appId\":\"app\",\"version\":3}}",
                "{\"protocol\":{\"minReaderVersion\":1,\"minWriterVersion\":4}}",
                "{\"metaData\":{\"id\":\"m\",\"format\":{\"provider\":\"parquet\",\"options\":{}},\"schemaString\":\"{\\\"type\\\":\\\"struct\\\",\\\"fields\\\":[]}\","
                        + "\"partitionColumns\":[],\"configuration\":{\"a\":\"b\"}}}",
                "{\"domainMetadata\":{\"domain\":\"d\",\"configuration\":\"c\",\"removed\":false}}",
                "{\"novel\":{\"x\":1}}");

        // Then
        long version = head + 1;
        assertThat(ratified).isEqualTo(new RatifiedCommit(table, version, false));
        assertThat(catalog.head(table)).isEqualTo(version);
        assertThat(catalog.query(
                        "SELECT concat_ws(',', origin, operation, txn_id) FROM dl_table_versions WHERE version = "
                                + version))
                .containsExactly("ratified,WRITE,tx-1");
        assertThat(catalog.query("SELECT path || stats FROM dl_add_files WHERE version = " + version))
                .containsExactly("new.parquet{\"numRecords\":1}");
        assertThat(catalog.query("SELECT removed_version FROM dl_add_files WHERE path = '" + live + "'"))
                .containsExactly(String.valueOf(version));
        assertThat(catalog.query("SELECT txn_version FROM dl_txn_actions WHERE version = " + version))
                .containsExactly("3");
        assertThat(catalog.query(
                        "SELECT array_to_string(writer_features, ',') FROM dl_protocol_updates WHERE version = "
                                + version))
                .as("rows hold what is published")
                .containsExactly(
                        "appendOnly,invariants,checkConstraints,changeDataFeed,generatedColumns,domainMetadata,"
                                + "lakeshift.sqlBacked");
        assertThat(catalog.query("SELECT properties FROM dl_tables"))
                .containsExactly("{\"a\": \"b\", \"lakeshift.sqlBacked\": \"true\"}");
        assertThat(catalog.query("SELECT domain FROM dl_domain_metadata WHERE version = " + version))
                .containsExactly("d");
        assertThat(catalog.query("SELECT name || body FROM dl_other_actions WHERE version = " + version))
                .containsExactly("novel{\"x\":1}");
        assertThat(catalog.query("SELECT version || status FROM dl_mirror_status WHERE status = 'PENDING'"))
                .containsExactly(version + "PENDING");
    }

    @Test
    void keepsTheBodyByteForByte() {
        // Given
        CommitBody body = CommitBody.of("{\"commitInfo\":{ \"operation\" : \"WRITE\"}}\n" + ADD + "\n");

        // When
        ratifier.ratify(new CommitRequest(table, head + 1, body));

        // Then
        assertThat(catalog.store().rows().body(table, head + 1).orElseThrow()).isEqualTo(body.bytes());
    }

    @Test
    void letsOneOfTwoWritersWin() throws InterruptedException {
        // When
        List<Object> outcomes = concurrently(
                () -> ratifier.ratify(request(head + 1, info("tx-a"))),
                () -> ratifier.ratify(request(head + 1, info("tx-b"))));

        // Then
        assertThat(outcomes).filteredOn(RatifiedCommit.class::isInstance).hasSize(1);
        assertThat(outcomes)
                .filteredOn(CatalogException.class::isInstance)
                .singleElement()
                .satisfies(e -> assertThat((CatalogException) e)
                        .hasMessage("Version " + (head + 1)
                                + " of table basic-with-inserts-updates is taken: its head is " + (head + 1)
                                + ". Nothing was committed. Read the newer versions and commit again.")
                        .returns(CatalogError.COMMIT_CONFLICT, CatalogException::error));
        assertThat(catalog.head(table)).isEqualTo(head + 1);
    }

    @Test
    void recognisesARepeatedTransaction() {
        // Given
        ratifier.ratify(request(head + 1, info("tx")));
        ratifier.ratify(request(head + 2, info("later")));

        // When
        RatifiedCommit again = ratifier.ratify(request(head + 1, info("tx"), ADD));

        // Then
        assertThat(again.repeated()).isTrue();
        assertThat(catalog.head(table)).isEqualTo(head + 2);
    }

    @Test
    void recognisesARepeatedBodyThatNamesNoTransaction() {
        // Given
        ratifier.ratify(request(head + 1, ADD));

        // When
        RatifiedCommit again = ratifier.ratify(request(head + 1, ADD));

        // Then
        assertThat(again.repeated()).isTrue();
    }

    @Test
    void neverRatifiesOneTransactionAsTwoVersions() {
        // Given
        ratifier.ratify(request(head + 1, info("tx")));

        // When / Then
        assertThatExceptionOfType(CatalogException.class)
                .isThrownBy(() -> ratifier.ratify(request(head + 2, info("tx"))))
                .withMessage("Transaction tx of table basic-with-inserts-updates was already ratified as version "
                        + (head + 1) + ". Nothing was committed again.");
        assertThat(catalog.head(table)).isEqualTo(head + 1);
    }

    @Test
    void refusesAGap() {
        // When / Then
        assertThatExceptionOfType(CatalogException.class)
                .isThrownBy(() -> ratifier.ratify(request(head + 2, ADD)))
                .withMessage(
                        "Version " + (head + 2) + " of table basic-with-inserts-updates would leave a gap: its head is "
                                + head + ", so only " + (head + 1) + " can follow. Nothing was committed.");
    }

    @Test
    void judgesACommitAgainstTheHeadThatItFollows() {
        // Given: a writer guesses the version after next, and another commits meanwhile
        Ratifier late = new Ratifier(afterLook(() -> ratifier.ratify(request(head + 1, ADD))));

        // When / Then
        assertThatExceptionOfType(CatalogException.class)
                .isThrownBy(() -> late.ratify(
                        request(head + 2, "{\"protocol\":{\"minReaderVersion\":99,\"minWriterVersion\":2}}")))
                .matches(e -> e.error() == CatalogError.UNSUPPORTED_FEATURE);
        assertThat(catalog.head(table)).isEqualTo(head + 1);
    }

    @Test
    void judgesACommitAgainWhereWhatItDependsOnHasChanged() {
        // Given: in-commit timestamps are switched on while a commit without one is on its way
        String enabled = "{\"metaData\":{\"id\":\"m\",\"format\":{\"provider\":\"parquet\",\"options\":{}},"
                + "\"schemaString\":\"{\\\"type\\\":\\\"struct\\\",\\\"fields\\\":[]}\",\"partitionColumns\":[],"
                + "\"configuration\":{\"delta.enableInCommitTimestamps\":\"true\"}}}";
        Ratifier late = new Ratifier(afterLook(() -> ratifier.ratify(
                request(head + 1, "{\"commitInfo\":{\"inCommitTimestamp\":5,\"operation\":\"SET\"}}", enabled))));

        // When / Then
        assertThatExceptionOfType(CatalogException.class)
                .isThrownBy(() -> late.ratify(request(head + 2, ADD)))
                .withMessageStartingWith("In-commit timestamps are on");
        assertThat(catalog.head(table)).isEqualTo(head + 1);
    }

    @Test
    void judgesACommitThatWasSentBeforeTheCutOver() {
        // Given
        UUID other = catalog.importTable(GoldenTables.copy("snapshot-data0", directory));
        long version = catalog.head(other) + 2;
        Ratifier late = new Ratifier(afterLook(() -> catalog.cutOver(other)));

        // When / Then
        assertThatExceptionOfType(CatalogException.class)
                .isThrownBy(() -> late.ratify(new CommitRequest(
                        other,
                        version,
                        CommitBody.of("{\"protocol\":{\"minReaderVersion\":99,\"minWriterVersion\":2}}"))))
                .matches(e -> e.error() == CatalogError.UNSUPPORTED_FEATURE);
        assertThat(catalog.head(other)).isEqualTo(version - 1);
    }

    /** The same store, in which something happens between a writer's first look at a head and what it then does. */
    private CommitStore afterLook(Runnable event) {
        CommitStore store = catalog.store().commits();
        AtomicBoolean happened = new AtomicBoolean();
        return (CommitStore) Proxy.newProxyInstance(
                CommitStore.class.getClassLoader(), new Class<?>[] {CommitStore.class}, (proxy, method, arguments) -> {
                    try {
                        Object answer = method.invoke(store, arguments);
                        if (method.getName().equals("head") && happened.compareAndSet(false, true)) {
                            event.run();
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void refusesATableWhoseLogDecides() {
        // Given
        UUID other = catalog.importTable(GoldenTables.copy("snapshot-data0", directory));

        // When / Then
        assertThatExceptionOfType(CatalogException.class)
                .isThrownBy(() -> catalog.ratifyNext(other, ADD))
                .withMessage("Table snapshot-data0 belongs to file writers: its log decides the commits. Nothing was"
                        + " committed. Write to the table's own path, or cut it over first: lakeshift status"
                        + " snapshot-data0.")
                .matches(e -> e.error() == CatalogError.NOT_SQL_BACKED);
    }

    @Test
    void refusesWhileTheTableIsHandedBack() {
        // Given
        catalog.store().commits().startDraining(table);

        // When / Then
        assertThatExceptionOfType(CatalogException.class)
                .isThrownBy(() -> catalog.ratifyNext(table, ADD))
                .withMessageStartingWith("Table basic-with-inserts-updates is being handed back to file writers.");
    }

    @Test
    void ratifiesSeveralTablesAllOrNone() {
        // Given
        UUID second = catalog.importTable(GoldenTables.copy("snapshot-data0", directory));
        long secondHead = catalog.cutOver(second).version();

        // When / Then
        assertThatExceptionOfType(CatalogException.class)
                .isThrownBy(() -> ratifier.ratifyAll(
                        List.of(request(head + 1, ADD), new CommitRequest(second, secondHead, CommitBody.of(ADD)))))
                .matches(e -> e.error() == CatalogError.COMMIT_CONFLICT);
        assertThat(catalog.head(table)).isEqualTo(head);

        List<RatifiedCommit> ratified = ratifier.ratifyAll(
                List.of(request(head + 1, ADD), new CommitRequest(second, secondHead + 1, CommitBody.of(ADD))));
        assertThat(ratified).extracting(RatifiedCommit::version).containsExactly(head + 1, secondHead + 1);
    }

    @Test
    void neverWaitsInACircleForSeveralTables() throws InterruptedException {
        // Given
        UUID second = catalog.importTable(GoldenTables.copy("snapshot-data0", directory));
        long secondHead = catalog.cutOver(second).version();
        List<Callable<Object>> writers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            CommitRequest one = request(head + 1, info("one-" + i));
            CommitRequest two = new CommitRequest(second, secondHead + 1, CommitBody.of(info("two-" + i)));
            writers.add(() -> ratifier.ratifyAll(writers.size() % 2 == 0 ? List.of(one, two) : List.of(two, one)));
        }

        // When
        List<Object> outcomes = concurrently(writers.toArray(Callable[]::new));

        // Then
        assertThat(outcomes).filteredOn(List.class::isInstance).hasSize(1);
        assertThat(outcomes)
                .filteredOn(CatalogException.class::isInstance)
                .hasSize(5)
                .allSatisfy(e -> assertThat(((CatalogException) e).error()).isEqualTo(CatalogError.COMMIT_CONFLICT));
    }

    @Test
    void notifiesWhoeverListensOnceTheCommitIsThere() throws SQLException {
        try (Connection connection = catalog.database().connect();
                Statement statement = connection.createStatement()) {
            // Given
            statement.execute("LISTEN lakeshift_ratified");

            // When
            catalog.ratifyNext(table, ADD);

            // Then
            PGNotification[] heard = connection.unwrap(PGConnection.class).getNotifications(10_000);
            assertThat(heard).extracting(PGNotification::getParameter).containsExactly(table.toString());
        }
    }

    private CommitRequest request(long version, String... lines) {
        return new CommitRequest(table, version, CommitBody.of(String.join("\n", lines) + "\n"));
    }

    private static String info(String txnId) {
        return "{\"commitInfo\":{\"timestamp\":1,\"operation\":\"WRITE\",\"operationParameters\":{\"mode\":\"Append\"},"
                + "\"txnId\":\"" + txnId + "\"}}";
    }

    /** Results and failures of calls that run at the same time. */
    @SafeVarargs
    private static List<Object> concurrently(Callable<Object>... calls) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(calls.length);
        try {
            List<Object> outcomes = new ArrayList<>();
            for (Future<Object> future : threads.invokeAll(List.of(calls))) {
                try {
                    outcomes.add(future.get());
                } catch (ExecutionException e) {
                    outcomes.add(e.getCause());
                }
            }
            return outcomes;
        } finally {
            threads.shutdownNow();
        }
    }
}
