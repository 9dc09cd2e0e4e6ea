package io.lakeshift.catalog.snapshot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.catalog.TableState;
import io.lakeshift.catalog.store.SnapshotStore;
import io.lakeshift.catalog.store.StateAction;
import io.lakeshift.catalog.store.TableRegistry;
import java.time.Instant;
import java.util.Iterator;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.StreamSupport;

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

    private final TableRegistry tables;
    private final SnapshotStore snapshots;

    public SnapshotReader(TableRegistry tables, SnapshotStore snapshots) {
        this.tables = tables;
        this.snapshots = snapshots;
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
        long version = snapshots
                .versionAt(table.tableId(), instant)
                .orElseThrow(() -> SnapshotErrors.beforeBaseline(table.alias(), instant));
        return read(table, version);
    }

    /**
     * Streams the live files' add actions as JSON objects, in bounded memory. The iterator is valid inside {@code use}.
     */
    public <T> T withActiveFiles(Snapshot snapshot, Function<Iterator<String>, T> use) {
        return snapshots.withState(
                snapshot.tableId(), snapshot.version(), Long.MAX_VALUE, actions -> use.apply(onlyAdds(actions)));
    }

    private Snapshot read(TableState table, long version) {
        long baseline = table.baselineVersion().orElse(Long.MAX_VALUE);
        if (version < baseline || version > table.currentVersion()) {
            throw SnapshotErrors.outside(table, version);
        }
        ObjectNode protocol = snapshots
                .protocol(table.tableId(), version)
                .map(SnapshotReader::object)
                .orElseThrow(() -> SnapshotErrors.incomplete(table.alias(), version, "protocol"));
        requireReadable(table.alias(), protocol);
        ObjectNode metaData = snapshots
                .metadata(table.tableId(), version)
                .map(SnapshotReader::object)
                .orElseThrow(() -> SnapshotErrors.incomplete(table.alias(), version, "metaData"));
        return new Snapshot(
                table.tableId(), version, protocol, metaData, snapshots.activeFiles(table.tableId(), version));
    }

    private TableState find(String idOrAlias) {
        return tables.find(idOrAlias).orElseThrow(() -> SnapshotErrors.unknown(idOrAlias));
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

    private static ObjectNode object(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the catalog gave something that is not JSON", e);
        }
    }

    private static Iterator<String> onlyAdds(Iterator<StateAction> actions) {
        Iterable<StateAction> all = () -> actions;
        return StreamSupport.stream(all.spliterator(), false)
                .filter(action -> action.name().equals("add"))
                .map(StateAction::json)
                .iterator();
    }
}
