package io.lakeshift.sandbox.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.http.ApiErrors;
import io.lakeshift.sandbox.http.Json;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The faults that are set, first come first served. A fault that has been used up is gone. */
public final class Faults {
    private static final class Armed {
        final Fault fault;
        int seen;

        Armed(Fault fault) {
            this.fault = fault;
        }

        boolean spent() {
            return fault.times() > 0 && seen >= fault.from() + fault.times() - 1;
        }
    }

    private final List<Armed> armed = new ArrayList<>();
    private int number;

    /** Sets the fault that {@code script} describes: {@code {"method","path","from","times","kind",…}}. */
    public synchronized Fault set(ObjectNode script) {
        number++;
        Fault fault = new Fault(
                "fault-" + number,
                script.path("method").asText("*"),
                Json.text(script, "path").orElseThrow(() -> ApiErrors.missing("path")),
                script.path("from").asInt(1),
                script.path("times").asInt(1),
                kind(script.path("kind").asText("status")),
                script);
        armed.add(new Armed(fault));
        return fault;
    }

    private static Fault.Kind kind(String name) {
        try {
            return Fault.Kind.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw ApiErrors.badRequest(
                    "There is no fault '%s'; there are %s.".formatted(name, List.of(Fault.Kind.values())));
        }
    }

    public synchronized void clear() {
        armed.clear();
    }

    public synchronized List<Fault> all() {
        return armed.stream().map(it -> it.fault).toList();
    }

    /** The fault that hits this call. */
    public synchronized Optional<Fault> next(String method, String path, String body) {
        Fault hit = null;
        for (Iterator<Armed> all = armed.iterator(); all.hasNext(); ) {
            Armed each = all.next();
            if (!each.fault.matches(method, path, body)) {
                continue;
            }
            each.seen++;
            if (hit == null && each.seen >= each.fault.from()) {
                hit = each.fault;
            }
            if (each.spent()) {
                all.remove();
            }
        }
        return Optional.ofNullable(hit);
    }
}
