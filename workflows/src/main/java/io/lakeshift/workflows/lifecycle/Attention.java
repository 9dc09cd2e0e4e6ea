package io.lakeshift.workflows.lifecycle;

import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.Phase;
import java.util.List;

/**
 * Why a migration needs a person.
 *
 * @param failedPhase the phase that a retry repeats
 * @param waysOut the commands that are accepted now, of {@code retry}, {@code rollback}, {@code abort}
 */
public record Attention(MigrationFailure failure, String message, Phase failedPhase, List<String> waysOut) {
    public Attention {
        waysOut = List.copyOf(waysOut);
    }
}
