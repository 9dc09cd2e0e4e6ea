package io.lakeshift.workflows.kinds.sqldelta;

import io.temporal.activity.ActivityInterface;
import java.util.List;
import java.util.Optional;

/** Port: finds tables under a path. Queue LIFECYCLE. */
@ActivityInterface(namePrefix = "Table")
public interface TableDiscovery {
    /** One page, in the order of paths. Never descends into a log or into a table's data. */
    Page discover(Discover request);

    /**
     * @param exclude a table whose alias or path has one of these as a part is left out and counted
     * @param after the last path of the page before; empty for the first
     * @param limit tables per page, at most 1000
     */
    record Discover(String path, boolean recursive, List<String> exclude, Optional<String> after, int limit) {
        public Discover {
            exclude = List.copyOf(exclude);
        }
    }

    /** @param next the {@code after} of the next page; empty on the last */
    record Page(List<Found> tables, int excluded, Optional<String> next) {
        public Page {
            tables = List.copyOf(tables);
        }
    }

    /** @param error why the table cannot be read, in which case its numbers are -1 */
    record Found(
            String path,
            String alias,
            long version,
            long files,
            long bytes,
            List<String> readerFeatures,
            List<String> writerFeatures,
            Optional<String> error) {
        public Found {
            readerFeatures = List.copyOf(readerFeatures);
            writerFeatures = List.copyOf(writerFeatures);
        }
    }
}
