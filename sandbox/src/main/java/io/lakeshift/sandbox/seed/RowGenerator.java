package io.lakeshift.sandbox.seed;

import com.fasterxml.jackson.databind.JsonNode;
import io.lakeshift.sandbox.engine.Column;
import io.lakeshift.sandbox.engine.Row;
import io.lakeshift.sandbox.http.Json;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The rows of one table: those that the seed spells out, then the generated ones; the same in every start. */
final class RowGenerator implements Iterator<Row> {
    private final List<Column> columns;
    private final List<CellGenerator> cells = new ArrayList<>();
    private final List<Integer> key = new ArrayList<>();
    private final JsonNode given;
    private final Random random;
    private final long total;
    private final long nullKeys;
    private final long duplicates;
    private long number;
    private @Nullable Row previous;

    RowGenerator(JsonNode table, List<Column> columns, long seed) {
        this.columns = columns;
        this.given = table.path("rows").isArray() ? table.path("rows") : Json.array();
        long generated = table.path("rows").isArray()
                ? table.path("generate_rows").asLong(0)
                : table.path("rows").asLong(0);
        this.nullKeys = table.path("null_keys").asLong(0);
        this.duplicates = table.path("duplicate_keys").asLong(0);
        this.total = generated + given.size() + nullKeys + duplicates;
        this.random = new Random(seed + table.path("name").asText().hashCode());
        List<String> keys = Json.strings(table.path("primary_key"));
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            boolean isKey = keys.contains(column.name()) || (keys.isEmpty() && i == 0);
            JsonNode description = table.path("generate").path(column.name());
            cells.add(
                    isKey && description.isMissingNode()
                            ? CellGenerator.of(column, com.fasterxml.jackson.databind.node.TextNode.valueOf("sequence"))
                            : CellGenerator.of(column, description));
            if (isKey) {
                key.add(i);
            }
        }
    }

    @Override
    public boolean hasNext() {
        return number < total;
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        number++;
        if (number <= given.size()) {
            return given((int) number - 1);
        }
        if (number > total - duplicates && previous != null) {
            return withKeyOf(previous);
        }
        Row row = generated();
        if (number > total - duplicates - nullKeys) {
            return withoutKey(row);
        }
        previous = row;
        return row;
    }

    private Row given(int index) {
        List<@Nullable String> values = new ArrayList<>();
        JsonNode row = given.get(index);
        for (int i = 0; i < columns.size(); i++) {
            JsonNode value =
                    row.isArray() ? row.path(i) : row.path(columns.get(i).name());
            values.add(
                    value.isMissingNode() || value.isNull()
                            ? null
                            : value.isContainerNode() ? Json.write(value) : value.asText());
        }
        return new Row(values);
    }

    private Row generated() {
        List<@Nullable String> values = new ArrayList<>();
        for (CellGenerator cell : cells) {
            values.add(cell.cell(number, random));
        }
        return new Row(values);
    }

    private Row withoutKey(Row row) {
        List<@Nullable String> values = new ArrayList<>(row.cells());
        values.set(key.get(0), null);
        return new Row(values);
    }

    private Row withKeyOf(Row other) {
        List<@Nullable String> values = new ArrayList<>(generated().cells());
        for (int position : key) {
            values.set(position, other.cell(position));
        }
        return new Row(values);
    }
}
