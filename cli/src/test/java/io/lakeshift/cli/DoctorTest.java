package io.lakeshift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.lakeshift.cli.doctor.Check;
import io.lakeshift.cli.doctor.Doctor;
import io.lakeshift.sandbox.Sandbox;
import io.lakeshift.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs as they may be found, and logins that a workspace accepts or refuses. */
@Timeout(120)
class DoctorTest {
    private static final String ME = "/api/2.0/preview/scim/v2/Me";

    private static @Nullable Sandbox started;

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeAll
    static void startSandbox() throws IOException {
        started = Sandbox.start(SandboxOptions.fast());
    }

    @AfterAll
    static void closeSandbox() {
        if (started != null) {
            started.close();
        }
    }

    @BeforeEach
    void writeProfiles() throws IOException {
        Path file = Files.writeString(folder.resolve("databrickscfg"), """
                ; written by a test
                [DEFAULT]
                host = %1$s
                token = %2$s

                [stale]
                host = %1$s
                token = sandbox-expired

                [reader]
                token = sandbox-reader
                host  = %1$s

                [__settings__]
                default_profile = DEFAULT
                """.formatted(
                        sandbox().host(), sandbox().adminToken()));
        environment.put("DATABRICKS_CONFIG_FILE", file.toString());
        environment.put("LAKESHIFT_HOME", folder.resolve("home").toString());
        environment.put("PATH", folder.toString());
    }

