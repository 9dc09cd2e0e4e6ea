package io.lakeshift.sandbox.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table as it is now.
 *
 * @param viewText the query, if this is a view; views have no versions
 */
public record TableDescription(
        TableName name,
        String id,
        List<Column> columns,
        Map<String, String> properties,
        Optional<String> viewText,
        Instant created) {
    public static final String CHANGE_DATA_FEED = "delta.enableChangeDataFeed";

    public TableDescription {
        columns = List.copyOf(columns);
        properties = Map.copyOf(properties);
    }

    public boolean isView() {
        return viewText.isPresent();
    }

    public boolean hasChangeDataFeed() {
        return Boolean.parseBoolean(properties.getOrDefault(CHANGE_DATA_FEED, "false"));
    }
}
