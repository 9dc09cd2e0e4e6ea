package io.lakeshift.cli.kinds.syncedtables.notebook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tables of a notebook: a list of mappings or of tuples, or a mapping by source. */
final class TableEntries {
    private static final Map<String, List<String>> NAMES = Map.of(
            "source", List.of("source", "sourcetable", "sourcename", "sourcetablename", "table", "name"),
            "target",
                    List.of(
                            "target",
                            "targettable",
                            "targetname",
                            "targettablename",
                            "synced",
                            "syncedname",
                            "syncedtable",
                            "syncedtablename",
                            "destination"),
            "primaryKey",
                    List.of("primarykey", "primarykeys", "primarykeycolumns", "pk", "pks", "pkcolumns", "key", "keys"),
            "mode", List.of("mode", "syncmode", "schedulingpolicy", "policy"),
            "timeseriesKey", List.of("timeserieskey", "timeseries", "timeseriescolumn", "tskey"));

    private final List<String> notUnderstood;
    private final int line;

    TableEntries(List<String> notUnderstood, int line) {
        this.notUnderstood = notUnderstood;
        this.line = line;
    }

    List<ObjectNode> read(@Nullable Object tables) {
        List<ObjectNode> read = new ArrayList<>();
        if (tables instanceof Map<?, ?> bySource) {
            bySource.forEach((source, value) -> {
                Map<String, Object> entry = new LinkedHashMap<>();
                entry.put("source", source);
                if (value instanceof Map<?, ?> rest) {
                    rest.forEach((key, it) -> entry.put(String.valueOf(key), it));
                } else if (value instanceof String target) {
                    entry.put("target", target);
                }
                mapping(read.size() + 1, entry).ifPresent(read::add);
            });
        } else if (tables instanceof List<?> list) {
            int number = 0;
            for (Object entry : list) {
                number++;
                one(number, entry).ifPresent(read::add);
            }
        } else if (tables != null) {
            notUnderstood.add(
                    "TABLES_TO_MIGRATE on line %d: it is neither a list nor a mapping of tables".formatted(line));
        }
        return read;
    }

    private Optional<ObjectNode> one(int number, Object entry) {
        if (entry instanceof Map<?, ?> map) {
            Map<String, Object> named = new LinkedHashMap<>();
            map.forEach((key, value) -> named.put(String.valueOf(key), value));
            return mapping(number, named);
        }
        if (entry instanceof List<?> tuple && tuple.size() >= 3 && tuple.size() <= 5) {
            Map<String, Object> named = new LinkedHashMap<>();
            named.put("source", tuple.get(0));
            named.put("target", tuple.get(1));
            named.put("primaryKey", tuple.get(2));
            for (Object more : tuple.subList(3, tuple.size())) {
                named.put(SyncModes.isOne(more) ? "mode" : "timeseriesKey", more);
            }
            return mapping(number, named);
        }
        problem(number, "it is no mapping, and no tuple of source, target, key, mode and timeseries key");
        return Optional.empty();
    }

    private Optional<ObjectNode> mapping(int number, Map<String, Object> entry) {
        ObjectNode table = JsonNodeFactory.instance.objectNode();
        entry.forEach((name, value) -> {
            if (value.equals(Literal.NONE)) {
                return;
            }
            Optional<String> key = key(name);
            if (key.isEmpty()) {
                problem(number, "a plan has no place for its " + name);
            } else if (key.get().equals("primaryKey")) {
                columns(value, table.putArray("primaryKey"));
            } else if (value instanceof String text) {
                table.put(key.get(), key.get().equals("mode") ? SyncModes.of(text) : text);
            } else {
                problem(number, "its " + name + " is no text");
            }
        });
        if (!table.has("source") || !table.has("target")) {
            problem(number, "it has no " + (table.has("source") ? "target" : "source") + ", so it is left out");
            return Optional.empty();
        }
        return Optional.of(table);
    }

    private static void columns(Object value, ArrayNode columns) {
        if (value instanceof List<?> list) {
            list.forEach(column -> columns.add(String.valueOf(column)));
        } else {
            for (String column : String.valueOf(value).split(",")) {
                columns.add(column.strip());
            }
        }
    }

    private static Optional<String> key(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
        return NAMES.entrySet().stream()
                .filter(entry -> entry.getValue().contains(plain))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private void problem(int number, String what) {
        notUnderstood.add("table %d of TABLES_TO_MIGRATE on line %d: %s".formatted(number, line, what));
    }
}
