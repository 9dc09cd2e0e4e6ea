package io.lakeshift.activities.databricks.sdk;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.DatabricksConfig;
import com.databricks.sdk.core.UserAgent;
import com.databricks.sdk.core.commons.CommonsHttpClient;
import io.lakeshift.activities.databricks.Workspace;
import io.lakeshift.activities.databricks.Workspaces;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Workspaces by profile, with the SDK's own authentication: configuration file, environment, OAuth. Its retries are off,
 * because Temporal has its own and knows what may be repeated.
 */
public final class SdkWorkspaces implements Workspaces {
    /** Longer than a statement may hold a request open. */
    private static final int TIMEOUT_SECONDS = 70;

    private final Optional<Path> ownProfiles;
    private final Path profiles;
    private final Map<String, Opened> open = new ConcurrentHashMap<>();

    /** @param version of the file that named it */
    private record Opened(String version, Workspace workspace) {}

    /**
     * @param ownProfiles a configuration file of Lakeshift's own, whose profiles come before those of the user's: where the
     *     local stack's sandbox announces itself; need not be there
     */
    public SdkWorkspaces(Optional<Path> ownProfiles) {
        this(ownProfiles, SdkProfiles.usualFile());
    }

    SdkWorkspaces(Optional<Path> ownProfiles, Path profiles) {
        this.ownProfiles = ownProfiles;
        this.profiles = profiles;
        UserAgent.withProduct("lakeshift", "0.1.0");
    }

    @Override
    public Workspace of(Optional<String> profile) {
        Optional<Path> own = ownProfiles.filter(file -> SdkProfiles.has(file, profile));
        // Whoever logs in again or gets another token writes the file anew; so does the sandbox with every start.
        String version = SdkProfiles.version(own.orElse(profiles));
        return open.compute(
                        profile.orElse(""),
                        (name, known) -> known != null && known.version().equals(version)
                                ? known
                                : new Opened(version, open(config(own.orElse(profiles), profile), profile)))
                .workspace();
    }

    private static DatabricksConfig config(Path file, Optional<String> profile) {
        return profile.map(name -> SdkProfiles.named(file, name)).orElseGet(DatabricksConfig::new);
    }

    /** One workspace, for whoever has its configuration at hand. */
    public static Workspace open(DatabricksConfig config, Optional<String> profile) {
        config.setDisableRetries(true).setHttpTimeoutSeconds(TIMEOUT_SECONDS);
        return SdkFailures.configuring(config, profile, () -> {
            config.resolve();
            if (config.getHost() == null || config.getHost().isBlank()) {
                throw SdkFailures.noWorkspace(config, profile);
            }
            PacingHttpClient http = new PacingHttpClient(
                    new CommonsHttpClient.Builder().withDatabricksConfig(config).build());
            config.setHttpClient(http);
            return new SdkWorkspace(new WorkspaceClient(config), new SdkCalls(config.getHost(), profile));
        });
    }
}