    @Test
    void everyProfileIsTriedByARealCall() throws IOException {
        // Given
        int before = sandbox().requests().size();

        // When
        Golden.Result result = Golden.run(environment, "doctor");
        JsonNode json = new ObjectMapper()
                .readTree(Golden.run(environment, "doctor", "--output", "json").out());

        // Then
        String host = sandbox().host();
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out())
                .containsPattern("Name +Host +Valid\n")
                .containsPattern("DEFAULT +" + host + " +YES\n")
                .containsPattern("stale +" + host + " +NO\n")
                .containsPattern("reader +" + host + " +YES\n")
                .contains("Log in again with: databricks auth login --host " + host + " --profile stale\n")
                .contains("Profile DEFAULT would be used (the default).\n")
                .containsPattern("Databricks login +ok +profile DEFAULT, migrator@example.com, at " + host)
                .doesNotContain(sandbox().adminToken(), "sandbox-expired", "__settings__");
        assertThat(json.at("/profiles/2/user").asText()).isEqualTo("reader@example.com");
        assertThat(sandbox().requests().stream()
                        .skip(before)
                        .filter(request -> !request.path("path").asText().contains("/.well-known/")))
                .as("nothing is asked but who is logged in")
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request.path("path").asText()).isEqualTo(ME));
    }

    @Test
    void aLoginThatIsNeededAndDoesNotWorkIsAFailure() {
        // When
        Golden.Result stale = Golden.run(environment, "doctor", "--profile", "stale");
        Golden.Result unknown = Golden.run(environment, "doctor", "--profile", "typo");

        // Then
        assertThat(stale.exitCode()).isEqualTo(ExitCode.FAILED.code());
        assertThat(stale.out())
                .contains("Databricks at " + sandbox().host() + " does not accept the login of profile stale: ");
        assertThat(unknown.exitCode()).isEqualTo(ExitCode.FAILED.code());
        assertThat(unknown.out())
                .contains(
                        "There is no profile typo. Make it with: databricks auth login --host https://<workspace>.cloud.databricks.com --profile typo. Without access to a workspace, ask its admin.");
    }

    @Test
    void aWorkspaceThatMayNotBeReadIsTheWrongOne() {
        // Given
        sandbox()
                .faults()
                .set(JsonNodeFactory.instance
                        .objectNode()
                        .put("path", ME)
                        .put("kind", "deny")
                        .put("message", "no access to this workspace")
                        .put("times", 3));

        // When
        Golden.Result result = Golden.run(environment, "doctor", "--profile", "reader");

        // Then
        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED.code());
        assertThat(result.out())
                .contains("Cannot ask who is logged in at " + sandbox().host() + ": no access to this workspace.")
                .contains("Pick the right workspace: databricks auth login --host <workspace URL> --profile reader");
    }

    @Test
    void aFlagComesBeforeThePlanAndThatBeforeTheEnvironment() {
        // Given
        environment.put("DATABRICKS_CONFIG_PROFILE", "reader");
        Doctor doctor = new Doctor(environment, "Linux");

        // Then
        assertThat(doctor.examine(Optional.of("DEFAULT"), Optional.of("stale"), true)
                        .chosenBy())
                .isEqualTo("--profile");
        assertThat(doctor.examine(Optional.empty(), Optional.of("stale"), true).chosen())
                .isEqualTo("stale");
        assertThat(doctor.examine(Optional.empty(), Optional.empty(), true)).satisfies(found -> {
            assertThat(found.chosen()).isEqualTo("reader");
            assertThat(found.chosenBy()).isEqualTo("DATABRICKS_CONFIG_PROFILE");
            assertThat(found.healthy()).isTrue();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "Databricks CLI v0.295.0, WARNING",
        "Databricks CLI v0.296.0, OK",
        "Databricks CLI v0.300.1, OK",
        "Databricks CLI v1.0.0, OK",
        "Databricks CLI v0.29.9, WARNING",
        "nonsense, WARNING",
    })
    void versionsAreComparedAsNumbers(String says, Check.Result expected) throws IOException {
        // Given
        Path program = Files.writeString(folder.resolve("databricks"), "#!/bin/sh\necho \"%s\"\n".formatted(says));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));

        // When
        Check check = check("Linux");

        // Then
        assertThat(check.result()).as(check.detail()).isEqualTo(expected);
    }

    @Test
    void aMissingOrOldProgramIsToldWithTheCommandOfTheSystem() throws IOException {
        // Given
        String absent = check("Mac OS X").detail();
        String absentOnWindows = check("Windows 11").detail();
        Path program = Files.writeString(folder.resolve("databricks"), "#!/bin/sh\necho v0.200.0\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));

        // When
        String old = check("Linux").detail();
        String oldOnWindows = check("Windows 11").detail();

        // Then
        assertThat(absent)
                .isEqualTo(
                        "not found on the PATH; 0.296 or newer is needed for bundles. Install it with: brew tap databricks/tap && brew install databricks, or: curl -fsSL https://raw.githubusercontent.com/databricks/setup-cli/main/install.sh | sh (with sudo where /usr/local/bin is not writable).");
        assertThat(absentOnWindows)
                .endsWith("Install it with: winget install Databricks.DatabricksCLI, then restart the terminal.");
        assertThat(old)
                .isEqualTo(
                        "v0.200.0 is older than 0.296, which lacks the template registry of 'apps init' and flags of 'experimental aitools'. Upgrade it with: brew update && brew upgrade databricks, or again: curl -fsSL https://raw.githubusercontent.com/databricks/setup-cli/main/install.sh | sh");
        assertThat(oldOnWindows)
                .endsWith("Upgrade it with: winget upgrade Databricks.DatabricksCLI, then restart the terminal.");
    }

    private Check check(String system) {
        Map<String, String> alone = Map.of(
                "PATH",
                folder.toString(),
                "LAKESHIFT_HOME",
                folder.resolve("home").toString(),
                "DATABRICKS_CONFIG_FILE",
                folder.resolve("none").toString());
        return new Doctor(alone, system)
                .examine(Optional.empty(), Optional.empty(), false).checks().stream()
                        .filter(it -> it.name().equals("Databricks CLI"))
                        .findFirst()
                        .orElseThrow();
    }

    private static Sandbox sandbox() {
        return Objects.requireNonNull(started);
    }
}
