package io.lakeshift.cli.kinds.syncedtables;

import io.lakeshift.workflows.databricks.SyncMode;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Tells of the creation of synced tables as the notebook did, one table after the other in the plan's order, each as
 * soon as it is known what became of it.
 */
public final class CreationReport {
    private final Glyphs glyphs;
    private final List<SyncedTableSpec> tables;
    private final Consumer<String> out;
    private final Map<String, Optional<String>> known = new HashMap<>();
    private int told;

    /** @param tables in order, with what the plan has decided */
    public CreationReport(Glyphs glyphs, List<SyncedTableSpec> tables, Consumer<String> out) {
        this.glyphs = glyphs;
        this.tables = List.copyOf(tables);
        this.out = out;
    }

    public void begin() {
        out.accept(glyphs.rocket() + "Creating synced tables...");
    }

    public void created(String alias) {
        known.putIfAbsent(alias, Optional.empty());
        tell();
    }

    /** One that has been created stays created, whatever becomes of its rows. */
    public void failed(String alias, String problem) {
        known.putIfAbsent(alias, Optional.of(problem));
        tell();
    }

    /** The tally, once it is known of every table. */
    public void end() {
        if (told < tables.size()) {
            return;
        }
        long failed = known.values().stream().filter(Optional::isPresent).count();
        out.accept("");
        out.accept("%s Successfully created: %s".formatted(glyphs.done(), tables(tables.size() - failed)));
        out.accept("%s Failed: %s".formatted(glyphs.failed(), tables(failed)));
    }

    private void tell() {
        while (told < tables.size() && known.containsKey(tables.get(told).alias())) {
            SyncedTableSpec table = tables.get(told++);
            out.accept("");
            out.accept("Creating synced table: " + table.alias());
            out.accept("  Source: " + table.source());
            out.accept("  Target: " + table.target());
            out.accept("  Primary Key: "
                    + table.primaryKey().stream()
                            .map(column -> "'" + column + "'")
                            .collect(Collectors.joining(", ", "[", "]")));
            out.accept("  Timeseries Key: " + table.timeseriesKey().orElse("-"));
            out.accept("  Sync Mode: " + mode(table));
            known.getOrDefault(table.alias(), Optional.empty())
                    .ifPresentOrElse(
                            problem -> out.accept("%s Failed to create synced table: %s: %s"
                                    .formatted(glyphs.failed(), table.target(), problem)),
                            () -> out.accept("%s Created synced table: %s".formatted(glyphs.done(), table.target())));
        }
    }

    private static String mode(SyncedTableSpec table) {
        SyncMode decided = table.decision().map(SyncedTableSpec.Decision::mode).orElse(table.mode());
        return decided == table.mode() ? decided.name() : decided + " instead of " + table.mode();
    }

    private static String tables(long count) {
        // The notebook counts so, for one table too, and scripts look for it.
        return count + " tables";
    }
}
