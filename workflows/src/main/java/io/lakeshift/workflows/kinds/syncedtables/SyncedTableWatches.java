package io.lakeshift.workflows.kinds.syncedtables;

import io.lakeshift.workflows.kinds.syncedtables.SyncedTableImports.Seen;
import io.temporal.activity.ActivityInterface;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Port: looks at a synced table that is in use, without changing anything. Queue LIFECYCLE. */
@ActivityInterface(namePrefix = "WatchSynced")
public interface SyncedTableWatches {
    /** What has become of the table, its pipeline, its columns and its age. A table that is gone is {@code ABSENT}. */
    Watched watch(Watch request);

    record Watch(SyncedTablesSetup setup, SyncedTableSpec table) {}

    /**
     * @param pipeline where there is one
     * @param lastSync when the last update ended, as Databricks writes it
     * @param lag empty while nothing is missing, or where it is unknown
     * @param columns what the source and PostgreSQL differ in
     * @param hints what PostgreSQL's statistics say of its indexes, each with what to do about it
     */
    record Watched(
            Seen seen,
            Optional<Pipeline> pipeline,
            Optional<String> lastSync,
            Optional<Lag> lag,
            Columns columns,
            List<String> hints) {
        public Watched {
            hints = List.copyOf(hints);
        }
    }

    /** @param url for a browser */
    record Pipeline(String id, String name, String url, List<String> errors) {
        public Pipeline {
            errors = List.copyOf(errors);
        }
    }

    /**
     * @param age of the oldest change that is not here; without a warehouse, since the last update
     * @param exact whether the source itself was asked
     */
    record Lag(Duration age, boolean exact) {}

    /**
     * @param added at the source, and on their way with the next update
     * @param recreate why no update can make the table like its source again
     */
    record Columns(List<String> added, List<String> recreate) {
        public static final Columns ALIKE = new Columns(List.of(), List.of());

        public Columns {
            added = List.copyOf(added);
            recreate = List.copyOf(recreate);
        }
    }
}
