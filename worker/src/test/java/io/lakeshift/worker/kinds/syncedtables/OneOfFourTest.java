package io.lakeshift.worker.kinds.syncedtables;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.lakeshift.workflows.Phase;
import io.lakeshift.workflows.kinds.syncedtables.SwitchSubset;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import io.lakeshift.workflows.lifecycle.Command;
import io.lakeshift.workflows.lifecycle.Decision;
import io.lakeshift.workflows.lifecycle.MigrationResult;
import io.lakeshift.workflows.lifecycle.Policy;
import io.lakeshift.workflows.lifecycle.Progress;
import io.lakeshift.workflows.lifecycle.UnitFacts;
import io.temporal.client.WorkflowClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One table of a batch fails: the others do not notice, and going on does nothing twice. */
@Timeout(240)
class OneOfFourTest {
    private static final String SYNCED = "/api/2.0/database/synced_tables";
    private static final Command BY_RITA = new Command("rita", "the owner has granted it");
    private static final String SWITCH = SwitchSubset.unit(FashionDemo.NAME);
    private static final String BEFORE = "SCHEMA=fashion_demo\nPRODUCTS_TABLE=productsdb\n";
    private static final SyncedTableSpec SECOND = FashionDemo.tables().get(1);

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private FashionDemo demo;

    @BeforeEach
    void start() {
        demo = new FashionDemo(folder.resolve("app.env"));
    }

    @AfterEach
    void stop() {
        demo.close();
    }

    @Test
    void goesOnWithTheOneThatFailedAndAsksForNoOtherAgain() {
        // Given
        demo.sandbox
                .faults()
                .set(JsonNodeFactory.instance
                        .objectNode()
                        .put("method", "POST")
                        .put("path", SYNCED)
                        .put("containing", SECOND.target().full())
                        .put("kind", "deny")
                        .put("message", "User does not have CREATE TABLE on Schema 'main.fashion_demo_lakebase'."));
        demo.migrate(demo.plan(FashionDemo.tables()), Policy.DEFAULT);
        String message = demo.workers
                .awaitPhase(FashionDemo.unit(SECOND), Phase.NEEDS_ATTENTION)
                .attention()
                .orElseThrow()
                .message();
        others().forEach(table -> demo.workers.awaitQuestion(FashionDemo.unit(table)));

        // When
        demo.workers.control(FashionDemo.unit(SECOND)).send("retry", BY_RITA);
        demo.workers.awaitQuestion(FashionDemo.unit(SECOND));

        // Then
        assertThat(message)
                .contains("Cannot create synced table main.fashion_demo_lakebase.users_synced")
                .contains("does not have CREATE TABLE on Schema 'main.fashion_demo_lakebase'.")
                .contains("That needs ");
        assertThat(asked())
                .containsExactlyInAnyOrder(
                        "products_synced",
                        "users_synced",
                        "users_synced",
                        "product_embeddings_synced",
                        "user_features_synced");

        // When
        demo.workers.control(FashionDemo.unit(SECOND)).send("abort", BY_RITA);
        demo.workers.awaitPhase(FashionDemo.unit(SECOND), Phase.ROLLED_BACK);

        // Then
        assertThat(demo.unityTables("fashion_demo_lakebase"))
                .isEqualTo("[product_embeddings_synced, products_synced, user_features_synced]");
        assertThat(demo.postgres("SELECT count(*) FROM fashion_demo_lakebase.products_synced"))
                .isEqualTo("2000");
        others().forEach(table -> assertThat(
                        demo.workers.awaitQuestion(FashionDemo.unit(table)).approval())
                .isPresent());
    }

