package io.lakeshift.sandbox.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.sun.net.httpserver.HttpExchange;
import io.lakeshift.sandbox.faults.Fault;
import io.lakeshift.sandbox.faults.Faults;
import io.lakeshift.sandbox.identity.Identities;
import io.lakeshift.sandbox.identity.Identity;
import io.lakeshift.sandbox.log.RequestLog;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From raw call to answer: identity, fault, route, handler, log. */
public final class Dispatcher {
    /** A call before anyone has looked at it. */
    record Call(
            String method,
            String rawPath,
            @Nullable String rawQuery,
            @Nullable String authorization,
            String type,
            byte[] content) {
        static Call of(HttpExchange exchange, byte[] content) {
            String type = exchange.getRequestHeaders().getFirst("Content-Type");
            return new Call(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getRawPath(),
                    exchange.getRequestURI().getRawQuery(),
                    exchange.getRequestHeaders().getFirst("Authorization"),
                    type == null ? "" : type,
                    content);
        }
    }

    sealed interface Answer permits Reply, Cut {}

    record Reply(ApiResponse response) implements Answer {}

    record Cut() implements Answer {}

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final Router open;
    private final Router guarded;
    private final Identities identities;
    private final Faults faults;
    private final RequestLog log;

    /**
     * @param open routes that need no token
     * @param guarded routes that do
     */
    public Dispatcher(Router open, Router guarded, Identities identities, Faults faults, RequestLog log) {
        this.open = open;
        this.guarded = guarded;
        this.identities = identities;
        this.faults = faults;
        this.log = log;
    }

    Answer answer(Call call) {
        Optional<Router.Match> free = open.find(call.method, call.rawPath);
        if (call.rawPath.startsWith("/__sandbox/")) {
            return new Reply(run(free, call, Identity.NOBODY));
        }
        Optional<Fault> fault =
                faults.next(call.method, Router.decode(call.rawPath), new String(call.content, StandardCharsets.UTF_8));
        boolean before = fault.isPresent() && !fault.get().afterEffect();
        ApiResponse response = before ? null : free.isPresent() ? run(free, call, Identity.NOBODY) : guarded(call);
        Answer answer = fault.map(it -> it.apply(response))
                .map(Dispatcher::toAnswer)
                .orElseGet(() -> new Reply(
                        response == null ? ApiErrors.internal("no answer").response() : response));
        log.add(new RequestLog.Entry(
                call.method,
                Router.decode(call.rawPath),
                parameters(call.rawQuery),
                new String(call.content, StandardCharsets.UTF_8),
                call.type,
                answer instanceof Reply reply ? reply.response.status() : 0,
                response != null && response.status() < 400 && !call.method.equals("GET"),
                fault.map(Fault::name)));
        return answer;
    }

    private static Answer toAnswer(Optional<ApiResponse> response) {
        return response.<Answer>map(Reply::new).orElseGet(Cut::new);
    }

    private ApiResponse guarded(Call call) {
        try {
            Identity caller = identities.authenticate(call.authorization);
            return run(guarded.find(call.method, call.rawPath), call, caller);
        } catch (ApiError e) {
            return e.response();
        }
    }

    private ApiResponse run(Optional<Router.Match> match, Call call, Identity caller) {
        try {
            Router.Match found = match.orElseThrow(() ->
                    ApiErrors.noEndpoint(call.method, Router.decode(call.rawPath), guarded.methods(call.rawPath)));
            ApiRequest request = new ApiRequest(
                    call.method,
                    Router.decode(call.rawPath),
                    parameters(call.rawQuery),
                    call.content,
                    body(call),
                    caller,
                    call.authorization,
                    found.variables());
            return found.handler().handle(request);
        } catch (ApiError e) {
            return e.response();
        } catch (Exception e) {
            LOG.error("{} {} failed", call.method, call.rawPath, e);
            return ApiErrors.internal("The sandbox failed: " + e).response();
        }
    }

    private static JsonNode body(Call call) {
        if (!holdsJson(call)) {
            return MissingNode.getInstance();
        }
        try {
            return Json.parse(new String(call.content, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw ApiErrors.malformed(e.getOriginalMessage());
        }
    }

    /** curl calls what it sends a form unless it is told otherwise; the real service takes it as JSON all the same. */
    private static boolean holdsJson(Call call) {
        boolean untold = call.type.isEmpty() || call.type.startsWith("application/x-www-form-urlencoded");
        String start = new String(call.content, 0, Math.min(call.content.length, 64), StandardCharsets.UTF_8).strip();
        boolean file = call.rawPath.startsWith("/api/2.0/fs/");
        return !file
                && !start.isEmpty()
                && (call.type.startsWith("application/json")
                        || untold && (start.startsWith("{") || start.startsWith("[")));
    }

    /** Of a query string or of a form. */
    public static Map<String, String> parameters(@Nullable String encoded) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (encoded == null || encoded.isEmpty()) {
            return parameters;
        }
        for (String pair : encoded.split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            parameters.put(
                    URLDecoder.decode(name, StandardCharsets.UTF_8), URLDecoder.decode(value, StandardCharsets.UTF_8));
        }
        return parameters;
    }
}
