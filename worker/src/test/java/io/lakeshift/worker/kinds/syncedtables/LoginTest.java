package io.lakeshift.worker.kinds.syncedtables;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakeshift.sandbox.Sandbox;
import io.lakeshift.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ways to log in, as users of Databricks' SDKs know them; each in a process with an environment of its own. */
@Timeout(120)
class LoginTest {
    private static final String MIGRATOR = "migrator@example.com";
    private static final String READER = "reader@example.com";
    private static final String WORKER = "6f3c1f2a-0000-4000-8000-5a4db0c5a4db";

    @SuppressWarnings("NullAway.Init")
    private static Sandbox sandbox;

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path profiles;

    @BeforeAll
    static void start() throws IOException {
        sandbox = Sandbox.start(SandboxOptions.fast());
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @BeforeEach
    void write() throws IOException {
        profiles = Files.writeString(folder.resolve("databrickscfg"), """
                [DEFAULT]
                host = %1$s
                token = sandbox-reader

                [work]
                host = %1$s
                token = sandbox-migrator

                [robot]
                host = %1$s
                client_id = %2$s
                client_secret = sandbox-worker-secret
                """.formatted(sandbox.host(), WORKER));
    }

    private Map<String, String> file() {
        return Map.of("DATABRICKS_CONFIG_FILE", profiles.toString());
    }

    private Map<String, String> file(String name, String value) {
        return Map.of("DATABRICKS_CONFIG_FILE", profiles.toString(), name, value);
    }

    /** @return the last line that the process printed */
    private String whoAmI(Map<String, String> environment, String... profile) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:TieredStopAtLevel=1",
                "-Duser.home=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                WhoAmI.class.getName()));
        command.addAll(List.of(profile));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("DATABRICKS_"));
        builder.environment().put("HOME", folder.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return printed.strip().lines().reduce((first, second) -> second).orElse("nothing");
    }

    @Test
    void aProfileThatIsNamedIsTaken() throws Exception {
        assertThat(whoAmI(file(), "work")).isEqualTo(MIGRATOR);
    }

    @Test
    void withoutAnyNameTheDefaultProfileIs() throws Exception {
        assertThat(whoAmI(file())).isEqualTo(READER);
    }

    @Test
    void theEnvironmentMayNameTheProfile() throws Exception {
        assertThat(whoAmI(file("DATABRICKS_CONFIG_PROFILE", "work"))).isEqualTo(MIGRATOR);
    }

    @Test
    void aProfileThatIsNamedBeatsTheOneOfTheEnvironment() throws Exception {
        assertThat(whoAmI(file("DATABRICKS_CONFIG_PROFILE", "DEFAULT"), "work")).isEqualTo(MIGRATOR);
    }

    @Test
    void aProfileThatIsNamedBeatsHostAndTokenOfTheEnvironment() throws Exception {
        assertThat(whoAmI(
                        Map.of(
                                "DATABRICKS_CONFIG_FILE",
                                profiles.toString(),
                                "DATABRICKS_HOST",
                                "http://127.0.0.1:1",
                                "DATABRICKS_TOKEN",
                                "another",
                                "DATABRICKS_CLIENT_ID",
                                "another"),
                        "work"))
                .isEqualTo(MIGRATOR);
    }

    @Test
    void aTokenOfTheEnvironmentNeedsNoFile() throws Exception {
        assertThat(whoAmI(Map.of("DATABRICKS_HOST", sandbox.host(), "DATABRICKS_TOKEN", "sandbox-reader")))
                .isEqualTo(READER);
    }

    @Test
    void aClientOfTheEnvironmentLogsInByOauth() throws Exception {
        assertThat(whoAmI(Map.of(
                        "DATABRICKS_HOST",
                        sandbox.host(),
                        "DATABRICKS_CLIENT_ID",
                        WORKER,
                        "DATABRICKS_CLIENT_SECRET",
                        "sandbox-worker-secret")))
                .isEqualTo(WORKER);
    }

    @Test
    void soDoesAClientOfAProfile() throws Exception {
        assertThat(whoAmI(file(), "robot")).isEqualTo(WORKER);
    }
}