    @Test
    void theApplicationGoesWithoutTheOneThatWasRefusedOnlyOnceThatIsApproved() throws Exception {
        // Given
        Path application = folder.resolve("app.env");
        Files.writeString(application, BEFORE);
        // Looked at every five seconds.
        demo.migrate(demo.plan(FashionDemo.tables()), Policy.DEFAULT.withRollbackWindow(Duration.ofMinutes(8)));
        for (SyncedTableSpec table : FashionDemo.tables()) {
            demo.workers.awaitQuestion(FashionDemo.unit(table));
        }
        demo.workers.control(FashionDemo.unit(SECOND)).send("abort", BY_RITA);
        demo.workers.awaitPhase(FashionDemo.unit(SECOND), Phase.ROLLED_BACK);
        for (SyncedTableSpec table : others()) {
            demo.workers.control(FashionDemo.unit(table)).send("approve", Decision.approve("ann", "fine"));
        }
        for (SyncedTableSpec table : others()) {
            demo.workers.awaitPhase(FashionDemo.unit(table), Phase.WATCHING);
        }
        awaitApplication(
                "switched once these are cut over: fashion-demo/users_synced; given up:"
                        + " fashion-demo/users_synced; to switch without: lakeshift switch fashion-demo --without users_synced");
        assertThat(Files.readString(application)).isEqualTo(BEFORE);

        // When
        start(List.of());
        Progress blocked = demo.workers.awaitPhase(SWITCH, Phase.NEEDS_ATTENTION);
        demo.workers.control(SWITCH).send("abort", BY_RITA);
        Phase ended = demo.workers
                .client()
                .newUntypedWorkflowStub(SWITCH)
                .getResult(MigrationResult.class)
                .phase();

        // Then
        assertThat(ended).isEqualTo(Phase.ABORTED);
        assertThat(blocked.attention().orElseThrow().message())
                .isEqualTo("The assessment of fashion-demo/switch-subset found a blocker: NOT_NAMED:"
                        + " fashion-demo/users_synced has ended (ROLLED_BACK) and is not among what is left out. To fix it:"
                        + " lakeshift abort fashion-demo/switch-subset, then: lakeshift switch fashion-demo --without"
                        + " users_synced. Then: lakeshift retry fashion-demo/switch-subset");

        // When
        start(List.of(FashionDemo.unit(SECOND)));
        demo.workers.awaitQuestion(SWITCH);

        // Then
        assertThat(Files.readString(application)).isEqualTo(BEFORE);

        // When
        demo.workers.control(SWITCH).send("approve", Decision.approve("ann", "users come later"));
        demo.workers.awaitPhase(SWITCH, Phase.WATCHING);

        // Then
        assertThat(Files.readString(application))
                .isEqualTo("SCHEMA=fashion_demo_lakebase\nPRODUCTS_TABLE=products_synced\n");
        awaitApplication("switched");
        assertThat(audited("DECISION")).containsExactly("ann: yes ACCEPTED");
        assertThat(audited("APPLICATION_SWITCHED"))
                .containsExactly("lakeshift: " + application + " without fashion-demo/users_synced");

        // When
        demo.workers.control(FashionDemo.unit(others().get(0))).send("rollback", BY_RITA);
        demo.workers.awaitPhase(FashionDemo.unit(others().get(0)), Phase.ROLLED_BACK);

        // Then
        assertThat(Files.readString(application)).isEqualTo(BEFORE);

        // When
        demo.workers.control(SWITCH).send("rollback", BY_RITA);
        demo.workers.awaitPhase(SWITCH, Phase.ROLLED_BACK);

        // Then
        assertThat(Files.readString(application)).isEqualTo(BEFORE);
        assertThat(demo.unityTables("fashion_demo_lakebase"))
                .isEqualTo("[product_embeddings_synced, user_features_synced]");
    }

    private void start(List<String> without) {
        WorkflowClient.start(
                demo.workers.stub(SwitchSubset.class, SWITCH)::run,
                new SwitchSubset.Request(
                        FashionDemo.NAME,
                        demo.setup.application().orElseThrow(),
                        without,
                        Policy.DEFAULT.withApproval(Policy.Approval.NOBODY),
                        "rita"));
    }

    /** Until the tables that are there tell this of their application. */
    private void awaitApplication(String how) {
        for (SyncedTableSpec table : others()) {
            Awaitility.await(FashionDemo.unit(table) + " to tell: " + how)
                    .atMost(Duration.ofSeconds(60))
                    .until(
                            () -> demo.workers
                                    .control(FashionDemo.unit(table))
                                    .progress()
                                    .facts()
                                    .details(),
                            details -> details.contains(new UnitFacts.Detail("application", how)));
        }
    }

    private List<String> audited(String event) {
        try (Stream<String> lines = demo.workers.ledger().audit().export(Optional.of(FashionDemo.NAME))) {
            return lines.map(OneOfFourTest::json)
                    .filter(entry -> entry.path("unit").asText().equals(SWITCH)
                            && entry.path("event").asText().equals(event))
                    .map(entry -> entry.path("actor").asText() + ": "
                            + entry.path("detail").asText())
                    .toList();
        }
    }

    private static JsonNode json(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<SyncedTableSpec> others() {
        return FashionDemo.tables().stream()
                .filter(table -> !table.equals(SECOND))
                .toList();
    }

    /** Every creation that was asked for, whatever became of it. */
    private List<String> asked() {
        return demo.sandbox.requests().stream()
                .filter(request -> request.path("method").asText().equals("POST")
                        && request.path("path").asText().equals(SYNCED))
                .map(request ->
                        request.path("body").path("name").asText().replaceFirst("^main.fashion_demo_lakebase.", ""))
                .toList();
    }
}
