package io.lakeshift.catalog.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.catalog.Authority;
import io.lakeshift.catalog.TableState;
import io.lakeshift.catalog.log.Checkpoint;
import io.lakeshift.catalog.log.LogListing;
import io.lakeshift.catalog.store.ImportSession;
import io.lakeshift.catalog.store.ImportTotals;
import io.lakeshift.catalog.store.SliceEnd;
import io.lakeshift.catalog.store.SliceRows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** One run: plans, reads and writes until nothing new has come meanwhile, and puts the outcome on record. */
final class ImportExecution {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ImportRequest request;
    private final ImportSource source;
    private final ImportSession session;
    private final ImportListener listener;
    private final BatchSizes sizes;
    private final long started = System.nanoTime();
    private final List<String> warnings = new ArrayList<>();
    private final List<Checkpoint> broken = new ArrayList<>();

    private OptionalLong checkpointVersion = OptionalLong.empty();
    private OptionalLong startVersion = OptionalLong.empty();
    private OptionalLong endVersion = OptionalLong.empty();
    private long files;
    private long versions;
    private long bytesBefore;

    ImportExecution(ImportRequest request, ImportSource source, ImportSession session, ImportListener listener) {
        this.request = request;
        this.source = source;
        this.session = session;
        this.listener = listener;
        this.sizes = new BatchSizes(request.batchSize());
    }

    @SuppressWarnings("IllegalCatch")
    ImportResult run() {
        try {
            importAll();
            ImportResult result = result();
            session.complete(totals(Optional.of(summary(result))));
            return result;
        } catch (RuntimeException | Error e) {
            recordFailure(e);
            throw e;
        }
    }

    private void importAll() {
        warnAboutShortHistory();
        boolean verified = false;
        while (true) {
            LogListing listing = LogReplay.list(source.storage());
            Optional<TableState> table = session.table();
            if (table.isPresent() && table.get().authority() != Authority.FILES) {
                leaveToCatalog(table.get(), listing);
                return;
            }
            if (table.isPresent() && listing.isEmpty()) {
                throw LoadErrors.noLogFiles(source.logLocation());
            }
            if (table.isPresent() && !verified) {
                new LogLineage(source.storage(), listing).check(table.get(), session);
                verified = true;
            }
            ImportPlan plan = plan(listing, table);
            if (plan.isEmpty()) {
                return;
            }
            verified = true;
            execute(plan, listing);
        }
    }

    private ImportPlan plan(LogListing listing, Optional<TableState> table) {
        return table.isPresent()
                ? ImportPlan.next(listing, table.get().currentVersion(), broken, source.logLocation())
                : ImportPlan.first(listing, request.mode(), broken, source.logLocation());
    }

    private void execute(ImportPlan plan, LogListing listing) {
        boolean known = session.table().isPresent();
        SliceSink sink = new SliceSink(plan, listing.head());
        try {
            SlicePipe.run(
                    session::newBatch,
                    output -> new LogFeed(source.storage(), listing, sizes, output).run(plan, known),
                    sink::write);
            bytesBefore += sink.bytesRead;
        } catch (BrokenCheckpointException e) {
            session.rollbackSlice();
            files = sink.durableFiles;
            broken.add(e.checkpoint());
            warnings.add(LoadErrors.passedOver(e));
        }
    }

    /** The writing side of one plan. */
    private final class SliceSink {
        private final ImportPlan plan;
        private final long head;
        private final Optional<String> idBefore = session.table().flatMap(TableState::deltaTableId);
        private long durableFiles = files;
        private long versionsDone;
        private long bytesRead;

        SliceSink(ImportPlan plan, long head) {
            this.plan = plan;
            this.head = head;
        }

        void write(Slice slice) {
            if (slice.first() && slice.checkpoint().isPresent()) {
                session.startBaseline(slice.version());
            }
            session.write(slice.batch());
            files += slice.batch().files();
            bytesRead = slice.bytesRead();
            if (slice.complete()) {
                complete(slice);
            }
            report(slice);
        }

