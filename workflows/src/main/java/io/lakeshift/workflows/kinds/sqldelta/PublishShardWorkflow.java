package io.lakeshift.workflows.kinds.sqldelta;

import io.lakeshift.workflows.ActivityProfiles;
import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.SearchAttributes;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Publishes a shard, round after round.
 *
 * <ol>
 *   <li>A round that fails is followed by another: publishing ends only when it is told to.
 *   <li>The history stays small: totals travel to a new run when Temporal suggests it.
 * </ol>
 */
public final class PublishShardWorkflow implements PublishShard {
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);

    private final ShardPublishing publishing =
            Workflow.newActivityStub(ShardPublishing.class, ActivityProfiles.longPoll());
    private Totals totals;
    private Optional<ShardPublishing.Ran> lastRound = Optional.empty();
    private Optional<String> lastFailure = Optional.empty();
    private @Nullable Stop stop;
    private @Nullable CancellationScope round;

    @WorkflowInit
    public PublishShardWorkflow(Request request) {
        totals = request.soFar();
    }

    @Override
    public Stopped publish(Request request) {
        Workflow.upsertTypedSearchAttributes(SearchAttributes.KIND.valueSet("publish"));
        while (stop == null) {
            if (Workflow.getInfo().isContinueAsNewSuggested()) {
                Workflow.newContinueAsNewStub(PublishShard.class).publish(request.continuing(totals));
            }
            runRound(request);
            Workflow.setCurrentDetails(page(request));
        }
        return new Stopped(totals, stop.by(), stop.reason());
    }

    @Override
    public void stop(@Nullable Stop order) {
        // A signal may come without a payload, and means what it says all the same.
        stop = order == null ? new Stop("", "") : order;
        if (round != null) {
            round.cancel("stopped");
        }
    }

    @Override
    public Status status() {
        return new Status(totals, lastRound, lastFailure);
    }

    private void runRound(Request request) {
        ShardPublishing.Run run = new ShardPublishing.Run(
                request.database(), request.shard(), request.shards(), request.round(), request.poll());
        CancellationScope scope = Workflow.newCancellationScope(() -> {
            ShardPublishing.Ran ran = publishing.publishShard(run);
            lastRound = Optional.of(ran);
            lastFailure = Optional.empty();
            totals = new Totals(totals.rounds() + 1, totals.versionsPublished() + ran.versionsPublished());
        });
        round = scope;
        try {
            scope.run();
        } catch (ActivityFailure e) {
            if (stop == null && CancellationScope.current().isCancelRequested()) {
                throw e;
            }
            lastFailure = MigrationFailure.applicationFailureIn(e)
                    .map(failure -> failure.getOriginalMessage())
                    .or(() -> Optional.of("the round did not answer"));
            Workflow.await(AFTER_FAILURE, () -> stop != null);
        } finally {
            round = null;
        }
    }

    private String page(Request request) {
        return "### Publishing shard " + (request.shard() + 1) + " of " + request.shards() + "\n\n"
                + totals.versionsPublished() + " versions in " + totals.rounds() + " rounds"
                + lastFailure
                        .map(message -> "\n\nThe last round failed: " + message)
                        .orElse("");
    }
}
