package io.lakeshift.workflows.testing;

import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.databricks.Resource;
import io.lakeshift.workflows.setup.SyncedTableSetUps;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A workspace in which everything is ready after some looks. */
public final class TestingSetUp implements SyncedTableSetUps {
    /** What was asked for, in order. */
    public final List<String> acts = new CopyOnWriteArrayList<>();

    public final Map<String, State> states = new ConcurrentHashMap<>();
    public volatile List<Finding> findings = List.of();
    public volatile int looksUntilReady = 3;
    private int looks;

    @Override
    public Surveyed survey(Survey request) {
        return new Surveyed(
                request.resources().stream()
                        .map(it -> states.getOrDefault(it.name(), State.ABSENT))
                        .toList(),
                findings);
    }

    @Override
    public Asked create(Create request) {
        Resource resource = request.resource();
        acts.add(resource.words());
        states.put(resource.name(), State.MADE);
        boolean credential = resource.kind() == Resource.Kind.STORAGE_CREDENTIAL;
        return new Asked(
                resource.isLakebase() ? Optional.of(resource.name() + "/operations/1") : Optional.empty(),
                credential ? Optional.of("trust external-7") : Optional.empty());
    }

    @Override
    public synchronized Seen look(Look request) {
        if (request.operation().isEmpty()) {
            return new Seen(true, "ready");
        }
        return new Seen(looks++ >= looksUntilReady, "being created");
    }
}
