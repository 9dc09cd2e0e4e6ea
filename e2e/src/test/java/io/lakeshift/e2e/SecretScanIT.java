package io.lakeshift.e2e;

import static io.lakeshift.e2e.SyncedScene.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.lakeshift.cli.Main;
import io.lakeshift.workflows.Phase;
import io.temporal.client.WorkflowOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens, client secrets and minted credentials are nowhere but in the memory of who uses them, and where people put them. */
class SecretScanIT {
    @RegisterExtension
    final SyncedScene scene = new SyncedScene();

    @ParameterizedTest
    @ValueSource(strings = {SandboxProcess.PROFILE, SandboxProcess.MACHINE})
    void aWholeLifeLeavesNoSecretAnywhere(String profile) throws Exception {
        // Given
        scene.useProfile(profile);
        Migration migration = scene.cutOver();
        scene.sandbox()
                .sql("INSERT INTO main.fashion_demo.usersdb (user_id, user_name) VALUES (%d, 'Zoe')"
                        .formatted(1_000_000 + profile.hashCode() % 1_000));
        assertThat(scene.refresh().get(LIMIT.toSeconds(), TimeUnit.SECONDS).completed())
                .isTrue();
        SecretScan scan = new SecretScan();
        scan.processes();
        assertThat(migration.rollback().accepted()).isTrue();
        migration.awaitPhase(Phase.ROLLED_BACK, LIMIT);
        scan.text("output", "status", lakeshift("status", scene.migration()));
        scan.text("output", "audit", lakeshift("audit", "export", scene.migration()));

        // When
        lookAtWhatIsKept(scan);

        // Then
        assertThat(scan.found()).isEmpty();
        assertThat(scan.looked("history")).as("plan, migration, refresh").isGreaterThanOrEqualTo(3);
        assertThat(scan.looked("visibility")).isGreaterThanOrEqualTo(3);
        assertThat(scan.looked("table")).isGreaterThan(10);
        assertThat(scan.looked("file")).as("logs and the server's database").isGreaterThanOrEqualTo(3);
        assertThat(scan.looked("command line")).as("server, worker, sandbox").isGreaterThanOrEqualTo(3);
        assertThat(scan.looked("environment")).isGreaterThanOrEqualTo(3);
    }

    /** A scan that finds nothing proves something only when it would have found something. */
    @Test
    void findsASecretWhereverItIsPlanted() throws Exception {
        // Given
        String secret = scene.sandbox().token();
        scene.stack()
                .client()
                .newUntypedWorkflowStub(
                        "Nobody",
                        WorkflowOptions.newBuilder()
                                .setWorkflowId("planted")
                                .setTaskQueue("nobody")
                                .setMemo(Map.of("note", secret))
                                .build())
                .start(Map.of("password", secret));
        scene.stack().database().execute("CREATE TABLE public.planted AS SELECT '" + secret + "' AS note");
        Path log = Files.writeString(scene.stack().folder().resolve("planted.log"), "Bearer " + secret + "\n");
        ProcessBuilder builder = new ProcessBuilder("tail", "-f", "/dev/null", "--pid", "1", "-s", "3600", "-q");
        builder.environment().put("PLANTED", secret);
        Process inEnvironment = builder.start();
        Process onCommandLine = new ProcessBuilder("bash", "-c", "read -r", secret).start();
        SecretScan scan = new SecretScan();

        // When
        try {
            scan.processes();
            lookAtWhatIsKept(scan);
        } finally {
            inEnvironment.destroyForcibly();
            onCommandLine.destroyForcibly();
            Files.delete(log);
            scene.stack().database().execute("DROP TABLE public.planted");
            scene.stack().client().newUntypedWorkflowStub("planted").terminate("planted");
        }

        // Then
        assertThat(scan.found())
                .contains(
                        "history planted",
                        "visibility planted",
                        "table public.planted",
                        "file planted.log",
                        "environment tail",
                        "command line bash")
                .anyMatch(place -> place.startsWith("file temporal.db"));
        assertThat(scan.found()).noneMatch(place -> place.contains(secret));
    }

    private void lookAtWhatIsKept(SecretScan scan) throws Exception {
        scan.workflows(scene.stack().client());
        scan.database(scene.stack().database());
        scan.files(scene.stack().folder());
    }

    /** What a verb prints, on both channels, when it is asked to tell all. */
    private String lakeshift(String... arguments) throws Exception {
        List<String> verbose = new ArrayList<>(List.of(arguments));
        verbose.add("--verbose");
        try (KillableProcess process = JavaProcess.of(
                "cli-" + arguments[0],
                scene.stack().folder(),
                Map.of(
                        "LAKESHIFT_DATABASE_URL",
                        scene.stack().database().url(),
                        "TEMPORAL_ADDRESS",
                        scene.stack().temporal().address(),
                        "LAKESHIFT_HOME",
                        scene.stack().folder().resolve("home").toString()),
                Main.class.getName(),
                verbose.toArray(String[]::new))) {
            process.start();
            assertThat(process.awaitEnd(LIMIT)).as(process.printed()).isZero();
            return process.printed();
        }
    }
}