        private void complete(Slice slice) {
            versionsDone += slice.versions();
            if (slice.checkpoint().isPresent()) {
                checkpointVersion = OptionalLong.of(slice.version());
                session.table()
                        .ifPresent(table -> warnings.add(LoadErrors.rebased(table.currentVersion(), slice.version())));
            }
            if (startVersion.isEmpty()) {
                startVersion = OptionalLong.of(slice.version() - slice.versions() + 1);
            }
            endVersion = OptionalLong.of(slice.version());
            noteMetadata(slice);
            SliceRows written = session.commitSlice(new SliceEnd(
                    slice.version(),
                    slice.versions(),
                    slice.actions(),
                    baseline(slice),
                    slice.protocol()
                            .map(found ->
                                    new SliceEnd.HeadProtocol(found.minReaderVersion(), found.minWriterVersion())),
                    slice.metadata()
                            .map(found -> new SliceEnd.HeadMetadata(
                                    Optional.ofNullable(found.id()), Optional.ofNullable(found.configuration()))),
                    totals(Optional.empty())));
            // From here on, what the result tells is what the database has counted.
            versions += written.versions();
            files = durableFiles + written.files();
            durableFiles = files;
        }

        private OptionalLong baseline(Slice slice) {
            if (slice.checkpoint().isPresent()) {
                return OptionalLong.of(slice.version());
            }
            return session.table().isPresent() ? OptionalLong.empty() : OptionalLong.of(plan.from());
        }

        private void noteMetadata(Slice slice) {
            slice.metadata().ifPresent(found -> {
                String id = found.id();
                if (idBefore.isPresent() && id != null && !id.equals(idBefore.get())) {
                    warnings.add(LoadErrors.idChanged(idBefore.get(), id));
                }
            });
        }

        private void report(Slice slice) {
            long durable = session.table().map(TableState::currentVersion).orElse(-1L);
            long bytes = bytesBefore + bytesRead;
            long total = versionsDone == 0 ? bytes : bytesBefore + bytesRead * plan.versions() / versionsDone;
            listener.progressed(new ImportProgress(durable, head, files, bytes, total, slice.complete()));
        }
    }

    private void leaveToCatalog(TableState table, LogListing listing) {
        if (listing.head() > table.currentVersion()) {
            throw LoadErrors.foreignCommit(table, listing.head());
        }
        warnings.add(LoadErrors.catalogDecides(table.alias()));
    }

    private void warnAboutShortHistory() {
        session.table()
                .filter(table -> request.mode() == ImportMode.FULL_HISTORY)
                .map(TableState::baselineVersion)
                .filter(baseline -> baseline.orElse(0) > 0)
                .ifPresent(baseline -> warnings.add(LoadErrors.historyStaysShort(baseline.getAsLong())));
    }

    private ImportResult result() {
        TableState table = session.table().orElseThrow();
        return new ImportResult(
                Optional.of(session.tableId()),
                session.alias(),
                source.location(),
                table.currentVersion(),
                files,
                session.activeFiles(),
                versions,
                checkpointVersion,
                Duration.ofNanos(System.nanoTime() - started),
                warnings);
    }

    private ImportTotals totals(Optional<String> summary) {
        return new ImportTotals(checkpointVersion, startVersion, endVersion, files, summary);
    }

    private static String summary(ImportResult result) {
        ObjectNode summary = JSON.createObjectNode()
                .put("version", result.version())
                .put("versionsImported", result.versionsImported())
                .put("activeFiles", result.activeFiles())
                .put("durationSeconds", result.duration().toMillis() / 1000.0);
        result.warnings().forEach(summary.putArray("warnings")::add);
        return summary.toString();
    }

    @SuppressWarnings("IllegalCatch")
    private void recordFailure(Throwable failure) {
        try {
            session.rollbackSlice();
            session.fail(totals(Optional.empty()), String.valueOf(failure.getMessage()));
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }
}
