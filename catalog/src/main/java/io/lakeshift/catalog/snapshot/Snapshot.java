package io.lakeshift.catalog.snapshot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A table at a version, without its files.
 *
 * @param protocol the protocol action's JSON object, as published
 * @param metaData the metaData action's JSON object, as published
 */
public record Snapshot(UUID tableId, long version, ObjectNode protocol, ObjectNode metaData, long activeFiles) {
    /** The schema as Delta writes it, a JSON struct. */
    public String schemaString() {
        return metaData.path("schemaString").asText("");
    }

    public List<String> partitionColumns() {
        List<String> columns = new ArrayList<>();
        metaData.path("partitionColumns").forEach(column -> columns.add(column.asText()));
        return List.copyOf(columns);
    }

    /** Table properties. */
    public Map<String, String> properties() {
        Map<String, String> properties = new TreeMap<>();
        metaData.path("configuration")
                .fields()
                .forEachRemaining(
                        entry -> properties.put(entry.getKey(), entry.getValue().asText()));
        return Map.copyOf(properties);
    }
}
