package io.lakeshift.e2e;

import io.lakeshift.project.Project;
import io.lakeshift.worker.WorkerApplication;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The production worker with the configuration that is in {@code deploy/}. */
final class WorkerProcess {
    private WorkerProcess() {}

    /** @param more of its environment, such as where its Databricks profiles are */
    static KillableProcess of(
            Path folder, String temporalAddress, String databaseUrl, int adminPort, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.putAll(Map.of(
                "TEMPORAL_ADDRESS",
                temporalAddress,
                "LAKESHIFT_DATABASE_URL",
                databaseUrl,
                "LAKESHIFT_HOME",
                folder.resolve("home").toString(),
                "LAKESHIFT_LOG_LEVEL",
                "WARN",
                "LAKESHIFT_PORT",
                "0",
                "LAKESHIFT_ADMIN_PORT",
                Integer.toString(adminPort)));
        return JavaProcess.of(
                "worker",
                folder,
                environment,
                WorkerApplication.class.getName(),
                "server",
                Project.ROOT.resolve("deploy/worker.yml").toString());
    }
}
