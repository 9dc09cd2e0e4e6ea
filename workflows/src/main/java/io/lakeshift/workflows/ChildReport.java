package io.lakeshift.workflows;

import java.util.Optional;

/**
 * What a child tells its batch about itself.
 *
 * @param sequence rises with every report of one child, so that an older one cannot overwrite a newer
 * @param phase of a migration; empty for an import
 * @param version -1 while unknown; likewise {@code activeFiles}
 */
public record ChildReport(
        String workflowId,
        long sequence,
        Outcome outcome,
        Optional<String> phase,
        long version,
        long activeFiles,
        Optional<String> error) {
    /** How a child stands. */
    public enum Outcome {
        WORKING,
        /** Needs nobody's worker until a person acts or time passes. */
        WAITING,
        SUCCEEDED,
        FAILED;

        public boolean ended() {
            return this == SUCCEEDED || this == FAILED;
        }
    }
}
