package io.lakeshift.catalog.supersede;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.catalog.Authority;
import io.lakeshift.catalog.CatalogError;
import io.lakeshift.catalog.CatalogException;
import io.lakeshift.catalog.commit.CommitBody;
import io.lakeshift.catalog.fence.Fence;
import io.lakeshift.catalog.fence.LowerFence;
import io.lakeshift.catalog.kernel.KernelLog;
import io.lakeshift.catalog.kernel.KernelSnapshot;
import io.lakeshift.catalog.publish.Publisher;
import io.lakeshift.catalog.store.ActionRow;
import io.lakeshift.catalog.store.CheckedCommit;
import io.lakeshift.catalog.store.ProposedCommit;
import io.lakeshift.catalog.store.RowCursor;
import io.lakeshift.catalog.store.TableHead;
import io.lakeshift.catalog.testing.TestLog;
import io.lakeshift.catalog.testing.TestingCatalog;
import io.lakeshift.catalog.validate.DiffReport;
import io.lakeshift.catalog.validate.DiffRequest;
import io.lakeshift.catalog.validate.DiffStatus;
import io.lakeshift.catalog.validate.TableDiff;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupersederTest {
    private static final String TOO_NEW = "{\"protocol\":{\"minReaderVersion\":99,\"minWriterVersion\":7,"
            + "\"readerFeatures\":[\"novel\"],\"writerFeatures\":[\"novel\"]}}\n";

    private final TestingCatalog catalog = new TestingCatalog();
    private final Superseder superseder = new Superseder(catalog.store(), Clock.systemUTC());
    private final Publisher publisher = new Publisher(catalog.store());

    @TempDir
    private Path directory;

    private TestLog log;
    private UUID table;
    private long good;

    @BeforeEach
    void cutOver() {
        log = TestLog.create(directory.resolve("t")).addFiles(2, 1);
        table = catalog.importTable(log.root());
        catalog.cutOver(table);
        catalog.ratifyNext(
                table,
                TestLog.commitInfo(1_700_000_000_000L, "WRITE"),
                TestLog.add("good"),
                "{\"txn\":{\"appId\":\"old\",\"version\":3}}",
                "{\"domainMetadata\":{\"domain\":\"d\",\"configuration\":\"c\",\"removed\":false}}");
        publisher.publishPending(table);
        good = catalog.head(table);
    }

    @AfterEach
    void close() {
        catalog.close();
    }

    /** As a version of this program did that judged nothing. */
    private void ratifyUnjudged() {
        long version = good + 1;
        String file = "unreadable";
        CommitBody body = CommitBody.of(TOO_NEW
                + TestLog.add(file) + "\n" + TestLog.remove("good") + "\n"
                + "{\"txn\":{\"appId\":\"old\",\"version\":4}}\n"
                + "{\"txn\":{\"appId\":\"new\",\"version\":1}}\n"
                + "{\"domainMetadata\":{\"domain\":\"d\",\"configuration\":\"x\",\"removed\":false}}\n"
                + "{\"domainMetadata\":{\"domain\":\"e\",\"configuration\":\"x\",\"removed\":false}}\n");
        List<ActionRow> rows = List.of(
                new ActionRow.Protocol(
                        version,
                        0,
                        99,
                        7,
                        List.of("novel"),
                        List.of("novel", "domainMetadata", "lakeshift.sqlBacked"),
                        null),
                new ActionRow.Add(
                        version,
                        1,
                        file,
                        "",
                        100L,
                        "{}",
                        "{\"numRecords\":1}",
                        true,
                        1_600_000_000_000L,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null),
                new ActionRow.Remove(
                        version,
                        2,
                        "good",
                        "",
                        1_600_000_001_000L,
                        true,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null),
                new ActionRow.Txn(version, 3, "old", 4, null, null),
                new ActionRow.Txn(version, 4, "new", 1, null, null),
                new ActionRow.DomainMetadata(version, 5, "d", "x", false, null),
                new ActionRow.DomainMetadata(version, 6, "e", "x", false, null));
        CheckedCommit unjudged = new CheckedCommit(table, version, body, Optional.empty(), rows);
        catalog.store().commits().ratify(List.of(new Unjudged(unjudged)));
    }

    private record Unjudged(CheckedCommit commit) implements ProposedCommit {
        @Override
        public UUID tableId() {
            return commit.tableId();
        }

        @Override
        public long version() {
            return commit.version();
        }

        @Override
        public CommitBody body() {
            return commit.body();
        }

        @Override
        public Optional<String> txnId() {
            return Optional.empty();
        }

        @Override
        public CheckedCommit judge(TableHead head) {
            return commit;
        }
    }

    private KernelLog kernel() {
        return KernelLog.at(log.logDirectory().toString());
    }

    private DiffReport diff() {
        return new TableDiff(catalog.store(), Clock.systemUTC()).diff(DiffRequest.of(table.toString()));
    }

    private SupersedeRequest request() {
        return new SupersedeRequest(table, OptionalLong.empty(), "ratified by an older program");
    }

    private static String member(Map<String, ObjectNode> actions, String name, String member) {
        return Objects.requireNonNull(actions.get(name), name).path(member).asText();
    }

    private static List<String> files(KernelSnapshot snapshot) {
        List<String> files = new ArrayList<>();
        try (RowCursor<ObjectNode> active = snapshot.activeFiles()) {
            active.forEachRemaining(file -> files.add(file.path("path").asText()));
        }
        files.sort(null);
        return files;
    }

    @Test
    void readersThatRefusedTheHeadReadTheLastStateTheyAccepted() {
        // Given
        KernelSnapshot before = kernel().snapshot(good);
        ratifyUnjudged();
        publisher.publishPending(table);
        assertThatThrownBy(() -> kernel().latest()).isInstanceOf(CatalogException.class);
        assertThatThrownBy(this::diff).isInstanceOf(CatalogException.class);

        // When
        Superseded superseded = superseder.supersede(request());
        publisher.publishPending(table);

        // Then
        assertThat(superseded).isEqualTo(new Superseded(OptionalLong.of(good + 2), good + 1, good, 1, 1));
        KernelSnapshot after = kernel().latest();
        assertThat(after.version()).isEqualTo(good + 2);
        assertThat(after.protocol()).isEqualTo(before.protocol());
        assertThat(after.metadata()).isEqualTo(before.metadata());
        assertThat(files(after)).isEqualTo(files(before)).contains("good");
        assertThat(member(after.transactions(), "old", "version")).isEqualTo("3");
        assertThat(member(after.transactions(), "new", "version")).isEqualTo("-1");
        assertThat(member(after.domainMetadata(), "d", "configuration")).isEqualTo("c");
        assertThat(member(after.domainMetadata(), "e", "removed")).isEqualTo("true");
        assertThat(diff().status()).isEqualTo(DiffStatus.OK);
        assertThat(catalog.query("SELECT concat_ws(',', operation, operation_params ->> 'restoredVersion',"
                        + " operation_params ->> 'reason') FROM dl_table_versions WHERE version = " + (good + 2)))
                .containsExactly("SUPERSEDE," + good + ",ratified by an older program");
    }

    @Test
    void aTableThatWasSupersededCanBeHandedBackAsItWas() {
        // Given
        ratifyUnjudged();
        superseder.supersede(request());

        // When
        new Fence(catalog.store()).lower(new LowerFence(table, "a test"));

        // Then
        assertThat(kernel().latest().protocol().path("minReaderVersion").asInt())
                .isEqualTo(1);
        assertThat(kernel().latest().protocol().path("minWriterVersion").asInt())
                .isEqualTo(2);
        assertThat(diff().status()).isEqualTo(DiffStatus.OK);
    }

    @Test
    void supersedesWhileTheTableIsBeingHandedBack() {
        // Given
        ratifyUnjudged();
        catalog.store().commits().startDraining(table);

        // When
        Superseded superseded = superseder.supersede(request());

        // Then
        assertThat(superseded.version()).hasValue(good + 2);
        assertThat(catalog.store().commits().head(table).authority()).isEqualTo(Authority.DRAINING);
        assertThatNoException().isThrownBy(() -> new Fence(catalog.store()).lower(new LowerFence(table, "a test")));
        assertThat(kernel().latest().protocol().path("minReaderVersion").asInt())
                .isEqualTo(1);
    }

    @Test
    void changesNothingWhereReadersAcceptTheHead() {
        // When
        Superseded none = superseder.supersede(request());
        ratifyUnjudged();
        Superseded planned = superseder.plan(request());
        superseder.supersede(request());
        Superseded again = superseder.supersede(request());

        // Then
        assertThat(none).isEqualTo(new Superseded(OptionalLong.empty(), good, good, 0, 0));
        assertThat(planned).isEqualTo(new Superseded(OptionalLong.empty(), good + 1, good, 1, 1));
        assertThat(again.needed()).isFalse();
        assertThat(catalog.head(table)).isEqualTo(good + 2);
    }

    @Test
    void restoresTheVersionThatItIsTold() {
        // Given
        SupersedeRequest second = new SupersedeRequest(table, OptionalLong.of(1), "a reader of its own");

        // When
        Superseded superseded = superseder.supersede(second);
        Superseded again = superseder.supersede(second);
        publisher.publishPending(table);

        // Then
        assertThat(superseded).isEqualTo(new Superseded(OptionalLong.of(good + 1), good, 1, 2, 0));
        assertThat(again.needed()).isFalse();
        assertThat(files(kernel().latest())).containsExactly("f1-0");
        assertThat(diff().status()).isEqualTo(DiffStatus.OK);
    }

    @Test
    void refusesAVersionThatTheCatalogDoesNotHold() {
        // When / Then
        assertThatExceptionOfType(CatalogException.class)
                .isThrownBy(() -> superseder.plan(new SupersedeRequest(table, OptionalLong.of(99), "no such")))
                .withMessage("Version 99 of table t cannot be restored: the catalog can restore 0 to " + (good - 1)
                        + ". Nothing was changed.");
    }

    @Test
    void leavesATableAloneWhoseLogDecides() {
        // Given
        UUID other =
                catalog.importTable(TestLog.create(directory.resolve("other")).root());

        // When / Then
        assertThatExceptionOfType(CatalogException.class)
                .isThrownBy(() -> superseder.plan(new SupersedeRequest(other, OptionalLong.of(0), "no")))
                .matches(e -> e.error() == CatalogError.NOT_SQL_BACKED);
    }
}
