package io.lakeshift.activities.databricks.sdk;

import com.databricks.sdk.service.pipelines.EventLevel;
import com.databricks.sdk.service.pipelines.ListPipelineEventsRequest;
import com.databricks.sdk.service.pipelines.ListPipelinesRequest;
import com.databricks.sdk.service.pipelines.PipelineEvent;
import com.databricks.sdk.service.pipelines.PipelinesAPI;
import com.databricks.sdk.service.pipelines.StartUpdate;
import io.lakeshift.activities.databricks.Pipelines;
import io.lakeshift.activities.databricks.Quoting;
import io.lakeshift.activities.databricks.sdk.SdkCalls.Act;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Pipelines through the SDK. */
final class SdkPipelines implements Pipelines {
    private static final int MOST_EVENTS = 200;

    private final PipelinesAPI pipelines;
    private final SdkCalls calls;

    SdkPipelines(PipelinesAPI pipelines, SdkCalls calls) {
        this.pipelines = pipelines;
        this.calls = calls;
    }

    @Override
    public List<String> names(int most) {
        return calls.call(
                Act.reading(
                        "list the pipelines", "access to Declarative Pipelines; the workspace's admin can enable it"),
                () -> StreamSupport.stream(
                                pipelines
                                        .listPipelines(new ListPipelinesRequest().setMaxResults((long) most))
                                        .spliterator(),
                                false)
                        .limit(most)
                        .map(found -> Given.text(found.getName()))
                        .toList());
    }

    @Override
    public Optional<Pipeline> find(String id) {
        return calls.find(
                        Act.reading("read pipeline " + id, "CAN VIEW on it; its owner can grant that"),
                        () -> pipelines.get(Quoting.path(id)))
                .map(found -> new Pipeline(
                        id,
                        Given.text(found.getName()),
                        Given.list(found.getLatestUpdates()).stream()
                                .map(update -> new Update(
                                        Given.text(update.getUpdateId()),
                                        Given.name(update.getState()).orElse("unknown")))
                                .toList()));
    }

    @Override
    public String startUpdate(String id, boolean fullRefresh) {
        return calls.call(
                        Act.changing("start an update of pipeline " + id, "CAN RUN on it; its owner can grant that"),
                        () -> pipelines.startUpdate(
                                new StartUpdate().setPipelineId(id).setFullRefresh(fullRefresh)))
                .getUpdateId();
    }

    @Override
    public Optional<Update> update(String id, String updateId) {
        return calls.find(
                        Act.reading(
                                "read update " + updateId, "CAN VIEW on pipeline " + id + "; its owner can grant that"),
                        () -> pipelines.getUpdate(Quoting.path(id), Quoting.path(updateId)))
                .flatMap(found -> Given.maybe(found.getUpdate()))
                .map(update ->
                        new Update(updateId, Given.name(update.getState()).orElse("unknown")));
    }

    @Override
    public List<String> errors(String id, int most) {
        return calls.call(
                Act.reading("read the events of pipeline " + id, "CAN VIEW on it; its owner can grant that"), () -> {
                    List<String> errors = new ArrayList<>();
                    int seen = 0;
                    for (PipelineEvent event :
                            pipelines.listPipelineEvents(new ListPipelineEventsRequest().setPipelineId(id))) {
                        if (event.getLevel() == EventLevel.ERROR) {
                            errors.add(Given.text(event.getMessage()));
                        }
                        if (errors.size() == most || ++seen == MOST_EVENTS) {
                            break;
                        }
                    }
                    return errors;
                });
    }
}
