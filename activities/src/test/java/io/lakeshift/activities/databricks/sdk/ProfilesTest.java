package io.lakeshift.activities.databricks.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.databricks.sdk.core.DatabricksConfig;
import io.lakeshift.activities.databricks.Workspace;
import io.lakeshift.activities.databricks.WorkspaceException;
import io.lakeshift.workflows.MigrationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Profiles that lead nowhere are told at once, and are not tried again. */
class ProfilesTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"", "[other]\nhost = https://other.example.com\ntoken = t\n", "[work]\ntoken = t\n"})
    void aProfileThatLeadsNowhereSaysHowToMakeOne(String profiles) throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("databrickscfg"), profiles);

        // When
        WorkspaceException failure = open(file, Optional.of("work"));

        // Then
        assertThat(failure.failure()).isEqualTo(MigrationFailure.NOT_AUTHENTICATED);
        assertThat(failure)
                .hasMessage("Profile work of " + file + " does not exist or names no host. See those that there are"
                        + " with: databricks auth profiles. Make one with: databricks auth login --host <workspace"
                        + " URL> --profile work");
    }

    @Test
    void neitherDoesAFileThatIsNotThere() {
        // When
        WorkspaceException failure = open(folder.resolve("none"), Optional.of("work"));

        // Then
        assertThat(failure.failure()).isEqualTo(MigrationFailure.NOT_AUTHENTICATED);
        assertThat(failure)
                .hasMessageContaining("none does not exist or names no host")
                .hasMessageContaining("--profile work");
    }

    @Test
    void aFileThatWasWrittenAnewIsReadAgain() throws IOException {
        // Given
        try (ScriptedWorkspace server = new ScriptedWorkspace()) {
            Path file = folder.resolve("databrickscfg");
            SdkWorkspaces workspaces = new SdkWorkspaces(Optional.empty(), file);
            write(file, server, "before", 0);
            Workspace before = workspaces.of(Optional.of("work"));
            Workspace meanwhile = workspaces.of(Optional.of("work"));

            // When
            write(file, server, "after", 10);
            Workspace after = workspaces.of(Optional.of("work"));
            after.catalog().catalogs();

            // Then
            assertThat(meanwhile).isSameAs(before);
            assertThat(after).isNotSameAs(before);
            assertThat(server.tokens).containsExactly("Bearer after");
        }
    }

    private static void write(Path file, ScriptedWorkspace server, String token, int second) throws IOException {
        Files.writeString(file, "[work]\nhost = " + server.host() + "\ntoken = " + token + "\n");
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH.plusSeconds(second)));
    }

    private static WorkspaceException open(Path file, Optional<String> profile) {
        DatabricksConfig config = new DatabricksConfig().setConfigFile(file.toString());
        profile.ifPresent(config::setProfile);
        return catchThrowableOfType(WorkspaceException.class, () -> SdkWorkspaces.open(config, profile));
    }
}
