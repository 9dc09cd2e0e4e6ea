package io.lakeshift.worker;

import io.lakeshift.activities.connections.ConnectionSource;
import io.lakeshift.activities.connections.ConnectionSources;
import io.lakeshift.worker.config.DatabaseConfiguration;
import io.lakeshift.workflows.ConnectionName;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Where a worker finds its databases: its configuration, then the environment, then the files of its home. */
public final class WorkerConnections {
    private WorkerConnections() {}

    public static ConnectionSource of(DatabaseConfiguration database, Map<String, String> environment) {
        Map<String, String> urls = new HashMap<>(database.connections());
        if (!database.url().isBlank()) {
            urls.put(ConnectionName.DEFAULT.value(), database.url());
        }
        return ConnectionSources.settings(urls)
                .or(ConnectionSources.environment(environment))
                .or(ConnectionSources.files(home(environment).resolve("connections")));
    }

    private static Path home(Map<String, String> environment) {
        String home = environment.getOrDefault("LAKESHIFT_HOME", "");
        return home.isBlank() ? Path.of(System.getProperty("user.home", "."), ".lakeshift") : Path.of(home);
    }
}
