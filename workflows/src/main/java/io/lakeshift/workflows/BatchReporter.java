package io.lakeshift.workflows;

import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.SignalExternalWorkflowException;
import io.temporal.workflow.Workflow;
import java.util.Optional;

/** Tells the batch, where there is one, how this workflow stands. For workflow code. */
public final class BatchReporter {
    /** Longer messages are in the child itself; the batch holds thousands. */
    private static final int LONGEST_ERROR = 160;

    private final Optional<String> batch;
    private long sequence;

    public BatchReporter(Optional<String> batch) {
        this.batch = batch;
    }

    public void report(
            ChildReport.Outcome outcome,
            Optional<Phase> phase,
            long version,
            long activeFiles,
            Optional<String> error) {
        if (batch.isEmpty()) {
            return;
        }
        // Runs of one id follow one another, and the later run's reports must win: so time leads the sequence.
        sequence = Math.max(sequence + 1, Workflow.currentTimeMillis());
        ChildReport report = new ChildReport(
                Workflow.getInfo().getWorkflowId(),
                sequence,
                outcome,
                phase.map(Enum::name),
                version,
                activeFiles,
                error.map(BatchReporter::shortened));
        try {
            Workflow.newUntypedExternalWorkflowStub(batch.get()).signal("report", report);
        } catch (SignalExternalWorkflowException | ApplicationFailure e) {
            // The SDK throws the one or, for NOT_FOUND, the other. A batch that was ended by hand, or that a service
            // has
            // forgotten, does not stop its children; the ledger has what it would have been told.
            Workflow.getLogger(BatchReporter.class).warn("batch={} is gone and hears no report", batch.get());
        }
    }

    private static String shortened(String error) {
        return error.length() <= LONGEST_ERROR ? error : error.substring(0, LONGEST_ERROR - 1) + "…";
    }
}
