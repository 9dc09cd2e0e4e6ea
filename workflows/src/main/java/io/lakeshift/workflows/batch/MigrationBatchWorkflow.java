package io.lakeshift.workflows.batch;

import io.lakeshift.workflows.ActivityProfiles;
import io.lakeshift.workflows.Backoff;
import io.lakeshift.workflows.ChildReport;
import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.SearchAttributes;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Keeps a window of children working until every table has been through.
 *
 * <ol>
 *   <li>At most {@code parallelism} children work at one time; one that waits for a person gives its place away.
 *   <li>A child that fails is on the list with its reason, and stops no other.
 *   <li>A child that ends without reporting is found by a sweep, also while others have not been started.
 *   <li>The history stays small: what is known travels to a new run when Temporal suggests it, and a child's report
 *       finds whichever run there is.
 * </ol>
 */
public final class MigrationBatchWorkflow implements MigrationBatch {
    private static final int LONGEST_RESULT = 1000;
    private static final int LARGEST_SWEEP = 500;
    private static final Duration FIRST_SWEEP = Duration.ofMinutes(1);
    private static final Duration RAREST_SWEEP = Duration.ofHours(1);

    private final ChildSweep sweep = Workflow.newActivityStub(ChildSweep.class, ActivityProfiles.metadataRead());
    private final Request request;
    private final BatchChildren children;
    private final BatchLedger ledger;
    private int next;

    @WorkflowInit
    public MigrationBatchWorkflow(Request request) {
        this.request = request;
        this.children = new BatchChildren(request);
        this.ledger = new BatchLedger(
                request.name(),
                request.tables(),
                children::workflowId,
                request.resumed().map(Resumed::outcomes).orElse(List.of()));
        this.next = request.resumed().map(Resumed::started).orElse(0);
    }

    @Override
    public Result run(Request input) {
        Workflow.upsertTypedSearchAttributes(
                SearchAttributes.KIND.valueSet(input.imports().isPresent() ? "batch-import" : "batch"),
                SearchAttributes.BATCH.valueSet(input.name()));
        Backoff wait = new Backoff(FIRST_SWEEP, RAREST_SWEEP);
        while (!ledger.allEnded()) {
            if (hasPlace()) {
                start(next);
                next++;
                show();
            } else if (!Workflow.await(wait.next(), () -> hasPlace() || settledOrDue())) {
                sweep();
                show();
            }
            continueAsNewWhenDue();
        }
        show();
        return new Result(ledger.summary(), ledger.digest(LONGEST_RESULT));
    }

    @Override
    public void report(ChildReport report) {
        ledger.reported(report);
        show();
    }

    @Override
    public Summary summary() {
        return ledger.summary();
    }

    @Override
    public Page tables(PageRequest page) {
        return new Page(ledger.page(page.from(), Math.min(page.limit(), LONGEST_RESULT)), ledger.summary());
    }

    private void start(int table) {
        if (ledger.duplicate(table)) {
            ledger.lost(table, BatchErrors.aliasTwice(request.tables().get(table)));
            return;
        }
        ledger.started(table);
        BatchChildren.Started child = children.start(request.tables().get(table));
        // A child that fails, is terminated or times out in this run's time is known at once, without a sweep.
        child.result().handle((result, failure) -> {
            if (failure != null && !alreadyRunning(failure)) {
                ledger.lost(table, BatchErrors.ended(failure));
                show();
            }
            return Optional.empty();
        });
        try {
            child.execution().get();
        } catch (ChildWorkflowFailure e) {
            // Somebody started the same unit before: it goes on, and reports to this batch's id like any other.
            if (!alreadyRunning(e)) {
                ledger.lost(table, BatchErrors.ended(e));
            }
        }
    }

    private static boolean alreadyRunning(RuntimeException failure) {
        return failure.getCause() instanceof WorkflowExecutionAlreadyStarted;
    }

    /** For a table that has not been started. */
    private boolean hasPlace() {
        return next < request.tables().size() && ledger.working() < Math.max(1, request.parallelism());
    }

    private boolean settledOrDue() {
        return ledger.allEnded() || Workflow.getInfo().isContinueAsNewSuggested();
    }

    private void sweep() {
        List<Integer> open = ledger.unfinished();
        for (int from = 0; from < open.size(); from += LARGEST_SWEEP) {
            List<Integer> some = open.subList(from, Math.min(open.size(), from + LARGEST_SWEEP));
            try {
                List<ChildSweep.State> states = sweep.describe(new ChildSweep.Describe(
                                some.stream().map(ledger::workflowId).toList()))
                        .states();
                for (int i = 0; i < states.size(); i++) {
                    if (states.get(i).status() != ChildSweep.Status.RUNNING) {
                        ledger.lost(some.get(i), BatchErrors.lost(states.get(i)));
                    }
                }
            } catch (ActivityFailure e) {
                // The next sweep looks again; a batch does not end because the service could not be asked.
                Workflow.getLogger(MigrationBatchWorkflow.class)
                        .warn("sweep failed: {}", MigrationFailure.in(e).name());
                return;
            }
        }
    }

    private void continueAsNewWhenDue() {
        if (!ledger.allEnded() && Workflow.getInfo().isContinueAsNewSuggested()) {
            Workflow.await(Workflow::isEveryHandlerFinished);
            Workflow.newContinueAsNewStub(MigrationBatch.class)
                    .run(request.resuming(new Resumed(next, ledger.compact())));
        }
    }

    private void show() {
        Summary now = ledger.summary();
        Workflow.setCurrentDetails("### " + now.name()
                + "\n\n| total | pending | working | waiting | succeeded | failed |\n"
                + "|---|---|---|---|---|---|\n| " + now.total() + " | " + now.pending() + " | " + now.working() + " | "
                + now.waiting() + " | " + now.succeeded() + " | " + now.failed() + " |");
    }
}
