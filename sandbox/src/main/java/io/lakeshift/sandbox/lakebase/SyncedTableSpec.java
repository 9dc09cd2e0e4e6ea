package io.lakeshift.sandbox.lakebase;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.engine.TableName;
import io.lakeshift.sandbox.http.ApiErrors;
import io.lakeshift.sandbox.http.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a synced table was asked to be, by either control plane.
 *
 * @param document the specification as it came, which is how it is shown again
 */
public record SyncedTableSpec(
        TableName name,
        TableName source,
        Home home,
        String logicalDatabase,
        List<String> key,
        Optional<String> timeseriesKey,
        Policy policy,
        boolean createMissing,
        Optional<String> existingPipeline,
        Map<String, String> typeOverrides,
        ObjectNode document) {

    /** From the {@code spec} that both planes share. */
    static SyncedTableSpec of(TableName name, Home home, String logicalDatabase, ObjectNode spec) {
        List<String> key = Json.strings(spec.path("primary_key_columns"));
        if (key.isEmpty()) {
            throw ApiErrors.missing("spec.primary_key_columns");
        }
        Optional<String> existing = Json.text(spec, "existing_pipeline_id");
        if (existing.isPresent() && spec.has("new_pipeline_spec")) {
            throw ApiErrors.badRequest(
                    "At most one of existing_pipeline_id and new_pipeline_spec may be given in the synced table spec.");
        }
        return new SyncedTableSpec(
                name,
                TableName.parse(Json.text(spec, "source_table_full_name")
                        .orElseThrow(() -> ApiErrors.missing("spec.source_table_full_name"))),
                home,
                logicalDatabase,
                key,
                Json.text(spec, "timeseries_key"),
                policy(spec),
                spec.path("create_database_objects_if_missing").asBoolean(false),
                existing,
                overrides(spec),
                spec);
    }

    private static Policy policy(ObjectNode spec) {
        String name =
                Json.text(spec, "scheduling_policy").orElseThrow(() -> ApiErrors.missing("spec.scheduling_policy"));
        try {
            return Policy.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw ApiErrors.badRequest("Unknown scheduling policy '%s'.".formatted(name));
        }
    }

    private static Map<String, String> overrides(ObjectNode spec) {
        Map<String, String> overrides = new LinkedHashMap<>();
        for (JsonNode each : spec.path("type_overrides")) {
            throw ApiErrors.badRequest(
                    "type_overrides are not available here: this PostgreSQL has no vector extension (column '%s')."
                            .formatted(each.path("column_name").asText()));
        }
        return overrides;
    }

    /** Name, source, key, policy and place: what makes two requests the same one. */
    String pipelineName() {
        return "synced_table_%s_%s_%s".formatted(name.catalog(), name.schema(), name.table());
    }
}
