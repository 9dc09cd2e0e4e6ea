package io.lakeshift.sandbox.lakebase;

import io.lakeshift.sandbox.engine.TableEngine;
import io.lakeshift.sandbox.faults.SyncFaults;
import io.lakeshift.sandbox.pipelines.Pipelines;
import io.lakeshift.sandbox.state.Pace;
import io.lakeshift.sandbox.sync.Synchronizer;
import io.lakeshift.sandbox.unity.Unity;
import java.time.Clock;

/** What synced tables need of the rest of the sandbox. */
public record SyncContext(
        Unity unity,
        TableEngine engine,
        Databases databases,
        Synchronizer synchronizer,
        Pipelines allPipelines,
        SyncFaults faults,
        Pace pace,
        Clock clock,
        SyncPipelines pipelines) {
    /** Ties the knot between the pipelines and what they work with. */
    public static SyncContext of(
            Unity unity,
            TableEngine engine,
            Databases databases,
            Synchronizer synchronizer,
            Pipelines allPipelines,
            SyncFaults faults,
            Pace pace,
            Clock clock) {
        TableSync sync = new TableSync(engine, databases, synchronizer, faults, pace, clock);
        return new SyncContext(
                unity,
                engine,
                databases,
                synchronizer,
                allPipelines,
                faults,
                pace,
                clock,
                new SyncPipelines(allPipelines, sync, pace));
    }
}
