package io.lakeshift.activities;

import io.lakeshift.activities.connections.ConnectionRegistry;
import io.lakeshift.activities.databricks.Workspaces;
import io.lakeshift.activities.execution.StepRunner;
import io.lakeshift.activities.ledger.LedgerDatabase;
import io.lakeshift.activities.metrics.PublishMetrics;
import io.temporal.client.WorkflowClient;
import java.time.Clock;

/**
 * What the activities of one process stand on. All of it belongs to the process, which closes it.
 *
 * @param workspaces leads to Databricks by the names of profiles
 * @param smokeTestCommands whether commands that plans name as smoke tests are run
 * @param publishShards into which the tables of the default connection fall; 0 publishes nothing
 * @param metrics hears of every published commit
 */
public record ActivityResources(
        WorkflowClient client,
        ConnectionRegistry connections,
        LedgerDatabase ledger,
        StepRunner steps,
        Workspaces workspaces,
        boolean smokeTestCommands,
        int publishShards,
        PublishMetrics metrics,
        Clock clock) {}
