package io.lakeshift.sandbox.lakebase.provisioned;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.http.Json;
import io.lakeshift.sandbox.lakebase.Policy;
import io.lakeshift.sandbox.lakebase.SyncState;
import io.lakeshift.sandbox.lakebase.SyncedTable;
import io.lakeshift.sandbox.pipelines.Pipeline;
import io.lakeshift.sandbox.sync.Progress;
import java.time.Duration;
import java.time.Instant;

/** A synced table as this plane shows it. */
final class ProvisionedDocuments {
    private ProvisionedDocuments() {}

    static ObjectNode of(SyncedTable table) {
        ObjectNode document = Json.object();
        document.put("name", table.spec().name().toString());
        document.put("database_instance_name", table.spec().home().name());
        document.put("effective_database_instance_name", table.spec().home().name());
        document.put("logical_database_name", table.spec().logicalDatabase());
        document.put("effective_logical_database_name", table.spec().logicalDatabase());
        document.set("spec", table.spec().document().deepCopy());
        document.set("data_synchronization_status", status(table));
        document.put("unity_catalog_provisioning_state", table.deleting() ? "DELETING" : "ACTIVE");
        return document;
    }

    private static ObjectNode status(SyncedTable table) {
        ObjectNode status = Json.object();
        SyncState state = table.state();
        status.put("detailed_state", state.wire(table.spec().home().plane()));
        status.put("message", table.message());
        if (state != SyncState.PROVISIONING) {
            table.pipeline().map(Pipeline::id).ifPresent(it -> status.put("pipeline_id", it));
        }
        table.last().ifPresent(it -> {
            ObjectNode last = status.putObject("last_sync");
            last.put("sync_start_timestamp", it.start().toString());
            last.put("sync_end_timestamp", it.end().toString());
            ObjectNode delta = last.putObject("delta_table_sync_info");
            delta.put("delta_commit_version", it.version());
            delta.put("delta_commit_timestamp", it.commit().toString());
        });
        details(table, state, status);
        return status;
    }

    private static void details(SyncedTable table, SyncState state, ObjectNode status) {
        if (state.name().startsWith("PROVISIONING")) {
            ObjectNode provisioning = status.putObject("provisioning_status");
            table.progress().ifPresent(it -> provisioning.set("initial_pipeline_sync_progress", progress(table, it)));
        } else if (state == SyncState.OFFLINE_FAILED || state == SyncState.ONLINE_PIPELINE_FAILED) {
            position(table, status.putObject("failed_status"));
        } else if (table.spec().policy() == Policy.CONTINUOUS) {
            position(table, status.putObject("continuous_update_status"));
        } else {
            ObjectNode triggered = status.putObject("triggered_update_status");
            position(table, triggered);
            if (state == SyncState.ONLINE_TRIGGERED_UPDATE) {
                table.progress().ifPresent(it -> triggered.set("triggered_update_progress", progress(table, it)));
            }
        }
    }

    private static void position(SyncedTable table, ObjectNode node) {
        table.last().ifPresent(it -> {
            node.put("last_processed_commit_version", it.version());
            node.put("timestamp", it.end().toString());
        });
    }

    private static ObjectNode progress(SyncedTable table, Progress progress) {
        ObjectNode node = Json.object();
        node.put("latest_version_currently_processing", progress.version());
        node.put("synced_row_count", progress.synced());
        node.put("total_row_count", progress.total());
        node.put("sync_progress_completion", progress.completion());
        node.put("provisioning_phase", progress.phase());
        double seconds = Duration.between(table.progressSince(), Instant.now()).toMillis() / 1000.0;
        progress.secondsLeft(seconds).ifPresent(it -> node.put("estimated_completion_time_seconds", it));
        return node;
    }
}
