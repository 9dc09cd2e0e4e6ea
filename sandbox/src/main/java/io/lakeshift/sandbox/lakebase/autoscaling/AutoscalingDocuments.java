package io.lakeshift.sandbox.lakebase.autoscaling;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.http.Json;
import io.lakeshift.sandbox.lakebase.SyncState;
import io.lakeshift.sandbox.lakebase.SyncedTable;
import io.lakeshift.sandbox.pipelines.Pipeline;
import io.lakeshift.sandbox.sync.Progress;
import java.time.Duration;
import java.time.Instant;

/** A synced table as this plane shows it. */
final class AutoscalingDocuments {
    private AutoscalingDocuments() {}

    static ObjectNode of(SyncedTable table) {
        ObjectNode document = Json.object();
        document.put("name", "synced_tables/" + table.spec().name());
        document.put("synced_table_id", table.spec().name().toString());
        document.put("uid", table.uid());
        document.put("create_time", table.created().toString());
        document.set("spec", table.spec().document().deepCopy());
        document.set("status", status(table));
        return document;
    }

    private static ObjectNode status(SyncedTable table) {
        ObjectNode status = Json.object();
        SyncState state = table.state();
        status.put("detailed_state", state.wire(table.spec().home().plane()));
        status.put("message", table.message());
        status.put("project", table.spec().home().name().replaceFirst("/branches/.*", ""));
        status.put("unity_catalog_provisioning_state", table.deleting() ? "DELETING" : "ACTIVE");
        if (state != SyncState.PROVISIONING) {
            table.pipeline().map(Pipeline::id).ifPresent(it -> status.put("pipeline_id", it));
        }
        table.last().ifPresent(it -> {
            status.put("last_processed_commit_version", it.version());
            status.put("last_sync_time", it.end().toString());
            ObjectNode last = status.putObject("last_sync");
            last.put("sync_start_time", it.start().toString());
            last.put("sync_end_time", it.end().toString());
            last.putObject("delta_table_sync_info")
                    .put("delta_commit_version", it.version())
                    .put("delta_commit_time", it.commit().toString());
        });
        boolean moving = state.name().startsWith("PROVISIONING") || state == SyncState.ONLINE_TRIGGERED_UPDATE;
        table.progress().filter(it -> moving).ifPresent(it -> {
            status.set("ongoing_sync_progress", progress(table, it));
            status.put("provisioning_phase", it.phase());
        });
        return status;
    }

    private static ObjectNode progress(SyncedTable table, Progress progress) {
        ObjectNode node = Json.object();
        node.put("latest_version_currently_processing", progress.version());
        node.put("synced_row_count", progress.synced());
        node.put("total_row_count", progress.total());
        node.put("sync_progress_completion", progress.completion());
        double seconds = Duration.between(table.progressSince(), Instant.now()).toMillis() / 1000.0;
        progress.secondsLeft(seconds).ifPresent(it -> node.put("estimated_completion_time_seconds", it));
        return node;
    }
}
