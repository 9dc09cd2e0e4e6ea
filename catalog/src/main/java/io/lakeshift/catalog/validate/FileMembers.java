package io.lakeshift.catalog.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Which members of file actions say the same in a commit, in a checkpoint and through Kernel, and in what form.
 *
 * @param stats whether checkpoints of the table hold stats as JSON; else Kernel gives none for files that it found there
 */
record FileMembers(boolean stats) {
    static FileMembers of(JsonNode configuration) {
        return new FileMembers(!configuration
                .path("delta.checkpoint.writeStatsAsJson")
                .asText("true")
                .equalsIgnoreCase("false"));
    }

    /**
     * An active file. A checkpoint says dataChange=false of every file, and may write stats anew; Kernel's scan gives no
     * clustering provider. The commits and the baseline are compared with all of these.
     */
    LogAction ofState(LogAction add) {
        add.withKnownMembers();
        if (add.body().hasNonNull("stats")) {
            add.body().put("stats", Canonical.ofText(add.member("stats")));
        }
        return common(add.withKnownDeletionVector());
    }

    /** An action of a checkpoint, with all that the catalog keeps of it but the one member that Kernel does not read. */
    LogAction ofCheckpoint(LogAction action) {
        if (action.body().get("deletionVector") instanceof ObjectNode vector) {
            vector.remove("maxRowIndex");
        }
        return action.isFileAction() ? common(action) : action;
    }

    private LogAction common(LogAction action) {
        if (!stats) {
            action.body().remove("stats");
        }
        return action;
    }
}
