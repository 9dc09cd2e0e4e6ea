package io.lakeshift.catalog.uri;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL database as people write it. {@link #toString} and {@link #display} never show the password.
 *
 * @param password decoded; a value {@code password=} among the parameters counts as well
 * @param parameters of the PostgreSQL driver, decoded, without user and password
 */
public record DatabaseUrl(
        String host,
        int port,
        String database,
        Optional<String> user,
        Optional<String> password,
        Map<String, String> parameters) {
    public static final int DEFAULT_PORT = 5432;

    private static final Pattern FORM = Pattern.compile(
            "(?:jdbc:)?(?<scheme>postgres|postgresql)://(?:(?<user>[^:@/?]*)(?::(?<password>.*))?@)?"
                    + "(?<host>\\[[^\\]]+\\]|[^:/?@\\[\\]]*)(?::(?<port>\\d{1,5}))?(?:/(?<database>[^?]*))?(?:\\?(?<query>.*))?",
            Pattern.DOTALL);
    private static final Pattern SCHEME = Pattern.compile("(?:jdbc:)?([a-zA-Z][a-zA-Z0-9+.-]*):.*", Pattern.DOTALL);

    public DatabaseUrl {
        parameters = Map.copyOf(parameters);
    }

    /**
     * Parses {@code postgresql://user:password@host:port/database?parameter=value}, the same with {@code postgres://}
     * or {@code jdbc:postgresql://}. User, password and database may be percent-encoded; the port is 5432 if left out.
     *
     * @throws io.lakeshift.catalog.CatalogException INVALID_INPUT for anything else, naming the engine where it is known
     */
    public static DatabaseUrl parse(String text) {
        String trimmed = text.strip();
        Matcher form = FORM.matcher(trimmed);
        if (!form.matches()) {
            throw refusal(trimmed);
        }
        Map<String, String> parameters = parameters(form.group("query"));
        Optional<String> user = decoded(form.group("user")).or(() -> Optional.ofNullable(parameters.get("user")));
        Optional<String> password =
                decoded(form.group("password")).or(() -> Optional.ofNullable(parameters.get("password")));
        parameters.remove("user");
        parameters.remove("password");
        String database = decoded(form.group("database")).or(() -> user).orElseThrow(UriErrors::databaseNameMissing);
        if (database.contains("/")) {
            throw UriErrors.databaseUrlMalformed();
        }
        String host = form.group("host").isEmpty() ? "localhost" : form.group("host");
        return new DatabaseUrl(host, port(form.group("port")), database, user, password, parameters);
    }

    /** For the driver; holds neither user nor password. */
    public String jdbcUrl() {
        StringBuilder url = new StringBuilder("jdbc:postgresql://")
                .append(host)
                .append(':')
                .append(port)
                .append('/')
                .append(encoded(database));
        String separator = "?";
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            url.append(separator)
                    .append(encoded(parameter.getKey()))
                    .append('=')
                    .append(encoded(parameter.getValue()));
            separator = "&";
        }
        return url.toString();
    }

    /** For messages and logs: {@code postgresql://user@host:port/database}. */
    public String display() {
        return "postgresql://" + user.map(name -> encoded(name) + "@").orElse("") + host + ":" + port + "/"
                + encoded(database);
    }

    /** The whole URL with the password, for handing to another process through a channel that keeps secrets. */
    public String withCredentials() {
        String credentials = user.map(name -> encoded(name)
                        + password.map(secret -> ":" + encoded(secret)).orElse("") + "@")
                .orElse("");
        return "postgresql://" + credentials + jdbcUrl().substring("jdbc:postgresql://".length());
    }

    @Override
    public String toString() {
        return display();
    }

    private static RuntimeException refusal(String text) {
        Matcher scheme = SCHEME.matcher(text);
        if (!scheme.matches()) {
            return text.isEmpty() ? UriErrors.databaseUrlMalformed() : UriErrors.sqliteNotYet();
        }
        return switch (scheme.group(1).toLowerCase(Locale.ROOT)) {
            case "postgresql", "postgres" -> UriErrors.databaseUrlMalformed();
            case "sqlite", "file" -> UriErrors.sqliteNotYet();
            case "mysql", "mariadb" -> UriErrors.enginePlanned("MySQL");
            case "duckdb" -> UriErrors.enginePlanned("DuckDB");
            default -> UriErrors.engineUnknown(scheme.group(1));
        };
    }

    private static int port(@Nullable String digits) {
        int port = digits == null ? DEFAULT_PORT : Integer.parseInt(digits);
        if (port < 1 || port > 65535) {
            throw UriErrors.databaseUrlMalformed();
        }
        return port;
    }

    private static Map<String, String> parameters(@Nullable String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (query == null || query.isEmpty()) {
            return parameters;
        }
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static Optional<String> decoded(@Nullable String part) {
        return part == null || part.isEmpty() ? Optional.empty() : Optional.of(decode(part));
    }

    private static String decode(String part) {
        try {
            // In this place of a URL a plus sign is a plus sign.
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw UriErrors.databaseUrlMalformed();
        }
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
