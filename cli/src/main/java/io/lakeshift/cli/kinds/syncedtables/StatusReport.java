package io.lakeshift.cli.kinds.syncedtables;

import io.lakeshift.activities.databricks.SyncStates;
import io.lakeshift.workflows.Phase;
import io.lakeshift.workflows.databricks.Standing;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where the tables of a migration stand, in the form that users of the notebook know. */
public final class StatusReport {
    private static final int RULE = 100;

    private final Glyphs glyphs;

    public StatusReport(Glyphs glyphs) {
        this.glyphs = glyphs;
    }

    /**
     * One table.
     *
     * @param name of the synced table
     * @param problem why it needs a person; empty where it does not
     */
    public record Row(String name, Phase phase, SyncedTableStatus status, Optional<String> problem) {}

    private record Verdict(String icon, String word) {}

    /** @param done nothing moves any more */
    public List<String> lines(List<Row> rows, boolean done) {
        List<String> lines = new ArrayList<>();
        lines.add(glyphs.clipboard() + (done ? "Final Status Report" : "Status Report (not final yet)"));
        lines.add(String.format(Locale.ROOT, "%-40s %-15s %s", "Table", "Status", "Message"));
        lines.add("=".repeat(RULE));
        for (Row row : rows) {
            Verdict verdict = verdict(row);
            lines.add(String.format(
                            Locale.ROOT, "%s %-38s %-15s %s", verdict.icon(), row.name(), verdict.word(), message(row))
                    .stripTrailing());
        }
        return lines;
    }

    private Verdict verdict(Row row) {
        if (row.phase() == Phase.ABORTED || row.phase() == Phase.ROLLED_BACK) {
            return new Verdict(glyphs.gone(), row.phase() == Phase.ABORTED ? "ABORTED" : "REMOVED");
        }
        if (!row.status().there()) {
            return row.problem().isPresent()
                    ? new Verdict(glyphs.failed(), "FAILED")
                    : new Verdict(glyphs.waiting(), row.phase().name());
        }
        return switch (SyncStates.standing(row.status().state())) {
            case READY -> new Verdict(row.problem().isPresent() ? glyphs.warning() : glyphs.done(), "ONLINE");
            case DEGRADED -> new Verdict(glyphs.warning(), "DEGRADED");
            case FAILED -> new Verdict(glyphs.failed(), "FAILED");
            case ABSENT, WAITING ->
                row.problem().isPresent()
                        ? new Verdict(glyphs.failed(), "FAILED")
                        : new Verdict(glyphs.waiting(), "PROVISIONING");
        };
    }

    private static String message(Row row) {
        if (row.problem().isPresent()) {
            return row.problem().get();
        }
        if (!row.status().there()) {
            return "";
        }
        List<String> parts = new ArrayList<>();
        row.status().state().ifPresent(parts::add);
        row.status().message().ifPresent(parts::add);
        progress(row.status()).ifPresent(parts::add);
        row.status().warning().ifPresent(text -> parts.add("warning: " + text));
        row.status()
                .application()
                .filter(text -> text.contains("lakeshift switch"))
                .ifPresent(text -> parts.add("application: " + text));
        row.status().hints().ifPresent(text -> parts.add("hint: " + text));
        return String.join("; ", parts);
    }

    /** {@code 500 of 2000 rows (25 %), about 12 s left}; empty where nothing is being loaded or counted. */
    public static Optional<String> progress(SyncedTableStatus status) {
        boolean loading = SyncStates.standing(status.state()) == Standing.WAITING;
        if (!loading || !status.there() || status.rowsDone() < 0) {
            return Optional.empty();
        }
        return Optional.of(status.rowsDone()
                + (status.rowsTotal() < 0 ? "" : " of " + status.rowsTotal())
                + " rows"
                + (status.percent() < 0 ? "" : " (" + status.percent() + " %)")
                + (status.secondsLeft() < 0 ? "" : ", about " + status.secondsLeft() + " s left"));
    }
}
