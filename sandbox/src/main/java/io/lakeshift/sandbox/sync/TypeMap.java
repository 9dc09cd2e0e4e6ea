package io.lakeshift.sandbox.sync;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which PostgreSQL type a column of a synced table gets. */
public final class TypeMap {
    private static final Pattern BASE = Pattern.compile("([a-z_]+)(.*)");
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("bigint", "bigint"),
            Map.entry("long", "bigint"),
            Map.entry("binary", "bytea"),
            Map.entry("boolean", "boolean"),
            Map.entry("date", "date"),
            Map.entry("decimal", "numeric"),
            Map.entry("double", "double precision"),
            Map.entry("float", "real"),
            Map.entry("int", "integer"),
            Map.entry("integer", "integer"),
            Map.entry("interval", "interval"),
            Map.entry("smallint", "smallint"),
            Map.entry("tinyint", "smallint"),
            Map.entry("string", "text"),
            Map.entry("varchar", "text"),
            Map.entry("char", "text"),
            Map.entry("timestamp", "timestamp with time zone"),
            Map.entry("timestamp_ntz", "timestamp without time zone"),
            Map.entry("array", "jsonb"),
            Map.entry("map", "jsonb"),
            Map.entry("struct", "jsonb"));

    private TypeMap() {}

    /** Nothing for what cannot be synced: GEOGRAPHY, GEOMETRY, VARIANT, OBJECT, VOID. */
    public static Optional<String> toPostgres(String sparkType) {
        Matcher matcher = BASE.matcher(sparkType.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Optional<String> type = Optional.ofNullable(TYPES.get(matcher.group(1)));
        return matcher.group(1).equals("decimal") ? type.map(it -> it + matcher.group(2)) : type;
    }
}
