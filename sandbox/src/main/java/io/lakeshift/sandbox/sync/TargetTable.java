package io.lakeshift.sandbox.sync;

import io.lakeshift.sandbox.engine.Column;
import io.lakeshift.sandbox.postgres.SqlText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A synced table in PostgreSQL.
 *
 * @param database its name in the server
 * @param creator whose role may read it
 */
public record TargetTable(
        String database,
        String schema,
        String table,
        List<Column> columns,
        List<String> key,
        Optional<String> timeseriesKey,
        Map<String, String> typeOverrides,
        String creator) {
    public TargetTable {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
        typeOverrides = Map.copyOf(typeOverrides);
    }

    /** PostgreSQL's limit for a name, in bytes. */
    public static final int LONGEST_NAME = 63;

    String qualified() {
        return SqlText.identifier(schema) + "." + SqlText.identifier(table);
    }

    String draft() {
        return SqlText.identifier(schema) + "." + SqlText.identifier(draftName());
    }

    String draftName() {
        return "__load_" + Integer.toHexString(table.hashCode());
    }

    String names() {
        return columns.stream().map(it -> SqlText.identifier(it.name())).collect(Collectors.joining(", "));
    }

    String keyNames() {
        return key.stream().map(SqlText::identifier).collect(Collectors.joining(", "));
    }

    String type(Column column) {
        String overridden = typeOverrides.get(column.name());
        return overridden != null
                ? overridden
                : TypeMap.toPostgres(column.type()).orElse("text");
    }

    String definitions() {
        return columns.stream()
                .map(it -> SqlText.identifier(it.name()) + " " + type(it))
                .collect(Collectors.joining(", "));
    }

    int[] keyPositions() {
        return key.stream().mapToInt(this::position).toArray();
    }

    int position(String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equalsIgnoreCase(name)) {
                return i;
            }
        }
        throw new IllegalStateException("no column " + name);
    }
}
