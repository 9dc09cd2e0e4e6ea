package io.lakeshift.workflows.replay;

import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.common.WorkflowExecutionHistory;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A history for people: one line for each thing that the workflow has decided, with what it sent along. Times and ids that
 * differ from one recording to the next are left out, so that a diff shows changed decisions only.
 */
final class CommandText {
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?Z";
    private static final String UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

    private CommandText() {}

    static String of(WorkflowExecutionHistory history) {
        return history.getEvents().stream()
                        .flatMap(event -> line(event).stream())
                        .map(line -> line.replaceAll(TIME, "TIME").replaceAll(UUID, "UUID"))
                        .collect(Collectors.joining("\n"))
                + "\n";
    }

    private static Optional<String> line(HistoryEvent event) {
        return Optional.ofNullable(
                switch (event.getEventType()) {
                    case EVENT_TYPE_WORKFLOW_EXECUTION_STARTED ->
                        "started "
                                + text(event.getWorkflowExecutionStartedEventAttributes()
                                        .getInput());
                    case EVENT_TYPE_ACTIVITY_TASK_SCHEDULED -> {
                        var asked = event.getActivityTaskScheduledEventAttributes();
                        yield "activity " + asked.getActivityType().getName() + " on "
                                + asked.getTaskQueue().getName() + " " + text(asked.getInput());
                    }
                    case EVENT_TYPE_TIMER_STARTED -> {
                        var timer = event.getTimerStartedEventAttributes().getStartToFireTimeout();
                        yield "timer " + Duration.ofSeconds(timer.getSeconds(), timer.getNanos());
                    }
                    case EVENT_TYPE_TIMER_CANCELED -> "timer cancelled";
                    case EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED -> "activity cancelled";
                    case EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED -> {
                        var child = event.getStartChildWorkflowExecutionInitiatedEventAttributes();
                        yield "child " + child.getWorkflowType().getName() + " " + child.getWorkflowId() + " "
                                + text(child.getInput());
                    }
                    case EVENT_TYPE_SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED -> {
                        var signal = event.getSignalExternalWorkflowExecutionInitiatedEventAttributes();
                        yield "signal " + signal.getSignalName() + " to "
                                + signal.getWorkflowExecution().getWorkflowId() + " " + text(signal.getInput());
                    }
                    case EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES ->
                        "search attributes "
                                + text(event.getUpsertWorkflowSearchAttributesEventAttributes()
                                        .getSearchAttributes()
                                        .getIndexedFieldsMap());
                    case EVENT_TYPE_MARKER_RECORDED ->
                        "marker " + event.getMarkerRecordedEventAttributes().getMarkerName();
                    case EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_COMPLETED ->
                        "answer "
                                + text(event.getWorkflowExecutionUpdateCompletedEventAttributes()
                                        .getOutcome()
                                        .getSuccess());
                    case EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW ->
                        "continued "
                                + text(event.getWorkflowExecutionContinuedAsNewEventAttributes()
                                        .getInput());
                    case EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED ->
                        "completed "
                                + text(event.getWorkflowExecutionCompletedEventAttributes()
                                        .getResult());
                    case EVENT_TYPE_WORKFLOW_EXECUTION_FAILED ->
                        "failed "
                                + event.getWorkflowExecutionFailedEventAttributes()
                                        .getFailure()
                                        .getMessage();
                    case EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED -> "cancelled";
                    default -> null;
                });
    }

    private static String text(Payloads payloads) {
        return payloads.getPayloadsList().stream().map(CommandText::text).collect(Collectors.joining(" "));
    }

    private static String text(Map<String, Payload> fields) {
        return fields.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(field -> field.getKey() + "=" + text(field.getValue()))
                .collect(Collectors.joining(" "));
    }

    private static String text(Payload payload) {
        return payload.getData().toStringUtf8();
    }
}
