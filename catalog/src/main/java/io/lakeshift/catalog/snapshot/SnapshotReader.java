package io.lakeshift.catalog.snapshot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.catalog.TableState;
import io.lakeshift.catalog.store.ActionRow;
import io.lakeshift.catalog.store.CatalogStore;
import io.lakeshift.catalog.store.CommitReemitter;
import io.lakeshift.catalog.store.RowCursor;
import java.time.Instant;
import java.util.Set;

/** Reads a table's state, now or at an earlier version, from the catalog alone: no file of the log is opened. */
public final class SnapshotReader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int NEWEST_READER = 3;

    /** Reader features whose tables this reader describes faithfully. */
    private static final Set<String> READER_FEATURES = Set.of(
            "columnMapping",
            "deletionVectors",
            "timestampNtz",
            "typeWidening",
            "typeWidening-preview",
            "v2Checkpoint",
            "vacuumProtocolCheck",
            "variantType",
            "variantType-preview",
            "variantShredding",
            "variantShredding-preview",
            "collations",
            "collations-preview",
            "geospatial");

    private final CatalogStore store;

    public SnapshotReader(CatalogStore store) {
        this.store = store;
    }

    /** The newest version. */
    public Snapshot latest(String idOrAlias) {
        TableState table = find(idOrAlias);
        return read(table, table.currentVersion());
    }

    /** @throws io.lakeshift.catalog.CatalogException VERSION_MISSING below the baseline or above the head */
    public Snapshot atVersion(String idOrAlias, long version) {
        return read(find(idOrAlias), version);
    }

    /**
     * The newest version that was committed at or before an instant; the head for an instant after it.
     *
     * @throws io.lakeshift.catalog.CatalogException VERSION_MISSING when the instant is before the baseline
     */
    public Snapshot atTimestamp(String idOrAlias, Instant instant) {
        TableState table = find(idOrAlias);
        long version = store.snapshots()
                .versionAt(table.tableId(), instant)
                .orElseThrow(() -> SnapshotErrors.beforeBaseline(table.alias(), instant));
        return read(table, version);
    }

    /** The live files, in bounded memory. Close the cursor: it holds a connection. */
    public RowCursor<ActionRow.Add> activeFiles(Snapshot snapshot) {
        return store.rows().activeFiles(snapshot.tableId(), snapshot.version());
    }

    private Snapshot read(TableState table, long version) {
        long baseline = table.baselineVersion().orElse(Long.MAX_VALUE);
        if (version < baseline || version > table.currentVersion()) {
            throw SnapshotErrors.outside(table, version);
        }
        ObjectNode protocol = store.rows()
                .protocol(table.tableId(), version)
                .map(SnapshotReader::object)
                .orElseThrow(() -> SnapshotErrors.incomplete(table.alias(), version, "protocol"));
        requireReadable(table.alias(), protocol);
        ObjectNode metaData = store.rows()
                .metadata(table.tableId(), version)
                .map(SnapshotReader::object)
                .orElseThrow(() -> SnapshotErrors.incomplete(table.alias(), version, "metaData"));
        return new Snapshot(
                table.tableId(), version, protocol, metaData, store.snapshots().activeFiles(table.tableId(), version));
    }

    private TableState find(String idOrAlias) {
        return store.tables().find(idOrAlias).orElseThrow(() -> SnapshotErrors.unknown(idOrAlias));
    }

    private static void requireReadable(String alias, ObjectNode protocol) {
        int reader = protocol.path("minReaderVersion").asInt();
        if (reader > NEWEST_READER) {
            throw SnapshotErrors.readerVersion(alias, reader);
        }
        for (JsonNode feature : protocol.path("readerFeatures")) {
            if (!READER_FEATURES.contains(feature.asText())) {
                throw SnapshotErrors.readerFeature(alias, feature.asText());
            }
        }
    }

    private static ObjectNode object(ActionRow row) {
        try {
            return (ObjectNode) JSON.readTree(CommitReemitter.line(row)).required(row.action());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the catalog gave something that is not JSON", e);
        }
    }
}
