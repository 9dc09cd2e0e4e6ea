package io.lakeshift.workflows.databricks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The name of a table in Unity Catalog, in its three parts as they are, without quotes. */
public record TableName(String catalog, String schema, String table) {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_]+");

    /** @throws IllegalArgumentException saying what is wrong, for a text that is no {@code catalog.schema.table} */
    public static TableName parse(String text) {
        List<String> parts = parts(text);
        if (parts.size() != 3 || parts.stream().anyMatch(String::isEmpty)) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no name of three parts: write catalog.schema.table, and"
                            + " put back-ticks around a part with a dot in it");
        }
        return new TableName(parts.get(0), parts.get(1), parts.get(2));
    }

    /** One part stays itself; three parts are the whole name. The missing ones come from {@code catalog, schema}. */
    public static TableName in(String catalog, String schema, String text) {
        List<String> parts = parts(text);
        return parts.size() == 1 ? new TableName(catalog, schema, parts.get(0)) : parse(text);
    }

    private static List<String> parts(String text) {
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
        return quoted ? List.of() : parts;
    }

    /** As the REST API and people write it, without quotes. */
    public String full() {
        return catalog + "." + schema + "." + table;
    }

    /** Whether every part is of letters, digits and underscores, which is all that a synced table's name may have. */
    public Optional<String> oddPart() {
        return List.of(catalog, schema, table).stream()
                .filter(part -> !PLAIN.matcher(part).matches())
                .findFirst();
    }

    @Override
    public String toString() {
        return full();
    }
}
