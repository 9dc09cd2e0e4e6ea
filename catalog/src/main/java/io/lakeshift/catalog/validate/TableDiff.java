package io.lakeshift.catalog.validate;

import io.lakeshift.catalog.Authority;
import io.lakeshift.catalog.CatalogError;
import io.lakeshift.catalog.CatalogException;
import io.lakeshift.catalog.TableState;
import io.lakeshift.catalog.kernel.KernelLog;
import io.lakeshift.catalog.store.CatalogStore;
import io.lakeshift.catalog.store.RowCursor;
import io.lakeshift.catalog.store.TableRow;
import io.lakeshift.catalog.store.ValidationStore.Proof;
import io.lakeshift.catalog.store.VersionRow;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares a table's catalog with its log. Reads only, except for the proof that lets the next run start later. */
public final class TableDiff {
    private static final Logger LOG = LoggerFactory.getLogger(TableDiff.class);

    private final CatalogStore store;
    private final Clock clock;

    public TableDiff(CatalogStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** As {@link #diff(DiffRequest, Runnable)}, with nobody listening. */
    public DiffReport diff(DiffRequest request) {
        return diff(request, () -> {});
    }

    /**
     * A log that cannot be read is an exception, never drift.
     *
     * @param beat called often while the comparison goes on; what it throws ends the comparison
     * @throws CatalogException TABLE_UNKNOWN, NO_LOG_FILES, LOG_CORRUPT, VERSION_MISSING, UNSUPPORTED_FEATURE,
     *     STORAGE_FAILED or a database error
     */
    public DiffReport diff(DiffRequest request, Runnable beat) {
        TableState found =
                store.tables().find(request.table()).orElseThrow(() -> ValidateErrors.unknownTable(request.table()));
        KernelLog kernel = KernelLog.at(request.logLocation().orElse(found.logLocation()));
        LogSide log = new LogSide(kernel);
        TableRow table = row(found.tableId(), request);
        if (table.state().currentVersion() > log.version()) {
            // A version may have become a file between the two looks.
            log = new LogSide(kernel);
        }
        return new Comparison(request, table, log, beat).run();
    }

    private TableRow row(UUID tableId, DiffRequest request) {
        TableRow table = store.rows().table(tableId).orElseThrow(() -> ValidateErrors.unknownTable(request.table()));
        if (table.lastVersion().isEmpty()) {
            throw ValidateErrors.notImported(table.state().alias());
        }
        return table;
    }

    /** One run. */
    private final class Comparison {
        private final DiffRequest request;
        private final TableRow table;
        private final TableState state;
        private final LogSide log;
        private final Runnable beat;
        private final Drift drift = new Drift();
        private final long first;
        private final long sqlVersion;

        Comparison(DiffRequest request, TableRow table, LogSide log, Runnable beat) {
            this.request = request;
            this.table = table;
            this.state = table.state();
            this.log = log;
            this.beat = beat;
            this.first = Math.max(
                    table.firstVersion().orElseThrow(), state.baselineVersion().orElse(0));
            this.sqlVersion = state.currentVersion();
        }

        DiffReport run() {
            compareHeads();
            long version = request.version().orElse(Math.min(table.lastVersion().orElseThrow(), log.version()));
            SnapshotDiff.Result snapshot = compareSnapshot(version);
            Optional<Proof> proof = usableProof(version);
            long from = proof.map(known -> known.version() + 1).orElse(first);
            new HistoryDiff(store.rows(), state.tableId(), log, drift, beat).compare(from, version);
            new TableColumns(store.rows(), table, drift).compare(log.version());
            DiffReport report = report(snapshot, proof.map(Proof::fromVersion).orElse(first), version);
            remember(report, version);
            return report;
        }

        private void compareHeads() {
            if (request.version().isPresent()) {
                long version = request.version().getAsLong();
                if (version > log.version() || version > sqlVersion || version < first) {
                    throw ValidateErrors.outsideHistory(state.alias(), version, first, sqlVersion, log.version());
                }
                return;
            }
            boolean filesDecide = state.authority() == Authority.FILES;
            if (log.version() > sqlVersion) {
                drift.add(heads(
                        filesDecide ? DriftCode.MISSING_IN_SQL : DriftCode.FOREIGN_COMMIT, sqlVersion, log.version()));
            } else if (filesDecide && sqlVersion > log.version()) {
                drift.add(heads(DriftCode.EXTRA_IN_SQL, log.version(), sqlVersion));
            }
        }

        private DriftFinding heads(DriftCode code, long lower, long upper) {
            return new DriftFinding(
                    code,
                    lower + 1 == upper ? "version " + upper : "versions " + (lower + 1) + " to " + upper,
                    "",
                    "head " + log.version(),
                    "head " + sqlVersion);
        }

        /** Where files decide, what the log has beyond the catalog's head is missing there, file by file. */
        private SnapshotDiff.Result compareSnapshot(long version) {
            if (version < first) {
                return new SnapshotDiff.Result(0, 0, "");
            }
            boolean behind =
                    request.version().isEmpty() && state.authority() == Authority.FILES && log.version() > version;
            return new SnapshotDiff(store.rows(), state.tableId(), drift, beat)
                    .compare(log.snapshot(behind ? log.version() : version), version);
        }

        private Optional<Proof> usableProof(long version) {
            if (request.full()) {
                return Optional.empty();
            }
            return store.validations()
                    .find(state.tableId())
                    .filter(proof -> proof.version() >= first && proof.version() <= version);
        }

        private DiffReport report(SnapshotDiff.Result snapshot, long from, long to) {
            Duration lag = lag();
            DiffStatus status = DiffStatus.OK;
            if (drift.isDrift(request.maxDriftFiles())) {
                status = DiffStatus.DRIFT;
            } else if (lag.compareTo(request.lagThreshold()) > 0) {
                status = DiffStatus.LAG;
            }
            return new DiffReport(
                    state.tableId().toString(),
                    state.alias(),
                    status,
                    sqlVersion,
                    log.version(),
                    lag.toMillis() / 1000.0,
                    drift.files(snapshot.sqlActiveFiles(), snapshot.logActiveFiles()),
                    drift.metadataMatches(),
                    drift.protocolMatches(),
                    drift.historyMatches(),
                    from,
                    to,
                    drift.findings(),
                    snapshot.digest());
        }

        /** A table whose files decide has no version that waits to become a file. */
        private Duration lag() {
            if (state.authority() == Authority.FILES || sqlVersion <= log.version()) {
                return Duration.ZERO;
            }
            long oldest = log.version() + 1;
            try (RowCursor<VersionRow> versions = store.rows().versions(state.tableId(), oldest, oldest)) {
                if (!versions.hasNext()) {
                    return Duration.ZERO;
                }
                Duration age = Duration.between(versions.next().committedAt(), clock.instant());
                return age.isNegative() ? Duration.ZERO : age;
            }
        }

        private void remember(DiffReport report, long version) {
            if (request.logLocation().isPresent()) {
                return;
            }
            try {
                if (!drift.isEmpty()) {
                    store.validations().forget(state.tableId());
                } else if (store.validations()
                        .find(state.tableId())
                        .filter(proof -> proof.version() > version)
                        .isEmpty()) {
                    store.validations()
                            .record(
                                    state.tableId(),
                                    new Proof(
                                            report.validatedFromVersion(), version, report.digest(), clock.instant()));
                }
            } catch (CatalogException e) {
                if (e.error() != CatalogError.PERMISSION_DENIED) {
                    throw e;
                }
                LOG.atInfo().addKeyValue("table", state.alias()).log("Proof not kept: the database role may only read");
            }
        }
    }
}
