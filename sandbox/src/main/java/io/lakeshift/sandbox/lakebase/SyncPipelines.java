package io.lakeshift.sandbox.lakebase;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.http.ApiError;
import io.lakeshift.sandbox.http.ApiErrors;
import io.lakeshift.sandbox.http.Json;
import io.lakeshift.sandbox.pipelines.Pipeline;
import io.lakeshift.sandbox.pipelines.Pipelines;
import io.lakeshift.sandbox.state.Pace;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The pipelines behind synced tables: one for each, or shared by tables of one policy. */
public final class SyncPipelines {
    private final Pipelines pipelines;
    private final TableSync sync;
    private final Pace pace;
    private final Map<String, SyncWork> works = new HashMap<>();

    SyncPipelines(Pipelines pipelines, TableSync sync, Pace pace) {
        this.pipelines = pipelines;
        this.sync = sync;
        this.pace = pace;
    }

    /** The pipeline that a table of this policy may share. */
    synchronized Pipeline joinable(String id, Policy policy) {
        Pipeline pipeline = pipelines.get(id);
        SyncWork work = works.get(id);
        if (work == null) {
            throw ApiErrors.badRequest("Pipeline %s is not a synced table pipeline.".formatted(id));
        }
        if (work.policy() != policy) {
            throw ApiErrors.badRequest(
                    "Pipeline %s has the scheduling policy %s; a synced table with %s cannot share it."
                            .formatted(id, work.policy(), policy));
        }
        return pipeline;
    }

    /** Puts the table into its pipeline, a new one unless it shares, and has it loaded. */
    synchronized void begin(SyncedTable table, Optional<Pipeline> shared) {
        Pipeline pipeline = shared.orElseGet(() -> create(table));
        SyncWork work = works.get(pipeline.id());
        if (work == null) {
            throw new IllegalStateException("no work for pipeline " + pipeline.id());
        }
        work.add(table, pipeline);
        startIfIdle(pipeline);
    }

    private Pipeline create(SyncedTable table) {
        SyncedTableSpec spec = table.spec();
        ObjectNode settings = Json.object();
        settings.put("name", spec.pipelineName());
        settings.put("continuous", spec.policy() == Policy.CONTINUOUS);
        settings.put("serverless", true);
        Json.text(spec.document(), "new_pipeline_spec.storage_catalog").ifPresent(it -> settings.put("catalog", it));
        Json.text(spec.document(), "new_pipeline_spec.storage_schema").ifPresent(it -> settings.put("schema", it));
        SyncWork work = new SyncWork(spec.policy(), sync, pipelines, pace, this::startIfIdle);
        Pipeline pipeline = pipelines.create(settings, table.creator(), work);
        works.put(pipeline.id(), work);
        return pipeline;
    }

    private void startIfIdle(Pipeline pipeline) {
        try {
            if (pipeline.active().isEmpty() && pipelines.find(pipeline.id()).isPresent()) {
                pipelines.start(pipeline, "SYNCED_TABLE");
            }
        } catch (ApiError e) {
            if (e.status() != 409) {
                throw e;
            }
            // Someone else's update has just begun and takes the table with it, or its end starts another.
        }
    }

    /** Takes the table out; its pipeline goes with the last one. */
    synchronized void leave(SyncedTable table) {
        table.pipeline().ifPresent(pipeline -> {
            SyncWork work = works.get(pipeline.id());
            if (work != null && work.remove(table)) {
                works.remove(pipeline.id());
                if (pipelines.find(pipeline.id()).isPresent()) {
                    pipelines.delete(pipeline.id());
                }
            }
        });
    }
}
