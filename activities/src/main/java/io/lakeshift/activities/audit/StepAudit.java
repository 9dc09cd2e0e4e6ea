package io.lakeshift.activities.audit;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInfo;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;

/** Puts on record what an activity has done, beside what its workflow tells. */
public final class StepAudit {
    private static final String THE_PROGRAM = "lakeshift";

    private final AuditChain chain;
    private final String kind;
    private final Clock clock;

    public StepAudit(AuditChain chain, String kind, Clock clock) {
        this.chain = chain;
        this.kind = kind;
        this.clock = clock;
    }

    /** As {@link #did(String, String, Optional, String)}, by the program itself. */
    public void did(String event, long version, String detail) {
        did(event, THE_PROGRAM, Optional.of(version), detail);
    }

    /**
     * Must be called on the activity's thread. The second time for one activity and event: nothing.
     *
     * @param actor who asked for it
     * @param version of the table after it was done; empty where it was not done
     */
    public void did(String event, String actor, Optional<Long> version, String detail) {
        ActivityInfo info = Activity.getExecutionContext().getInfo();
        String unit = Objects.requireNonNull(info.getWorkflowId(), "steps belong to workflows");
        chain.append(new AuditRecord(
                unit,
                unit.contains("/") ? unit.substring(0, unit.indexOf('/')) : unit,
                kind,
                info.getRunId() + "/activity/" + info.getActivityId() + "/" + event,
                event,
                actor,
                "",
                Optional.empty(),
                version,
                Optional.empty(),
                clock.instant(),
                detail));
    }
}
