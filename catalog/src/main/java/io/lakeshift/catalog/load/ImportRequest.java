package io.lakeshift.catalog.load;

import java.util.Optional;

/**
 * What to import.
 *
 * @param path the table's root; its {@code _delta_log} is accepted as well; empty where logDir and tableLocation say both
 * @param alias name, or UUID, of the table in the catalog; empty for the registered one, or the root directory's name
 * @param logDir the {@code _delta_log} directory where it is not under the path
 * @param tableLocation the table's root as the catalog shall know it, where the log is read from somewhere else
 * @param batchSize files per database batch, 1 or more. Every batch is durable: an interrupted import goes on after
 *     the last one. A batch ends with a version, so one large version makes one large batch; after the first four
 *     batches, batches grow to sixteen times this size, which costs little to repeat and saves most of the overhead.
 * @param dryRun read, parse, check and count everything; write nothing and connect to nothing
 */
public record ImportRequest(
        Optional<String> path,
        Optional<String> alias,
        Optional<String> logDir,
        Optional<String> tableLocation,
        ImportMode mode,
        int batchSize,
        boolean dryRun) {
    public static final int DEFAULT_BATCH_SIZE = 1000;

    public ImportRequest {
        if (batchSize < 1) {
            throw LoadErrors.batchSizeTooSmall(batchSize);
        }
        if (path.isEmpty() && logDir.isEmpty()) {
            throw LoadErrors.nothingToImport();
        }
    }

    public static ImportRequest of(String path) {
        return new ImportRequest(
                Optional.of(path),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                ImportMode.FAST,
                DEFAULT_BATCH_SIZE,
                false);
    }

    public ImportRequest withAlias(String name) {
        return new ImportRequest(path, Optional.of(name), logDir, tableLocation, mode, batchSize, dryRun);
    }

    public ImportRequest withMode(ImportMode chosen) {
        return new ImportRequest(path, alias, logDir, tableLocation, chosen, batchSize, dryRun);
    }

    public ImportRequest withLog(String logDirectory, String location) {
        return new ImportRequest(
                path, alias, Optional.of(logDirectory), Optional.of(location), mode, batchSize, dryRun);
    }

    public ImportRequest withBatchSize(int files) {
        return new ImportRequest(path, alias, logDir, tableLocation, mode, files, dryRun);
    }

    public ImportRequest asDryRun() {
        return new ImportRequest(path, alias, logDir, tableLocation, mode, batchSize, true);
    }
}
