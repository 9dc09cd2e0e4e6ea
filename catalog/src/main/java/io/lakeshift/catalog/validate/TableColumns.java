package io.lakeshift.catalog.validate;

import io.lakeshift.catalog.Authority;
import io.lakeshift.catalog.TableState;
import io.lakeshift.catalog.store.ActionRow;
import io.lakeshift.catalog.store.RowCursor;
import io.lakeshift.catalog.store.RowStore;
import io.lakeshift.catalog.store.TableRow;
import io.lakeshift.catalog.store.VersionRow;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Recomputes the columns that follow from the rows of the table's versions and actions. */
final class TableColumns {
    private static final String FENCE_FEATURE = "lakeshift.sqlBacked";

    private final RowStore rows;
    private final TableRow table;
    private final TableState state;
    private final Drift drift;

    TableColumns(RowStore rows, TableRow table, Drift drift) {
        this.rows = rows;
        this.table = table;
        this.state = table.state();
        this.drift = drift;
    }

    /** @param logVersion the newest version in the log */
    void compare(long logVersion) {
        expect("dl_table_heads", "current_version", text(table.lastVersion().orElse(-1)), text(state.currentVersion()));
        published(logVersion);
        baseline();
        protocolAndMetadata();
        fence();
        removals();
    }

    private void published(long logVersion) {
        boolean filesDecide = state.authority() == Authority.FILES;
        long most = filesDecide ? state.currentVersion() : Math.min(logVersion, state.currentVersion());
        boolean right = filesDecide ? state.publishedVersion() == most : state.publishedVersion() <= most;
        expect(
                "dl_table_heads",
                "published_version",
                text(right ? state.publishedVersion() : most),
                text(state.publishedVersion()));
    }

    /** History starts at its first version, or at a checkpoint where the versions before it have a gap. */
    private void baseline() {
        long first = table.firstVersion().orElse(-1);
        long baseline = state.baselineVersion().orElse(-1);
        if (baseline != first && !"checkpoint".equals(origin(baseline))) {
            expect(
                    "dl_tables",
                    "baseline_version",
                    text(first),
                    text(state.baselineVersion().isPresent() ? baseline : null));
        }
    }

    private @Nullable String origin(long version) {
        try (RowCursor<VersionRow> found = rows.versions(state.tableId(), version, version)) {
            return found.hasNext() ? found.next().origin() : null;
        }
    }

    private void protocolAndMetadata() {
        long head = table.lastVersion().orElse(-1);
        Optional<ActionRow.Protocol> protocol = rows.protocol(state.tableId(), head);
        expect(
                "dl_tables",
                "protocol_min_reader",
                DriftCode.PROTOCOL,
                text(protocol.map(ActionRow.Protocol::minReaderVersion).orElse(null)),
                text(table.protocolMinReader()));
        expect(
                "dl_tables",
                "protocol_min_writer",
                DriftCode.PROTOCOL,
                text(protocol.map(ActionRow.Protocol::minWriterVersion).orElse(null)),
                text(table.protocolMinWriter()));
        Optional<ActionRow.MetaData> metadata = rows.metadata(state.tableId(), head);
        expect(
                "dl_tables",
                "properties",
                DriftCode.METADATA,
                Canonical.ofText(metadata.map(ActionRow.MetaData::configuration).orElse("{}")),
                Canonical.ofText(table.properties()));
        expect(
                "dl_tables",
                "delta_table_id",
                DriftCode.METADATA,
                text(metadata.map(ActionRow.MetaData::id).orElse(null)),
                text(state.deltaTableId().orElse(null)));
    }

    private void fence() {
        long head = table.lastVersion().orElse(-1);
        List<String> features = rows.protocol(state.tableId(), head)
                .map(ActionRow.Protocol::writerFeatures)
                .map(list -> list.stream()
                        .filter(Objects::nonNull)
                        .map(Objects::requireNonNull)
                        .toList())
                .orElse(List.of());
        boolean raised = state.fenceVersion().isPresent();
        if (features.contains(FENCE_FEATURE) && !raised) {
            expect("dl_tables", "fence_version", "the version of the fence", "");
        }
        if (raised) {
            long version = state.fenceVersion().getAsLong();
            boolean changesProtocol = rows.protocol(state.tableId(), version)
                    .filter(protocol -> protocol.version() == version)
                    .isPresent();
            if (!changesProtocol) {
                expect("dl_tables", "fence_version", "a version that changes the protocol", text(version));
            }
        }
        boolean restorable = table.fenceRestore() != null
                && Canonical.parse(table.fenceRestore())
                        .filter(restore -> restore.path("protocol").isObject()
                                && restore.path("metaData").isObject())
                        .isPresent();
        if (raised != restorable || !raised && table.fenceRestore() != null) {
            expect("dl_tables", "fence_restore", raised ? "protocol and metaData" : "", text(table.fenceRestore()));
        }
    }

    private void removals() {
        long baseline = state.baselineVersion().orElse(table.firstVersion().orElse(0));
        try (RowCursor<RowStore.StaleRemoval> stale = rows.staleRemovals(
                state.tableId(), baseline, table.lastVersion().orElse(-1))) {
            while (stale.hasNext()) {
                RowStore.StaleRemoval removal = stale.next();
                drift.file(new DriftFinding(
                        DriftCode.DERIVED,
                        removal.row().path(),
                        "version " + removal.row().version() + " removed_version",
                        text(removal.expected().orElse(null)),
                        text(removal.row().removedVersion())));
            }
        }
    }

    private void expect(String subject, String column, String expected, String found) {
        expect(subject, column, DriftCode.DERIVED, expected, found);
    }

    private void expect(String subject, String column, DriftCode code, String expected, String found) {
        if (!expected.equals(found)) {
            drift.add(new DriftFinding(code, subject, column, expected, found));
        }
    }

    private static String text(@Nullable Object value) {
        return Objects.toString(value, "");
    }
}
