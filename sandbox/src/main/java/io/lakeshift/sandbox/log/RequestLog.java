package io.lakeshift.sandbox.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.lakeshift.sandbox.http.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What was asked, in the order in which it was answered. Holds no token and no secret. */
public final class RequestLog {
    private static final int KEPT = 100_000;
    private static final Set<String> SECRETS =
            Set.of("token", "client_secret", "password", "access_token", "refresh_token", "code", "assertion");

    /**
     * One call and its end.
     *
     * @param body the JSON as it came, or a note of its size if it was none
     * @param status what the client got; 0 if its connection was cut
     * @param effect whether the call was carried out and changed something
     * @param fault which fault hit it
     */
    public record Entry(
            String method,
            String path,
            Map<String, String> query,
            String body,
            String type,
            int status,
            boolean effect,
            Optional<String> fault) {}

    private final List<ObjectNode> entries = new ArrayList<>();
    private int number;

    public synchronized void add(Entry entry) {
        ObjectNode node = Json.object();
        node.put("number", ++number);
        node.put("method", entry.method);
        node.put("path", entry.path);
        if (!entry.query.isEmpty()) {
            node.set("query", redacted(Json.map(entry.query)));
        }
        if (!entry.body.isEmpty()) {
            node.set("body", body(entry));
        }
        node.put("status", entry.status);
        node.put("effect", entry.effect);
        entry.fault.ifPresent(it -> node.put("fault", it));
        if (entries.size() == KEPT) {
            entries.remove(0);
        }
        entries.add(node);
    }

    private static JsonNode body(Entry entry) {
        if (!entry.type.startsWith("application/json")) {
            return TextNode.valueOf(entry.body.length() + " characters of " + entry.type);
        }
        try {
            return redacted(Json.parse(entry.body));
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(entry.body.length() + " characters that are no JSON");
        }
    }

    private static JsonNode redacted(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(it -> {
                if (SECRETS.contains(it.getKey()) && it.getValue().isTextual()) {
                    it.setValue(TextNode.valueOf("**REDACTED**"));
                } else {
                    redacted(it.getValue());
                }
            });
        } else {
            node.forEach(RequestLog::redacted);
        }
        return node;
    }

    /** The entries from {@code number} on. */
    public synchronized List<ObjectNode> since(int first) {
        return entries.stream()
                .filter(it -> it.path("number").asInt() >= first)
                .map(ObjectNode::deepCopy)
                .toList();
    }

    public synchronized void clear() {
        entries.clear();
    }
}
