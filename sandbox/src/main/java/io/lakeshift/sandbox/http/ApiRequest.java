package io.lakeshift.sandbox.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.identity.Identity;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One call, as a handler sees it.
 *
 * @param variables what the template's braces matched, decoded
 */
public record ApiRequest(
        String method,
        String path,
        Map<String, String> query,
        byte[] content,
        JsonNode body,
        Identity caller,
        @Nullable String authorization,
        Map<String, String> variables) {

    public String variable(String name) {
        String value = variables.get(name);
        if (value == null) {
            throw new IllegalStateException("the route has no variable " + name);
        }
        return value;
    }

    public Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name)).filter(it -> !it.isEmpty());
    }

    public boolean flag(String name) {
        return parameter(name).map(Boolean::parseBoolean).orElse(false);
    }

    /** A copy of the body that the handler may keep and change. */
    public ObjectNode document() {
        if (body instanceof ObjectNode object) {
            return object.deepCopy();
        }
        if (body.isMissingNode()) {
            return Json.object();
        }
        throw ApiErrors.badRequest("The request body must be a JSON object.");
    }

    public Optional<String> text(String field) {
        return Json.text(body, field);
    }

    public String required(String field) {
        return text(field).orElseThrow(() -> ApiErrors.missing(field));
    }

    public String requiredParameter(String name) {
        return parameter(name).orElseThrow(() -> ApiErrors.missing(name));
    }
}
