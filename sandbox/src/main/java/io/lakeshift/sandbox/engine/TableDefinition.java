package io.lakeshift.sandbox.engine;

import java.util.List;
import java.util.Map;

/** A table that is to be made. */
public record TableDefinition(TableName name, List<Column> columns, Map<String, String> properties) {
    public TableDefinition {
        columns = List.copyOf(columns);
        properties = Map.copyOf(properties);
    }
}
