package io.lakeshift.worker.syncedtables;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.lakeshift.workflows.Phase;
import io.lakeshift.workflows.lifecycle.Command;
import io.lakeshift.workflows.lifecycle.Policy;
import io.lakeshift.workflows.syncedtables.SyncedTableSpec;
import java.nio.file.Path;
import java.util.List;
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
