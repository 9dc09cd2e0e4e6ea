package io.lakeshift.activities.kinds.syncedtables;

import io.lakeshift.activities.databricks.CatalogObjects.SourceTable;
import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.databricks.SyncMode;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec.Decision;
import java.util.Optional;

/**
 * Which mode a table gets. Decided once: a spec that carries a decision keeps it, whatever has become of the source's
 * change data feed since.
 */
record ModeDecision(Decision decision, Optional<Finding> finding) {
    static ModeDecision of(SyncedTableSpec spec, SourceTable source) {
        if (spec.decision().isPresent()) {
            return new ModeDecision(spec.decision().get(), Optional.empty());
        }
        if (!spec.mode().needsChangeDataFeed() || (source.changeDataFeed() && source.mayHaveChangeDataFeed())) {
            return asAsked(spec, "as asked", false, Optional.empty());
        }
        if (!source.mayHaveChangeDataFeed()) {
            String what = source.format().equals("ICEBERG") ? "an Iceberg table" : "a " + source.type();
            return snapshot(spec, what + " has no change data feed", ModeFindings.noFeedPossible(spec, what));
        }
        return switch (spec.onMissingCdf()) {
            case SWITCH ->
                snapshot(spec, "the source's change data feed is off", ModeFindings.switchedToSnapshot(spec));
            case ENABLE ->
                asAsked(
                        spec,
                        "as asked, once the source's change data feed is enabled",
                        true,
                        Optional.of(ModeFindings.feedWillBeEnabled(spec)));
            case FAIL -> asAsked(spec, "as asked", false, Optional.of(ModeFindings.feedIsOff(spec)));
        };
    }

    private static ModeDecision asAsked(
            SyncedTableSpec spec, String reason, boolean enable, Optional<Finding> finding) {
        return new ModeDecision(new Decision(spec.mode(), reason, enable, Optional.empty()), finding);
    }

    private static ModeDecision snapshot(SyncedTableSpec spec, String reason, Finding finding) {
        return new ModeDecision(new Decision(SyncMode.SNAPSHOT, reason, false, Optional.empty()), Optional.of(finding));
    }
}
