package io.lakeshift.sandbox.lakebase.autoscaling;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.http.ApiErrors;
import io.lakeshift.sandbox.http.Json;
import io.lakeshift.sandbox.state.Ids;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Documents by resource name: {@code projects/p/branches/b/endpoints/e}. */
final class Resources {
    private final Clock clock;
    private final Map<String, ObjectNode> documents = new TreeMap<>();

    Resources(Clock clock) {
        this.clock = clock;
    }

    /** A new document with name, id, times and {@code spec}; the status is the caller's. */
    synchronized ObjectNode create(String collection, String id, String idField, ObjectNode spec) {
        String name = collection + "/" + id;
        if (!id.matches("[a-z][a-z0-9_-]{0,62}")) {
            throw ApiErrors.badRequest("Resource id '%s' is invalid.".formatted(id));
        }
        if (documents.containsKey(name)) {
            throw ApiErrors.alreadyExists("Resource", name);
        }
        ObjectNode document = Json.object();
        document.put("name", name);
        document.put(idField, id);
        document.put("uid", Ids.ofName(name));
        document.put("create_time", clock.instant().toString());
        document.put("update_time", clock.instant().toString());
        int slash = collection.lastIndexOf('/');
        if (slash > 0) {
            document.put("parent", collection.substring(0, slash));
        }
        document.set("spec", spec);
        documents.put(name, document);
        return document;
    }

    synchronized boolean exists(String name) {
        return documents.containsKey(name);
    }

    synchronized ObjectNode get(String name) {
        return live(name).deepCopy();
    }

    private ObjectNode live(String name) {
        ObjectNode document = documents.get(name);
        if (document == null) {
            throw ApiErrors.noSuch("Resource", name);
        }
        return document;
    }

    synchronized List<ObjectNode> list(String collection) {
        String prefix = collection + "/";
        return documents.entrySet().stream()
                .filter(it -> it.getKey().startsWith(prefix) && it.getKey().indexOf('/', prefix.length()) < 0)
                .map(it -> it.getValue().deepCopy())
                .toList();
    }

    /** The document and all below it. */
    synchronized List<String> delete(String name) {
        live(name);
        List<String> gone = documents.keySet().stream()
                .filter(it -> it.equals(name) || it.startsWith(name + "/"))
                .toList();
        gone.forEach(documents::remove);
        return gone;
    }

    /** Sets the fields of {@code changes.spec} that the mask names, in spec and status. */
    synchronized ObjectNode update(String name, ObjectNode changes, String mask) {
        ObjectNode document = live(name);
        ObjectNode spec = document.withObject("/spec");
        ObjectNode status = document.withObject("/status");
        changes.path("spec").properties().forEach(it -> {
            if (mask.isEmpty()
                    || mask.equals("*")
                    || List.of(mask.split(",")).stream()
                            .anyMatch(field -> field.equals("spec") || field.equals("spec." + it.getKey()))) {
                spec.set(it.getKey(), it.getValue().deepCopy());
                status.set(it.getKey(), it.getValue().deepCopy());
            }
        });
        document.put("update_time", clock.instant().toString());
        return document.deepCopy();
    }
}
