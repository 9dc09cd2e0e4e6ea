package io.lakeshift.cli.kinds.syncedtables;

import io.lakeshift.cli.ExitCode;
import io.lakeshift.cli.kinds.syncedtables.StatusReport.Row;
import io.lakeshift.cli.output.Results;
import io.lakeshift.cli.session.MigrationFollower;
import io.lakeshift.cli.session.UnitView;
import io.lakeshift.workflows.Phase;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Feeds the reports of synced tables with what is seen of them. Says nothing where the result is to be JSON. */
public final class SyncedTablesReports {
    private final Results results;
    private final Glyphs glyphs;
    private final Map<String, UnitView> newest = new HashMap<>();
    private List<String> order = List.of();
    private Optional<CreationReport> creation = Optional.empty();

    public SyncedTablesReports(Results results, Map<String, String> environment) {
        this.results = results;
        this.glyphs = Glyphs.of(environment);
    }

    public void creating(List<SyncedTableSpec> tables) {
        order = tables.stream().map(SyncedTableSpec::alias).toList();
        if (!results.json()) {
            creation = Optional.of(new CreationReport(glyphs, tables, results::text));
            creation.get().begin();
        }
    }

    public void seen(UnitView unit) {
        newest.put(unit.alias(), unit);
        creation.ifPresent(report -> {
            if (unit.syncedTable().filter(SyncedTableStatus::there).isPresent()) {
                report.created(unit.alias());
            } else if (unit.phase() == Phase.NEEDS_ATTENTION || unit.phase().terminal()) {
                report.failed(unit.alias(), unit.error().orElse(unit.phase().name()));
            }
        });
    }

    /** The tally, and where everything stands. */
    public void end() {
        creation.ifPresent(CreationReport::end);
        results.line("");
        status(order.stream().filter(newest::containsKey).map(newest::get).toList());
        results.line("");
    }

    public void status(List<UnitView> units) {
        List<Row> rows = units.stream()
                .map(unit ->
                        new Row(unit.alias(), unit.phase(), unit.syncedTable().orElseThrow(), unit.error()))
                .toList();
        new StatusReport(glyphs)
                .lines(rows, units.stream().allMatch(UnitView::atRest))
                .forEach(results::text);
    }

    /** Three of four are not the same as none of four. */
    public static MigrationFollower.Result partly(MigrationFollower.Result result) {
        boolean someAreFine =
                result.view().tables().stream().anyMatch(table -> !table.phase().aside());
        return result.exitCode() == ExitCode.FAILED && someAreFine
                ? new MigrationFollower.Result(result.view(), ExitCode.PARTLY)
                : result;
    }
}
