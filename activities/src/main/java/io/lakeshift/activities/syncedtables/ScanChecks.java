package io.lakeshift.activities.syncedtables;

import io.lakeshift.activities.databricks.CatalogObjects.SourceTable;
import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.syncedtables.SyncedTableSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the rows themselves say against a sync. */
final class ScanChecks {
    private ScanChecks() {}

    static List<Finding> of(SyncedTableSpec spec, SourceTable source, SourceScan.Counts counts, SourceScan scan) {
        List<Finding> findings = new ArrayList<>();
        if (counts.nullKeys() > 0) {
            findings.add(SyncedTableFindings.nullKeys(
                    spec,
                    counts.nullKeys(),
                    counts.rows(),
                    scan.nullKeyRows(source).orElse("no sample")));
        }
        counts.nullBytes().forEach(in -> findings.add(SyncedTableFindings.nullBytes(spec, in.column(), in.rows())));
        counts.nans().forEach(in -> findings.add(SyncedTableFindings.nans(spec, in.column(), in.rows())));
        Optional<String> duplicates = scan.duplicateKeys();
        if (duplicates.isPresent() && spec.timeseriesKey().isEmpty()) {
            findings.add(SyncedTableFindings.duplicates(spec, duplicates.get()));
        }
        spec.timeseriesKey()
                .ifPresent(key -> findings.add(
                        duplicates.isPresent()
                                ? SyncedTableFindings.deduplicated(spec, key, duplicates.get())
                                : SyncedTableFindings.timeseriesForNothing(spec)));
        return findings;
    }
}
