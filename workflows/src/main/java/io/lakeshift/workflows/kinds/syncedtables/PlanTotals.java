package io.lakeshift.workflows.kinds.syncedtables;

import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.databricks.SyncMode;
import io.lakeshift.workflows.databricks.TableName;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableAssessments.Assessment;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableAssessments.Limit;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableAssessments.Measured;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** What the tables of a plan cost and need together, once it is decided which of them share a pipeline. */
final class PlanTotals {
    /** Of a Lakebase, in the decimal terabytes that are the smaller reading of its documentation. */
    private static final long MOST_BYTES = 2_000_000_000_000L;

    private final List<SyncedTableSpec> decided;
    private final List<Assessment> found;
    private final SyncedTablesSetup setup;
    private final Estimates estimates;
    /** By leader: how many tables share its pipeline. */
    private final Map<TableName, Long> groups;

    PlanTotals(SyncedTablesSetup setup, List<SyncedTableSpec> decided, List<Assessment> found) {
        this.decided = decided;
        this.found = found;
        this.setup = setup;
        this.estimates = new Estimates(setup.lakebase().backend(), setup.sizing());
        this.groups = decided.stream()
                .filter(PlanTotals::isContinuous)
                .collect(Collectors.groupingBy(PlanTotals::leader, Collectors.counting()));
    }

    private static boolean isContinuous(SyncedTableSpec spec) {
        return spec.decision().orElseThrow().mode() == SyncMode.CONTINUOUS;
    }

    private static TableName leader(SyncedTableSpec spec) {
        return spec.decision().orElseThrow().pipelineOf().orElse(spec.target());
    }

    /** The assessment of one table, with the price of its share of its pipeline. */
    Assessment priced(int index) {
        Assessment assessment = found.get(index);
        SyncedTableSpec spec = decided.get(index);
        int sharing = groups.getOrDefault(leader(spec), 1L).intValue();
        return assessment.with(
                Estimates.of(setup, spec).of(spec.decision().orElseThrow().mode(), assessment.measured(), sharing),
                assessment.findings());
    }

    /** Files of Delta are smaller than the rows of PostgreSQL: what does not fit as files does not fit at all. */
    Optional<Finding> tooLarge(long databaseBytes) {
        long planned = known(Measured::bytes);
        long there = Math.max(0, databaseBytes);
        return there + planned <= MOST_BYTES
                ? Optional.empty()
                : Optional.of(SyncedTableErrors.tooLarge(there, planned));
    }

    List<Limit> limits() {
        List<Limit> limits = new ArrayList<>();
        long rows = known(Measured::rows);
        if (rows > 0) {
            limits.add(new Limit(
                    "first loads",
                    String.format(Locale.ROOT, "%,d rows: ", rows)
                            + estimates.bySize(SyncMode.SNAPSHOT, new Measured(-1, rows, -1, -1))));
        }
        if (!groups.isEmpty()) {
            long tables = groups.values().stream().mapToLong(Long::longValue).sum();
            limits.add(new Limit(
                    "pipelines that always run",
                    String.format(
                            Locale.ROOT,
                            "%d for %d CONTINUOUS tables = %.2f $ a month; one for each would be %.2f $",
                            groups.size(),
                            tables,
                            groups.size() * estimates.alwaysOn(),
                            tables * estimates.alwaysOn())));
        }
        limits.add(new Limit("refreshes", "a TRIGGERED table at most every " + Estimates.LEAST_MINUTES + " minutes"));
        return limits;
    }

    private long known(ToLongFunction<Measured> of) {
        return found.stream()
                .map(Assessment::measured)
                .mapToLong(of)
                .filter(value -> value > 0)
                .sum();
    }
}
