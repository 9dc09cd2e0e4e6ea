package io.lakeshift.workflows.kinds.syncedtables;

import io.temporal.activity.ActivityInterface;
import java.util.List;

/** Port: what applications need of a synced table beside its rows. Queue COPY, heartbeats: an index takes its time. */
@ActivityInterface(namePrefix = "WireSynced")
public interface SyncedTableWirings {
    /** Brings indexes and grants to what is wanted: by table and definition, not by name. The second time: nothing new. */
    Wired wire(Wire request);

    /**
     * Switches the application's configuration once every table of the plan has been cut over; until then notes that
     * this one has. The second time: nothing.
     */
    Switched switchApplication(SwitchApplication request);

    record Wire(SyncedTablesSetup setup, SyncedTableSpec table) {}

    /** @param repaired what was missing and is there now, for people */
    record Wired(List<String> repaired) {
        public Wired {
            repaired = List.copyOf(repaired);
        }
    }

    record SwitchApplication(String migration, String unit, SyncedTablesSetup.Application application) {}

    /** @param waitingFor units that have not been cut over yet; empty where the application is switched */
    record Switched(List<String> waitingFor) {
        public Switched {
            waitingFor = List.copyOf(waitingFor);
        }
    }
}
