package io.lakeshift.sandbox.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.http.ApiErrors;
import io.lakeshift.sandbox.http.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Faults of the synchronisation itself, by synced table: stuck in a state, or a failing update. */
public final class SyncFaults {
    /**
     * What befalls the next runs of a table.
     *
     * @param stuckIn the state it stays in until the fault is cleared
     * @param error the error class a run ends with, such as {@code SYNCED_TABLE_USER_ERROR.CONNECTION_ERROR}
     * @param times how many runs fail
     */
    public record SyncFault(Optional<String> stuckIn, Optional<String> error, String message, int times) {}

    private final Map<String, SyncFault> faults = new LinkedHashMap<>();

    /** From {@code {"table", "stuck_in", "error", "message", "times"}}. */
    public synchronized void set(ObjectNode script) {
        String table = Json.text(script, "table").orElseThrow(() -> ApiErrors.missing("table"));
        SyncFault fault = new SyncFault(
                Json.text(script, "stuck_in"),
                Json.text(script, "error"),
                script.path("message").asText("A scripted failure."),
                script.path("times").asInt(1));
        if (fault.stuckIn.isEmpty() && fault.error.isEmpty()) {
            throw ApiErrors.missing("stuck_in or error");
        }
        faults.put(table, fault);
    }

    public synchronized void clear() {
        faults.clear();
    }

    public synchronized boolean stuck(String table, String state) {
        return Optional.ofNullable(faults.get(table))
                .flatMap(SyncFault::stuckIn)
                .filter(state::equals)
                .isPresent();
    }

    /** The failure of the run that begins now, which uses it up. */
    public synchronized Optional<SyncFault> takeFailure(String table) {
        SyncFault fault = faults.get(table);
        if (fault == null || fault.error.isEmpty()) {
            return Optional.empty();
        }
        if (fault.times <= 1) {
            faults.remove(table);
        } else {
            faults.put(table, new SyncFault(fault.stuckIn, fault.error, fault.message, fault.times - 1));
        }
        return Optional.of(fault);
    }
}
