package io.lakeshift.sandbox.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Path templates to handlers, in the order of their declaration: {@code /a/{name}} takes one segment, {@code
 * /a/{path*}} the rest with its slashes.
 */
public final class Router {
    /** What answers a call. It throws {@link ApiError} to refuse. */
    @FunctionalInterface
    public interface Handler {
        ApiResponse handle(ApiRequest request) throws Exception;
    }

    /** A handler with what its template matched. */
    record Match(Handler handler, String template, Map<String, String> variables) {}

    private record Route(String method, String template, Pattern pattern, List<String> names, Handler handler) {}

    private static final Pattern VARIABLE = Pattern.compile("\\{([a-z_]+)(\\*?)}");

    private final List<Route> routes = new ArrayList<>();

    public Router get(String template, Handler handler) {
        return on("GET", template, handler);
    }

    public Router post(String template, Handler handler) {
        return on("POST", template, handler);
    }

    public Router put(String template, Handler handler) {
        return on("PUT", template, handler);
    }

    public Router patch(String template, Handler handler) {
        return on("PATCH", template, handler);
    }

    public Router delete(String template, Handler handler) {
        return on("DELETE", template, handler);
    }

    public Router on(String method, String template, Handler handler) {
        List<String> names = new ArrayList<>();
        StringBuilder regex = new StringBuilder();
        Matcher variables = VARIABLE.matcher(template);
        int end = 0;
        while (variables.find()) {
            regex.append(Pattern.quote(template.substring(end, variables.start())));
            regex.append(variables.group(2).isEmpty() ? "([^/]+)" : "(.*)");
            names.add(variables.group(1));
            end = variables.end();
        }
        regex.append(Pattern.quote(template.substring(end)));
        routes.add(new Route(method, template, Pattern.compile(regex.toString()), names, handler));
        return this;
    }

    /** Every route as {@code METHOD template}, in the order of declaration. */
    public List<String> templates() {
        return routes.stream().map(it -> it.method + " " + it.template).toList();
    }

    /** What takes the call; a slash at the end of its path, as some clients send, is nothing. */
    Optional<Match> find(String method, String rawPath) {
        Optional<Match> exact = findExact(method, rawPath);
        boolean slash = rawPath.length() > 1 && rawPath.endsWith("/");
        return exact.isEmpty() && slash ? findExact(method, rawPath.substring(0, rawPath.length() - 1)) : exact;
    }

    /** What else could be done with a path. */
    List<String> methods(String rawPath) {
        return routes.stream()
                .filter(it -> it.pattern.matcher(rawPath).matches())
                .map(Route::method)
                .distinct()
                .sorted()
                .toList();
    }

    private Optional<Match> findExact(String method, String rawPath) {
        for (Route route : routes) {
            Matcher matcher = route.pattern.matcher(rawPath);
            if (route.method.equals(method) && matcher.matches()) {
                Map<String, String> variables = new LinkedHashMap<>();
                for (int i = 0; i < route.names.size(); i++) {
                    variables.put(route.names.get(i), decode(matcher.group(i + 1)));
                }
                return Optional.of(new Match(route.handler, route.template, variables));
            }
        }
        return Optional.empty();
    }

    /** A plus sign is itself in a path. */
    static String decode(String segment) {
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
