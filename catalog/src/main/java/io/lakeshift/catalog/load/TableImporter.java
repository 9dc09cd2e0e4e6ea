package io.lakeshift.catalog.load;

import io.lakeshift.catalog.store.CatalogStore;
import io.lakeshift.catalog.store.ImportSession;
import io.lakeshift.catalog.store.ImportTarget;
import java.time.Duration;
import java.util.Optional;

/**
 * Imports a Delta log into the catalog, or catches up with a log that was imported before. Every batch is one
 * transaction that ends with moving the table's head, so an import that is stopped anywhere goes on after the last batch.
 */
public final class TableImporter {
    private final CatalogStore store;

    public TableImporter(CatalogStore store) {
        this.store = store;
    }

    /**
     * Imports what the catalog does not have yet. Idempotent: a second call imports what was committed since.
     *
     * @throws io.lakeshift.catalog.CatalogException on every failure, and whatever the listener throws; what was durable
     *     stays
     */
    public ImportResult importTable(ImportRequest request, ImportListener listener) {
        if (request.dryRun()) {
            return dryRun(request, listener);
        }
        ImportSource source = ImportSource.of(request);
        ImportTarget target = new ImportTarget(
                source.location(),
                source.logLocation(),
                request.alias(),
                request.mode().label());
        try (ImportSession session = store.imports().start(target)) {
            return new ImportExecution(request, source, session, listener).run();
        }
    }

    /** Reads, parses, checks and counts what an import of the whole table would write. Needs no database. */
    public static ImportResult dryRun(ImportRequest request, ImportListener listener) {
        long started = System.nanoTime();
        ImportSource source = ImportSource.of(request);
        LogState state = new LogReplay(source.storage(), request.mode(), listener).run();
        return new ImportResult(
                Optional.empty(),
                source.alias(request),
                source.location(),
                state.version(),
                state.files(),
                state.activeFiles(),
                state.versions(),
                state.checkpointVersion(),
                Duration.ofNanos(System.nanoTime() - started),
                state.warnings());
    }
}
