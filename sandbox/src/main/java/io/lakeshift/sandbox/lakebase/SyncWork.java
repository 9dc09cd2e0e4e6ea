package io.lakeshift.sandbox.lakebase;

import io.lakeshift.sandbox.pipelines.Pipeline;
import io.lakeshift.sandbox.pipelines.Pipelines;
import io.lakeshift.sandbox.pipelines.Update;
import io.lakeshift.sandbox.pipelines.UpdateFailed;
import io.lakeshift.sandbox.pipelines.Work;
import io.lakeshift.sandbox.state.Pace;
import io.lakeshift.sandbox.sync.SyncFailed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** One pipeline's update: each of its tables in turn; one that fails does not stop the others. */
final class SyncWork implements Work {
    private final Policy policy;
    private final TableSync sync;
    private final Pipelines pipelines;
    private final Pace pace;
    private final Consumer<Pipeline> restart;
    private final List<SyncedTable> tables = new CopyOnWriteArrayList<>();

    SyncWork(Policy policy, TableSync sync, Pipelines pipelines, Pace pace, Consumer<Pipeline> restart) {
        this.policy = policy;
        this.sync = sync;
        this.pipelines = pipelines;
        this.pace = pace;
        this.restart = restart;
    }

    Policy policy() {
        return policy;
    }

    void add(SyncedTable table, Pipeline pipeline) {
        table.joined(pipeline);
        tables.add(table);
    }

    /** Whether it was the last one. */
    boolean remove(SyncedTable table) {
        tables.remove(table);
        return tables.isEmpty();
    }

    @Override
    public void run(Update update) throws UpdateFailed {
        List<SyncedTable> failed = new ArrayList<>();
        round(update, failed, true);
        while (policy == Policy.CONTINUOUS && failed.isEmpty() && !update.stopping() && !tables.isEmpty()) {
            pace.pauseContinuous();
            round(update, failed, false);
        }
        if (!failed.isEmpty()) {
            SyncedTable first = failed.get(0);
            throw new UpdateFailed("SYNCED_TABLE_USER_ERROR", first.message());
        }
    }

    private void round(Update update, List<SyncedTable> failed, boolean first) {
        List<SyncedTable> done = new ArrayList<>();
        Optional<SyncedTable> next = next(done, update);
        while (next.isPresent() && !update.stopping()) {
            SyncedTable table = next.get();
            done.add(table);
            if (!run(table, update, first)) {
                failed.add(table);
            }
            next = next(done, update);
        }
    }

    /** Tables that join while the round goes on are taken along. */
    private Optional<SyncedTable> next(List<SyncedTable> done, Update update) {
        return tables.stream()
                .filter(it -> !done.contains(it) && !it.deleting() && selected(it, update))
                .findFirst();
    }

    private static boolean selected(SyncedTable table, Update update) {
        List<String> named = new ArrayList<>(update.refreshSelection());
        named.addAll(update.fullRefreshSelection());
        return named.isEmpty() || table.target().isEmpty() || named(table, named);
    }

    private static boolean named(SyncedTable table, List<String> names) {
        return names.stream()
                .anyMatch(it -> it.equalsIgnoreCase(table.spec().name().toString())
                        || it.equalsIgnoreCase(table.spec().name().table()));
    }

    private boolean run(SyncedTable table, Update update, boolean first) {
        Pipeline pipeline = table.pipeline().orElseThrow();
        if (first && (update.fullRefresh() || named(table, update.fullRefreshSelection()))) {
            table.demandFullRefresh();
        }
        String name = table.spec().name().toString();
        try {
            boolean worked = sync.run(table, update, first);
            if (worked) {
                pipelines.flowEvent(pipeline, update, name, "INFO", "has COMPLETED.");
            }
            return true;
        } catch (SyncFailed e) {
            pipelines.flowEvent(pipeline, update, name, "ERROR", "has FAILED. " + e.text());
            return false;
        }
    }

    /** A table that joined too late for the update that has just ended gets another one. */
    @Override
    public void ended(Pipeline pipeline) {
        if (tables.stream().anyMatch(it -> it.target().isEmpty() && it.state() == SyncState.PROVISIONING)) {
            restart.accept(pipeline);
        }
    }
}
