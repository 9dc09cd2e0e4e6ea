package io.lakeshift.sandbox.engine;

import io.lakeshift.sandbox.http.ApiErrors;
import java.util.ArrayList;
import java.util.List;

/** A three-part name. Unity Catalog keeps names in lower case. */
public record TableName(String catalog, String schema, String table) implements Comparable<TableName> {
    public TableName {
        catalog = lower(catalog);
        schema = lower(schema);
        table = lower(table);
    }

    private static String lower(String part) {
        return part.toLowerCase(java.util.Locale.ROOT);
    }

    /** From {@code a.b.c}, any part of which may stand in back-ticks. */
    public static TableName parse(String text) {
        List<String> parts = parts(text);
        if (parts.size() != 3) {
            throw ApiErrors.badRequest("'%s' is not a valid three-part name.".formatted(text));
        }
        return new TableName(parts.get(0), parts.get(1), parts.get(2));
    }

    static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '`') {
                boolean doubled = quoted && i + 1 < text.length() && text.charAt(i + 1) == '`';
                if (doubled) {
                    part.append(c);
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (c == '.' && !quoted) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        return parts.stream().anyMatch(String::isEmpty) ? List.of() : parts;
    }

    public String schemaName() {
        return catalog + "." + schema;
    }

    @Override
    public int compareTo(TableName other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return catalog + "." + schema + "." + table;
    }
}
