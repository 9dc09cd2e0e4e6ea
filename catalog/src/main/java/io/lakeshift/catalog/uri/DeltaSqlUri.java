package io.lakeshift.catalog.uri;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A table in a catalog, as {@code deltasql://} URIs write it. The accepted spellings:
 *
 * <ul>
 *   <li>{@code deltasql://<catalog alias>/<table>}: the database comes from configuration
 *   <li>{@code deltasql://postgres/<database>/<schema>/<table>}, also with {@code pg} or {@code postgresql}
 *   <li>{@code deltasql://postgres/<database>/<table>}
 *   <li>{@code deltasql://pg://<host>/<database>.<table>} and
 *       {@code deltasql://postgresql://user:password@host:5432/<database>.<table>}; {@code ?table=<table>} works as well
 * </ul>
 *
 * @param catalog the alias of the catalog; empty where the URI itself names the database
 * @param database where the URI names it with its host; empty for the forms that leave the host to configuration
 * @param databaseName of the forms without a host
 * @param schema as written; the catalog lives in one schema of its own, so this is kept for display only
 * @param table alias or UUID of the table
 */
public record DeltaSqlUri(
        Optional<String> catalog,
        Optional<DatabaseUrl> database,
        Optional<String> databaseName,
        Optional<String> schema,
        String table) {
    private static final String SCHEME = "deltasql://";
    private static final Pattern EMBEDDED = Pattern.compile("(?<engine>[a-zA-Z]+)://(?<rest>.*)", Pattern.DOTALL);

    /** @throws io.lakeshift.catalog.CatalogException INVALID_INPUT, listing the forms */
    public static DeltaSqlUri parse(String text) {
        String trimmed = text.strip();
        if (!trimmed.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw UriErrors.deltaSqlMalformed("does not start with deltasql://");
        }
        String rest = trimmed.substring(SCHEME.length());
        Matcher embedded = EMBEDDED.matcher(rest);
        return embedded.matches() ? withDsn(embedded.group("engine"), embedded.group("rest")) : withPath(rest);
    }

    public static boolean matches(String text) {
        return text.strip().regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    /** The canonical form, without credentials. */
    public String canonical() {
        if (catalog.isPresent()) {
            return SCHEME + catalog.get() + "/" + table;
        }
        String place = database.map(url -> "postgresql://" + url.host() + ":" + url.port() + "/" + url.database())
                .orElseGet(() -> "postgres/" + databaseName.orElseThrow());
        return database.isPresent()
                ? SCHEME + place + "." + table
                : SCHEME + place + schema.map(name -> "/" + name).orElse("") + "/" + table;
    }

    @Override
    public String toString() {
        return canonical();
    }

    private static DeltaSqlUri withDsn(String engine, String rest) {
        requirePostgres(engine);
        int question = rest.indexOf('?');
        String query = question < 0 ? "" : rest.substring(question + 1);
        String address = question < 0 ? rest : rest.substring(0, question);
        Optional<String> table = parameter(query, "table");
        if (table.isEmpty()) {
            int slash = address.lastIndexOf('/');
            int dot = slash < 0 ? -1 : address.indexOf('.', slash);
            if (dot < 0 || dot + 1 == address.length()) {
                throw UriErrors.deltaSqlMalformed("names no table");
            }
            table = Optional.of(decode(address.substring(dot + 1)));
            address = address.substring(0, dot);
        }
        String remaining = withoutParameter(query, "table");
        DatabaseUrl database =
                DatabaseUrl.parse("postgresql://" + address + (remaining.isEmpty() ? "" : "?" + remaining));
        return new DeltaSqlUri(
                Optional.empty(), Optional.of(database), Optional.empty(), Optional.empty(), table.get());
    }

    private static DeltaSqlUri withPath(String rest) {
        int question = rest.indexOf('?');
        String[] parts = (question < 0 ? rest : rest.substring(0, question)).split("/", -1);
        String first = parts[0];
        if (isOtherEngine(first)) {
            requirePostgres(first);
        }
        int length = parts.length > 1 && parts[parts.length - 1].isEmpty() ? parts.length - 1 : parts.length;
        for (int i = 0; i < length; i++) {
            if (parts[i].isEmpty()) {
                throw UriErrors.deltaSqlMalformed("has an empty part");
            }
        }
        if (length == 1) {
            throw UriErrors.deltaSqlMalformed("names no table");
        }
        if (length == 2) {
            return new DeltaSqlUri(
                    Optional.of(decode(first)), Optional.empty(), Optional.empty(), Optional.empty(), decode(parts[1]));
        }
        requirePostgres(first);
        if (length > 4) {
            throw UriErrors.deltaSqlMalformed("has too many parts");
        }
        Optional<String> schema = length == 4 ? Optional.of(decode(parts[2])) : Optional.empty();
        return new DeltaSqlUri(
                Optional.empty(), Optional.empty(), Optional.of(decode(parts[1])), schema, decode(parts[length - 1]));
    }

    private static boolean isOtherEngine(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "sqlite", "duckdb", "mysql" -> true;
            default -> false;
        };
    }

    private static void requirePostgres(String engine) {
        switch (engine.toLowerCase(Locale.ROOT)) {
            case "pg", "postgres", "postgresql" -> {}
            case "sqlite" -> throw UriErrors.sqliteNotYet();
            case "duckdb" -> throw UriErrors.enginePlanned("DuckDB");
            case "mysql" -> throw UriErrors.enginePlanned("MySQL");
            default -> throw UriErrors.deltaSqlMalformed("names the unknown engine '" + engine + "'");
        }
    }

    private static Optional<String> parameter(String query, String name) {
        for (String pair : query.split("&", -1)) {
            if (pair.startsWith(name + "=") && pair.length() > name.length() + 1) {
                return Optional.of(decode(pair.substring(name.length() + 1)));
            }
        }
        return Optional.empty();
    }

    private static String withoutParameter(String query, String name) {
        StringBuilder remaining = new StringBuilder();
        for (String pair : query.split("&", -1)) {
            if (!pair.isEmpty() && !pair.startsWith(name + "=")) {
                remaining.append(remaining.isEmpty() ? "" : "&").append(pair);
            }
        }
        return remaining.toString();
    }

    private static String decode(String part) {
        try {
            return Objects.requireNonNull(URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw UriErrors.deltaSqlMalformed("has a broken percent-encoding");
        }
    }
}
