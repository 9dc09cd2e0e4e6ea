package io.lakeshift.workflows.client;

import io.lakeshift.workflows.lifecycle.Act;
import io.lakeshift.workflows.lifecycle.ActId;
import io.lakeshift.workflows.lifecycle.Answer;
import io.lakeshift.workflows.lifecycle.LifeCycleControl;
import io.lakeshift.workflows.lifecycle.Progress;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowQueryException;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateStage;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * One running migration as its people reach it. An act is sent as an Update first, whose sender is answered at once. A
 * service may keep an Update in memory only, and the in-process one sometimes forgets to deliver it; so where no answer
 * comes within {@link Patience#update()}, the same act goes as a Signal, which is kept in the history and wakes the
 * workflow up. Whichever arrives first counts, the other changes nothing.
 */
public final class RunningMigration {
    private static final Duration LOOK = Duration.ofMillis(250);

    private final WorkflowStub workflow;
    private final LifeCycleControl control;
    private final String unit;
    private final Patience patience;

    /**
     * @param update how long an Update alone is given
     * @param answer how long the answer may take after that, before the sender is told that nobody answers
     */
    public record Patience(Duration update, Duration answer) {
        public static final Patience DEFAULT = new Patience(Duration.ofSeconds(4), Duration.ofSeconds(60));
    }

    public RunningMigration(WorkflowClient client, String unit) {
        this(client, unit, Patience.DEFAULT);
    }

    public RunningMigration(WorkflowClient client, String unit, Patience patience) {
        this.workflow = client.newUntypedWorkflowStub(unit);
        this.control = client.newWorkflowStub(LifeCycleControl.class, unit);
        this.unit = unit;
        this.patience = patience;
    }

    public Progress progress() {
        return control.progress();
    }

    /**
     * Does one act, exactly once, and returns its answer.
     *
     * @throws NotAnsweredException when it was delivered but no worker has taken it up in time
     * @throws WorkflowException when it could not be delivered, or was refused because it names nobody
     */
    public Answer send(String verb, Act act) {
        Act named = act.id().isPresent() ? act : act.withId(UUID.randomUUID().toString());
        CompletableFuture<Answer> update = inBackground(() -> update(verb, named));
        Optional<Answer> answer = answer(update, patience.update());
        if (answer.isPresent()) {
            return answer.get();
        }
        workflow.signal(verb, named);
        return await(verb, new ActId(named.id().orElseThrow()), update);
    }

    private Answer update(String verb, Act act) {
        return workflow.startUpdate(
                        UpdateOptions.newBuilder(Answer.class)
                                .setUpdateName(verb)
                                .setUpdateId(act.id().orElseThrow())
                                .setWaitForStage(WorkflowUpdateStage.COMPLETED)
                                .build(),
                        act)
                .getResult();
    }

    private Answer await(String verb, ActId act, CompletableFuture<Answer> update) {
        long deadline = System.nanoTime() + patience.answer().toNanos();
        CompletableFuture<Optional<Answer>> look = look(act);
        while (System.nanoTime() - deadline < 0) {
            CompletableFuture<Answer> open = update.isCompletedExceptionally() ? new CompletableFuture<>() : update;
            Optional<Answer> answer = answer(open, LOOK);
            if (answer.isEmpty() && look.isDone()) {
                answer = found(look);
                look = look(act);
            }
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        throw ClientErrors.notAnswered(unit, verb, patience.answer());
    }

    /** In the background: where no worker runs, the service holds a query for longer than the sender waits. */
    private CompletableFuture<Optional<Answer>> look(ActId act) {
        return inBackground(() -> recorded(act));
    }

    private static Optional<Answer> found(CompletableFuture<Optional<Answer>> look) {
        try {
            return look.join();
        } catch (CompletionException e) {
            return unlessRefused(e.getCause() == null ? e : e.getCause());
        }
    }

    /** What the workflow says became of it; empty while no worker answers. */
    private Optional<Answer> recorded(ActId act) {
        try {
            return control.answer(act);
        } catch (WorkflowNotFoundException e) {
            throw e;
        } catch (WorkflowQueryException | WorkflowServiceException e) {
            return Optional.empty();
        }
    }

    private static Optional<Answer> answer(CompletableFuture<Answer> update, Duration limit) {
        try {
            return Optional.of(update.get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for an answer");
        } catch (ExecutionException e) {
            return unlessRefused(e.getCause() == null ? e : e.getCause());
        }
    }

    /** That an Update was lost on its way is no answer; that there is nobody to take it, or that it was refused, is one. */
    private static Optional<Answer> unlessRefused(Throwable failure) {
        if (failure instanceof WorkflowServiceException && !(failure instanceof WorkflowNotFoundException)) {
            return Optional.empty();
        }
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        throw new IllegalStateException(failure);
    }

    /** A thread of its own: the call blocks until the service answers, which may be never. It keeps no process alive. */
    private static <T> CompletableFuture<T> inBackground(Supplier<T> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        result.complete(call.get());
                    } catch (RuntimeException e) {
                        result.completeExceptionally(e);
                    }
                },
                "lakeshift-update");
        thread.setDaemon(true);
        thread.start();
        return result;
    }
}
