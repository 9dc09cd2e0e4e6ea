package io.lakeshift.activities.kinds.syncedtables;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.lakeshift.activities.audit.StepAudit;
import io.lakeshift.activities.execution.StepRunner;
import io.lakeshift.activities.ledger.CreatedObjects;
import io.lakeshift.activities.ledger.Made;
import io.lakeshift.workflows.TaskQueues;
import io.lakeshift.workflows.databricks.TableName;
import io.lakeshift.workflows.kinds.syncedtables.RefreshSyncedTable;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSchedules;
import io.lakeshift.workflows.kinds.syncedtables.Upkeep.Refresh;
import io.temporal.api.enums.v1.ScheduleOverlapPolicy;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.schedules.ScheduleActionStartWorkflow;
import io.temporal.client.schedules.ScheduleAlreadyRunningException;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleException;
import io.temporal.client.schedules.ScheduleIntervalSpec;
import io.temporal.client.schedules.ScheduleOptions;
import io.temporal.client.schedules.SchedulePolicy;
import io.temporal.client.schedules.ScheduleSpec;
import io.temporal.client.schedules.ScheduleUpdate;
import java.util.List;
import java.util.Optional;

/** Schedules in Temporal; what they start is {@link RefreshSyncedTable}. */
public final class SyncedTableSchedulesImpl implements SyncedTableSchedules {
    private final ScheduleClient schedules;
    private final StepRunner steps;
    private final Made made;
    private final StepAudit audit;

    public SyncedTableSchedulesImpl(
            ScheduleClient schedules, StepRunner steps, CreatedObjects objects, StepAudit audit) {
        this.schedules = schedules;
        this.steps = steps;
        this.made = new Made(objects);
        this.audit = audit;
    }

    @Override
    public Scheduled schedule(Schedule request) {
        return steps.reading(progress -> {
            TableName target = request.table().target();
            String id = RefreshSyncedTable.workflowId(target);
            io.temporal.client.schedules.Schedule wanted = wanted(request);
            made.note(Made.Kind.REFRESH_SCHEDULE, id, Optional.empty());
            try {
                schedules.createSchedule(
                        id, wanted, ScheduleOptions.newBuilder().build());
            } catch (ScheduleAlreadyRunningException e) {
                schedules.getHandle(id).update(there -> new ScheduleUpdate(wanted));
            }
            audit.did("REFRESH_SCHEDULED", -1, target.full());
            return new Scheduled(id);
        });
    }

    private static io.temporal.client.schedules.Schedule wanted(Schedule request) {
        TableName target = request.table().target();
        return io.temporal.client.schedules.Schedule.newBuilder()
                .setSpec(spec(request.refresh()))
                .setAction(ScheduleActionStartWorkflow.newBuilder()
                        .setWorkflowType(RefreshSyncedTable.class)
                        .setArguments(new RefreshSyncedTable.Request(
                                request.setup().lakebase(),
                                target,
                                true,
                                Optional.of(request.setup()),
                                Optional.of(request.table()),
                                Optional.of(Made.migrationOf(Made.unit()))))
                        .setOptions(WorkflowOptions.newBuilder()
                                .setWorkflowId(RefreshSyncedTable.workflowId(target))
                                .setTaskQueue(TaskQueues.LIFECYCLE.queueName())
                                .build())
                        .build())
                // One that takes longer than its turn is not followed by two at once.
                .setPolicy(SchedulePolicy.newBuilder()
                        .setOverlap(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP)
                        .build())
                .build();
    }

    private static ScheduleSpec spec(Refresh refresh) {
        ScheduleSpec.Builder spec = ScheduleSpec.newBuilder();
        refresh.every().ifPresent(every -> spec.setIntervals(List.of(new ScheduleIntervalSpec(every))));
        refresh.cron().ifPresent(cron -> spec.setCronExpressions(List.of(cron)));
        return spec.build();
    }

    @Override
    public Unscheduled unschedule(Unschedule request) {
        return steps.reading(progress -> {
            String id = RefreshSyncedTable.workflowId(request.target());
            boolean ours = made.by(request.migration(), Made.Kind.REFRESH_SCHEDULE, id);
            if (ours) {
                delete(id);
                audit.did("REFRESH_UNSCHEDULED", -1, request.target().full());
                made.removed(request.migration(), Made.Kind.REFRESH_SCHEDULE, id);
            }
            return new Unscheduled(ours);
        });
    }

    private void delete(String id) {
        try {
            schedules.getHandle(id).delete();
        } catch (ScheduleException e) {
            boolean gone = e.getCause() instanceof StatusRuntimeException status
                    && status.getStatus().getCode() == Status.Code.NOT_FOUND;
            if (!gone) {
                throw e;
            }
        }
    }
}
