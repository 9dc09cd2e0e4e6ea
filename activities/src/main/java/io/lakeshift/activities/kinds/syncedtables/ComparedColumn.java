package io.lakeshift.activities.kinds.syncedtables;

import io.lakeshift.activities.databricks.CatalogObjects.Column;
import io.lakeshift.activities.databricks.Quoting;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One column, as a text of it on either side.
 *
 * @param alike whether equal values have equal texts, so that the engines can sum them up; the texts of others are
 *     compared by {@link LooseValues}
 * @param source in Databricks SQL
 * @param target in PostgreSQL
 */
record ComparedColumn(String name, String type, boolean alike, String source, String target) {
    private static final Pattern SCALE = Pattern.compile(".*\\(\\s*\\d+\\s*,\\s*(\\d+)\\s*\\).*");

    /** Empty for a type of which no text is known that both sides could agree on. */
    static Optional<ComparedColumn> of(Column column) {
        String there = Quoting.databricks(column.name());
        String here = Quoting.postgres(column.name());
        String plain = "CAST(" + there + " AS STRING)";
        return switch (ColumnTypes.postgres(column.type()).orElse("unlisted")) {
            case "bigint", "integer", "smallint", "boolean", "date", "timestamp without time zone", "text" ->
                Optional.of(alike(column, plain, here + "::text"));
            case "numeric" -> Optional.of(alike(column, plain, "round(" + here + ", " + scale(column) + ")::text"));
            case "timestamp with time zone" ->
                Optional.of(alike(
                        column,
                        "CAST(UNIX_MICROS(" + there + ") AS STRING)",
                        "(extract(epoch FROM " + here + ") * 1000000)::bigint::text"));
            case "bytea" -> Optional.of(alike(column, "HEX(" + there + ")", "upper(encode(" + here + ", 'hex'))"));
            case "double precision", "real" -> Optional.of(loose(column, plain, here + "::text"));
            case "jsonb" -> Optional.of(loose(column, "TO_JSON(" + there + ")", here + "::text"));
            default -> Optional.empty();
        };
    }

    static List<ComparedColumn> only(List<ComparedColumn> columns, boolean alike) {
        return columns.stream().filter(column -> column.alike() == alike).toList();
    }

    private static ComparedColumn alike(Column column, String source, String target) {
        return new ComparedColumn(column.name(), column.type(), true, source, target);
    }

    private static ComparedColumn loose(Column column, String source, String target) {
        return new ComparedColumn(column.name(), column.type(), false, source, target);
    }

    private static String scale(Column column) {
        Matcher matcher = SCALE.matcher(column.type());
        return matcher.matches() ? matcher.group(1) : "0";
    }
}
