package io.lakeshift.activities.kinds.syncedtables;

import io.lakeshift.activities.databricks.CatalogObjects.SourceTable;
import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the rows themselves say against a sync. */
final class ScanChecks {
    private ScanChecks() {}

    static List<Finding> of(SyncedTableSpec spec, SourceTable source, SourceScan.Counts counts, SourceScan scan) {
        List<Finding> findings = new ArrayList<>();
        if (counts.nullKeys() > 0) {
            findings.add(RowFindings.nullKeys(
                    spec,
                    counts.nullKeys(),
                    counts.rows(),
                    scan.nullKeyRows(source).orElse("no sample")));
        }
        counts.nullBytes().forEach(in -> findings.add(RowFindings.nullBytes(spec, in.column(), in.rows())));
        counts.nans().forEach(in -> findings.add(RowFindings.nans(spec, in.column(), in.rows())));
        Optional<String> duplicates = scan.duplicateKeys();
        if (duplicates.isPresent() && spec.timeseriesKey().isEmpty()) {
            findings.add(RowFindings.duplicates(spec, duplicates.get()));
        }
        spec.timeseriesKey()
                .ifPresent(key -> findings.add(
                        duplicates.isPresent()
                                ? RowFindings.deduplicated(spec, key, duplicates.get())
                                : RowFindings.timeseriesForNothing(spec)));
        return findings;
    }
}
