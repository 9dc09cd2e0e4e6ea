package io.lakeshift.cli.kinds.sqldelta;

import io.lakeshift.workflows.kinds.sqldelta.FenceMode;
import io.lakeshift.workflows.kinds.sqldelta.ImportMode;
import io.lakeshift.workflows.lifecycle.Policy;
import java.util.List;
import java.util.Optional;

/**
 * A plan file of kind SqlDelta.
 *
 * @param name the migration's id
 * @param database with its password: goes into a connection file, never into a payload
 * @param parallelism tables in flight
 */
public record PlanFile(
        String name,
        Optional<String> database,
        ImportMode mode,
        FenceMode fence,
        List<Table> tables,
        Policy policy,
        int parallelism) {
    /**
     * @param path absolute, or a URI; with {@code *} as its last part every table directly below, with {@code **}
     *     every table below
     * @param alias empty for the directory's name
     * @param exclude parts of aliases that are left out; only with a pattern
     */
    public record Table(String path, Optional<String> alias, List<String> exclude) {
        public Table {
            exclude = List.copyOf(exclude);
        }

        public boolean isPattern() {
            return path.endsWith("/*") || path.endsWith("/**");
        }

        public boolean recursive() {
            return path.endsWith("/**");
        }

        public String base() {
            return isPattern() ? path.substring(0, path.lastIndexOf('/')) : path;
        }
    }

    public PlanFile {
        tables = List.copyOf(tables);
    }
}
