package io.lakeshift.cli.session;

import io.lakeshift.cli.CommandException;
import io.lakeshift.cli.ExitCode;
import io.lakeshift.workflows.ActivityProgress;
import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.TaskQueues;
import io.lakeshift.workflows.client.NotAnsweredException;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import io.temporal.common.converter.DataConverterException;
import io.temporal.failure.ApplicationFailure;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Starts workflows and waits for them. One that already runs under the same id is joined, not started again. */
public final class Runs {
    private static final long LOOK_MILLISECONDS = 250;

    private final Session session;
    private final WorkflowClient client;

    public Runs(Session session) {
        this.session = session;
        this.client = session.client();
    }

    public WorkflowStub start(Class<?> type, String id, Object request) {
        return start(type.getSimpleName(), id, request);
    }

    public WorkflowStub start(String type, String id, Object request) {
        WorkflowStub stub = client.newUntypedWorkflowStub(
                type,
                WorkflowOptions.newBuilder()
                        .setWorkflowId(id)
                        .setTaskQueue(TaskQueues.LIFECYCLE.queueName())
                        .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                        .build());
        stub.start(request);
        return stub;
    }

    /** Runs it to its end; what fails ends the command, with the failure's own sentence and exit code. */
    public <R> R run(Class<?> type, String id, Object request, Class<R> result) {
        return await(start(type, id, request), result, progress -> {});
    }

    public <R> R await(WorkflowStub stub, Class<R> result, Consumer<ActivityProgress> whileWaiting) {
        return await(stub, result, whileWaiting, () -> {});
    }

    /** @param look something more to look at, some times a second */
    public <R> R await(WorkflowStub stub, Class<R> result, Consumer<ActivityProgress> whileWaiting, Runnable look) {
        CompletableFuture<R> outcome = stub.getResultAsync(result);
        Set<String> told = new HashSet<>();
        while (true) {
            try {
                return outcome.get(LOOK_MILLISECONDS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                List<PendingActivityInfo> pending = pending(stub);
                heartbeat(pending).ifPresent(whileWaiting);
                failures(pending).filter(told::add).forEach(session::tell);
                look.run();
            } catch (ExecutionException e) {
                throw failure(e.getCause() == null ? e : e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CommandException(ExitCode.FAILED, "Interrupted.", e);
            }
        }
    }

    private static List<PendingActivityInfo> pending(WorkflowStub stub) {
        return stub.describe().getRawDescription().getPendingActivitiesList();
    }

    /** What failed and is being tried again; whoever waits shall not have to guess why. */
    private static Stream<String> failures(List<PendingActivityInfo> pending) {
        return pending.stream()
                .filter(PendingActivityInfo::hasLastFailure)
                .map(activity ->
                        "It is tried again: " + activity.getLastFailure().getMessage());
    }

    /** What the activity that runs last said of its progress. */
    public Optional<ActivityProgress> heartbeat(WorkflowStub stub) {
        return heartbeat(pending(stub));
    }

    private Optional<ActivityProgress> heartbeat(List<PendingActivityInfo> pending) {
        for (PendingActivityInfo activity : pending) {
            if (activity.getHeartbeatDetails().getPayloadsCount() > 0) {
                return decode(activity.getHeartbeatDetails().getPayloads(0));
            }
        }
        return Optional.empty();
    }

    private Optional<ActivityProgress> decode(Payload payload) {
        try {
            return Optional.ofNullable(client.getOptions()
                    .getDataConverter()
                    .fromPayload(payload, ActivityProgress.class, ActivityProgress.class));
        } catch (DataConverterException e) {
            // Another kind of activity, which counts differently.
            return Optional.empty();
        }
    }

    public static RuntimeException failure(Throwable thrown) {
        Optional<ApplicationFailure> known = MigrationFailure.applicationFailureIn(thrown);
        if (known.isPresent()) {
            ExitCode code =
                    ExitCode.of(MigrationFailure.of(known.get().getType()).exitCode());
            return new CommandException(code, String.valueOf(known.get().getOriginalMessage()), thrown);
        }
        if (thrown instanceof WorkflowFailedException failed) {
            return new CommandException(
                    ExitCode.FAILED,
                    "%s ended without a result (%s). Look at it with 'lakeshift explain' or in the Web UI."
                            .formatted(
                                    failed.getExecution().getWorkflowId(),
                                    failed.getWorkflowCloseEventType().name()),
                    thrown);
        }
        if (thrown instanceof NotAnsweredException) {
            return new CommandException(ExitCode.FAILED, String.valueOf(thrown.getMessage()), thrown);
        }
        if (thrown instanceof WorkflowServiceException) {
            return new CommandException(
                    ExitCode.FAILED,
                    "The connection to Temporal was lost. What was started goes on where its workers run; run the command again to follow it.",
                    thrown);
        }
        return thrown instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(thrown);
    }
}
