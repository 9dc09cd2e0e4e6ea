package io.lakeshift.activities.kinds.syncedtables;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What becomes of Databricks' column types in PostgreSQL.
 *
 * @see <a href="https://docs.databricks.com/aws/en/oltp/instances/sync-data/sync-table#data-type-mapping">the
 *     documented mapping</a>
 */
final class ColumnTypes {
    private static final Set<String> UNSUPPORTED = Set.of("geography", "geometry", "variant", "object");
    private static final Pattern FLOATS_WITHIN = Pattern.compile(".*[<:,]\\s*(double|float)\\b.*");

    private ColumnTypes() {}

    /** PostgreSQL's type; empty for one that is not synced. */
    static Optional<String> postgres(String type) {
        String name = base(type);
        if (UNSUPPORTED.contains(name)) {
            return Optional.empty();
        }
        return Optional.of(
                switch (name) {
                    case "bigint", "long" -> "bigint";
                    case "int", "integer" -> "integer";
                    case "smallint", "tinyint", "short", "byte" -> "smallint";
                    case "string", "varchar", "char" -> "text";
                    case "double" -> "double precision";
                    case "float", "real" -> "real";
                    case "decimal", "numeric" -> "numeric";
                    case "boolean" -> "boolean";
                    case "date" -> "date";
                    case "timestamp" -> "timestamp with time zone";
                    case "timestamp_ntz" -> "timestamp without time zone";
                    case "binary" -> "bytea";
                    case "interval" -> "interval";
                    case "array", "map", "struct" -> "jsonb";
                    default -> "unlisted";
                });
    }

    static boolean isText(String type) {
        return base(type).equals("string")
                || base(type).equals("varchar")
                || base(type).equals("char");
    }

    static boolean isComplex(String type) {
        return postgres(type).filter("jsonb"::equals).isPresent();
    }

    /** JSON knows no NaN. */
    static boolean mayHoldNan(String type) {
        return isComplex(type)
                && FLOATS_WITHIN.matcher(type.toLowerCase(Locale.ROOT)).matches();
    }

    private static String base(String type) {
        return type.strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z_].*$", "");
    }
}
