package io.lakeshift.worker.kinds.syncedtables;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.lakeshift.sandbox.SandboxOptions;
import io.lakeshift.worker.WorkerSettings;
import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.Phase;
import io.lakeshift.workflows.kinds.syncedtables.SmokeTest;
import io.lakeshift.workflows.kinds.syncedtables.SmokeTest.Page;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import io.lakeshift.workflows.lifecycle.Attention;
import io.lakeshift.workflows.lifecycle.Command;
import io.lakeshift.workflows.lifecycle.Policy;
import io.lakeshift.workflows.lifecycle.UnitFacts.Detail;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An application that is asked, over real HTTP and by a real program, whether it works. */
@Timeout(240)
class SmokeTestTest {
    private static final String BEFORE = "SCHEMA=fashion_demo\n";
    private static final SyncedTableSpec USERS = FashionDemo.tables().get(1);
    private static final String UNIT = FashionDemo.unit(USERS);
    private static final Policy NOBODY_ASKED = Policy.DEFAULT.withApproval(Policy.Approval.NOBODY);
    private static final Command BY_RITA = new Command("rita", "because");

    @TempDir
    Path folder;

    private final AtomicInteger asked = new AtomicInteger();

    @SuppressWarnings("NullAway.Init")
    private Path application;

    @SuppressWarnings("NullAway.Init")
    private HttpServer server;

    private @Nullable FashionDemo demo;

    @BeforeEach
    void start() throws IOException {
        application = folder.resolve("app.env");
        Files.writeString(application, BEFORE);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @AfterEach
    void stop() {
        if (demo != null) {
            demo.close();
        }
        server.stop(0);
    }

    @Test
    void anApplicationThatTakesItsTimeIsAskedAgain() throws IOException {
        // Given
        answering(ask -> ask == 0 ? 503 : 200);

        // When
        FashionDemo shop = migrate(true, new SmokeTest(List.of(health()), List.of(), Duration.ofSeconds(30)));
        List<Detail> details =
                shop.workers.awaitPhase(UNIT, Phase.WATCHING).facts().details();

        // Then
        assertThat(asked).hasValueGreaterThanOrEqualTo(2);
        assertThat(Files.readString(application)).contains("SCHEMA=fashion_demo_lakebase\n");
        assertThat(details)
                .contains(new Detail("application", "switched"))
                .contains(new Detail("smoke test", "passed: GET " + health().url() + " answers 200"));
    }

    @Test
    void anApplicationThatNeverWorksIsPutBackAtOnceAndARetryTestsAgain() throws IOException {
        // Given
        AtomicInteger status = new AtomicInteger(503);
        answering(ask -> status.get());

        // When
        FashionDemo shop = migrate(true, new SmokeTest(List.of(health()), List.of(), Duration.ofSeconds(3)));
        Attention attention = attention(shop);

        // Then
        assertThat(attention.failure()).isEqualTo(MigrationFailure.SMOKE_TEST_FAILED);
        assertThat(attention.message())
                .isEqualTo("The application was switched, and its smoke test did not pass within PT3S: GET "
                        + health().url() + " answered 503, expected is 200. So it was switched back: " + application
                        + " is as it was, the application reads what it read before, and the tables stay as they are. A"
                        + " retry switches and tests again. Next: lakeshift retry | rollback " + UNIT);
        assertThat(Files.readString(application)).isEqualTo(BEFORE);
        assertThat(shop.postgres("SELECT count(*) FROM fashion_demo_lakebase.users_synced"))
                .isEqualTo("500");

        // When
        status.set(200);
        shop.workers.control(UNIT).send("retry", BY_RITA);
        shop.workers.awaitPhase(UNIT, Phase.WATCHING);

        // Then
        assertThat(Files.readString(application)).contains("SCHEMA=fashion_demo_lakebase\n");
    }

    @Test
    void aCommandIsRunByAWorkerThatMayAndOtherwiseSaysHow() throws IOException {
        // Given
        Path check = folder.resolve("check.sh");
        Files.writeString(check, "#!/bin/sh\ntest \"$SCHEMA\" = fashion_demo_lakebase && grep -q $SCHEMA app.env\n");
        Files.setPosixFilePermissions(check, PosixFilePermissions.fromString("rwx------"));
        SmokeTest test = new SmokeTest(List.of(), List.of("./check.sh"), Duration.ofSeconds(30));

        // When
        FashionDemo shop = migrate(true, test);
        List<Detail> details =
                shop.workers.awaitPhase(UNIT, Phase.WATCHING).facts().details();
        shop.close();
        Files.writeString(application, BEFORE);
        FashionDemo careful = migrate(false, test);
        String refused = attention(careful).message();

        // Then
        assertThat(details).contains(new Detail("smoke test", "passed: ./check.sh ends with 0"));
        assertThat(refused)
                .contains("its smoke test did not pass: this worker runs no commands of plans, so it did not run"
                        + " ./check.sh; set smokeTestCommands: true in its configuration, or"
                        + " LAKESHIFT_SMOKE_TEST_COMMANDS=true, and start it again, or test by urls.");
        assertThat(Files.readString(application)).isEqualTo(BEFORE);
    }

    /** @param statuses of the n-th answer, from 0 */
    private void answering(IntUnaryOperator statuses) {
        server.createContext("/health", exchange -> {
            exchange.sendResponseHeaders(statuses.applyAsInt(asked.getAndIncrement()), -1);
            exchange.close();
        });
        server.start();
    }

    private Page health() {
        return new Page("http://127.0.0.1:" + server.getAddress().getPort() + "/health", 200);
    }

    private FashionDemo migrate(boolean commands, SmokeTest test) {
        FashionDemo shop = new FashionDemo(
                application,
                SandboxOptions.fast(),
                (WorkerSettings settings) -> settings.withSmokeTestCommands(commands));
        demo = shop;
        shop.application(List.of(USERS), Optional.of(test));
        shop.migrate(shop.plan(List.of(USERS)), NOBODY_ASKED);
        return shop;
    }

    private static Attention attention(FashionDemo shop) {
        return shop.workers.awaitPhase(UNIT, Phase.NEEDS_ATTENTION).attention().orElseThrow();
    }
}
