package io.lakeshift.cli.kinds.sqldelta.demo;

import io.lakeshift.workflows.Phase;
import java.util.List;

/** What the demo leaves behind; the members are part of the public contract. */
public record DemoResult(String migration, String directory, double durationSeconds, List<Table> tables) {
    public DemoResult {
        tables = List.copyOf(tables);
    }

    /** Whether every table ended as the story says. */
    public boolean asPromised() {
        return tables.stream().allMatch(Table::asPromised);
    }

    /**
     * @param name of the table; it is registered as {@code alias}
     * @param version newest version, in the catalog and in the log
     * @param publishedVersions commits that were made in SQL and stand in the log
     * @param fileWriter {@code refused} or {@code accepted}: what Delta Kernel's own writer met on the plain path
     * @param parity {@code ok} where the catalog equals the log
     */
    public record Table(
            String name,
            String alias,
            String path,
            Phase phase,
            long version,
            long activeFiles,
            int publishedVersions,
            String fileWriter,
            String parity) {
        boolean asPromised() {
            boolean rolledBack = phase == Phase.ROLLED_BACK;
            return parity.equals("ok")
                    && (rolledBack || phase == Phase.COMPLETED)
                    && fileWriter.equals(rolledBack ? "accepted" : "refused");
        }
    }
}
