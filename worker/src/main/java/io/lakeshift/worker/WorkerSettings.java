package io.lakeshift.worker;

import io.lakeshift.activities.connections.ConnectionSource;
import io.lakeshift.activities.databricks.Workspaces;
import io.lakeshift.activities.databricks.sdk.SdkWorkspaces;
import io.lakeshift.activities.metrics.PublishMetrics;
import io.lakeshift.catalog.postgres.SchemaMode;
import java.time.Duration;
import java.util.Optional;

/**
 * How the workers of one process run.
 *
 * @param connections knows the database behind the connection {@code default}, which holds ledger and audit as well
 * @param schemaMode whether missing tables are created
 * @param workspaces leads to Databricks by the names of profiles
 * @param smokeTestCommands whether commands that plans name as smoke tests are run
 * @param metrics hears of every published commit
 * @param identity how people tell this process from others; shown in the Web UI
 */
public record WorkerSettings(
        ConnectionSource connections,
        SchemaMode schemaMode,
        String identity,
        Capacity capacity,
        Publishing publishing,
        Workspaces workspaces,
        boolean smokeTestCommands,
        PublishMetrics metrics) {

    /**
     * @param workflows cached workflows
     * @param shortActivities that run at one time
     * @param copies imports and validations that run at one time
     * @param catalogConnections to each database
     * @param sticky how long a workflow task waits for the worker that has the workflow in its cache, and so for a dead
     *     one
     */
    public record Capacity(int workflows, int shortActivities, int copies, int catalogConnections, Duration sticky) {
        public static final Capacity DEFAULT = new Capacity(600, 64, 4, 12, Duration.ofSeconds(2));
        /** For a stack inside one short-lived process. */
        public static final Capacity EMBEDDED = new Capacity(100, 16, 2, 8, Duration.ofSeconds(1));
    }

    /**
     * @param shards into which the tables of the default connection fall; 0 publishes nothing
     * @param poll how often to look without a notification
     */
    public record Publishing(int shards, Duration poll) {
        public static final Publishing DEFAULT = new Publishing(1, Duration.ofSeconds(1));
        /** For workers of kinds that have nothing to publish. */
        public static final Publishing NONE = new Publishing(0, Duration.ofSeconds(1));
    }

    /** For one's own machine, with one's own plans. */
    public static WorkerSettings embedded(ConnectionSource connections, String identity) {
        return new WorkerSettings(
                connections,
                SchemaMode.CREATE,
                identity,
                Capacity.EMBEDDED,
                Publishing.DEFAULT,
                new SdkWorkspaces(Optional.empty()),
                true,
                PublishMetrics.NONE);
    }

    public WorkerSettings withPublishing(Publishing other) {
        return new WorkerSettings(
                connections, schemaMode, identity, capacity, other, workspaces, smokeTestCommands, metrics);
    }

    public WorkerSettings withWorkspaces(Workspaces other) {
        return new WorkerSettings(
                connections, schemaMode, identity, capacity, publishing, other, smokeTestCommands, metrics);
    }

    public WorkerSettings withSmokeTestCommands(boolean allowed) {
        return new WorkerSettings(
                connections, schemaMode, identity, capacity, publishing, workspaces, allowed, metrics);
    }
}
