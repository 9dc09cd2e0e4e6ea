package io.lakeshift.catalog.validate;

import io.lakeshift.catalog.CatalogException;
import io.lakeshift.catalog.kernel.CommitFile;
import io.lakeshift.catalog.kernel.CommitLines;
import io.lakeshift.catalog.kernel.KernelLog;
import io.lakeshift.catalog.kernel.KernelSnapshot;
import io.lakeshift.catalog.store.RowCursor;
import java.util.NavigableMap;
import java.util.OptionalLong;

/** The newest version of a log that can be read in full: its commit whole, its files listed, nothing before it missing. */
record HealthyVersion(KernelLog log, NavigableMap<Long, CommitFile> commits) {
    /** Damage ends a log; what lies so far before the end of one is not damage but another history. */
    private static final int MOST_TRIES = 100;

    OptionalLong newest() {
        return commits.descendingMap().values().stream()
                .limit(MOST_TRIES)
                .filter(this::isWhole)
                .mapToLong(CommitFile::version)
                .findFirst();
    }

    /** A commit without any line is a file whose writer died: readers that take it for a version lose what it said. */
    private boolean isWhole(CommitFile commit) {
        try (CommitLines lines = log.lines(commit)) {
            if (!lines.hasNext()) {
                return false;
            }
            while (lines.hasNext()) {
                lines.next();
            }
            KernelSnapshot snapshot = log.snapshot(commit.version());
            try (RowCursor<?> files = snapshot.activeFiles()) {
                while (files.hasNext()) {
                    files.next();
                }
            }
            return true;
        } catch (CatalogException e) {
            return false;
        }
    }
}
