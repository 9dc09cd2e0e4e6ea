package io.lakeshift.activities.kinds.sqldelta;

import io.lakeshift.activities.audit.StepAudit;
import io.lakeshift.activities.execution.RunningStep;
import io.lakeshift.activities.execution.StepRunner;
import io.lakeshift.catalog.CatalogException;
import io.lakeshift.catalog.TableState;
import io.lakeshift.catalog.load.ImportListener;
import io.lakeshift.catalog.load.ImportMode;
import io.lakeshift.catalog.load.ImportRequest;
import io.lakeshift.catalog.load.ImportResult;
import io.lakeshift.catalog.load.TableImporter;
import io.lakeshift.catalog.store.CatalogStore;
import io.lakeshift.workflows.ActivityProgress;
import io.lakeshift.workflows.kinds.sqldelta.TableImports;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Imports with the catalog's importer, which takes turns per table and goes on at the last durable version. */
public final class TableImportsImpl implements TableImports {
    private final Tables tables;
    private final StepRunner steps;
    private final StepAudit audit;

    public TableImportsImpl(Tables tables, StepRunner steps, StepAudit audit) {
        this.tables = tables;
        this.steps = steps;
        this.audit = audit;
    }

    @Override
    public Imported importTable(Import request) {
        return request.dryRun()
                ? steps.reading(progress -> tables.in(request.table(), store -> dryRun(store, request, progress)))
                : steps.once(
                        Imported.class,
                        step -> onRecord(
                                request, () -> tables.in(request.table(), store -> load(store, request, step))));
    }

    /** A migration's phases are on record anyway; an import by itself is what this tells of. */
    private Imported onRecord(Import request, Supplier<Imported> work) {
        if (request.requestedBy().isEmpty()) {
            return work.get();
        }
        String actor = request.requestedBy().get();
        Imported imported;
        try {
            imported = work.get();
        } catch (CatalogException e) {
            audit.did("IMPORT_FAILED", actor, Optional.empty(), e.error() + ": " + e.getMessage());
            throw e;
        }
        audit.did(
                "IMPORTED",
                actor,
                Optional.of(imported.version()),
                imported.versionsImported() + " versions of " + imported.alias() + " stored"
                        + request.replaces()
                                .map(old -> " in place of table " + old)
                                .orElse(""));
        return imported;
    }

    private static Imported load(CatalogStore store, Import request, RunningStep step) {
        ImportListener listener = progress -> {
            step.progressed(ProgressMapping.of(progress));
            if (progress.durable()) {
                step.requireLease();
            }
        };
        ImportRequest asked = importRequest(store, request);
        request.replaces().flatMap(store.tables()::find).ifPresent(store.imports()::forget);
        ImportResult result = new TableImporter(store).importTable(asked, listener);
        return imported(store, result);
    }

    private static Imported dryRun(CatalogStore store, Import request, Consumer<ActivityProgress> heartbeat) {
        ImportResult result = TableImporter.dryRun(
                importRequest(store, request).asDryRun(), progress -> heartbeat.accept(ProgressMapping.of(progress)));
        return imported(store, result);
    }

    private static ImportRequest importRequest(CatalogStore store, Import request) {
        ImportRequest asked = Tables.importRequest(store, request.table(), request.location())
                .withMode(ImportMode.valueOf(request.mode().name()));
        return request.batchSize().isPresent()
                ? asked.withBatchSize(request.batchSize().getAsInt())
                : asked;
    }

    private static Imported imported(CatalogStore store, ImportResult result) {
        long baseline = result.tableId()
                .map(UUID::toString)
                .flatMap(store.tables()::find)
                .map(TableState::baselineVersion)
                .filter(version -> version.isPresent())
                .map(version -> version.getAsLong())
                .orElse(-1L);
        return new Imported(
                result.tableId().map(UUID::toString),
                result.alias(),
                result.version(),
                result.versionsImported(),
                result.filesProcessed(),
                result.activeFiles(),
                baseline,
                result.duration().toMillis() / 1000.0,
                result.checkpointVersion());
    }
}
