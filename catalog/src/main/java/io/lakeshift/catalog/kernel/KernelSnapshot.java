package io.lakeshift.catalog.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.ScanImpl;
import io.delta.kernel.internal.SnapshotImpl;
import io.delta.kernel.internal.actions.AddFile;
import io.delta.kernel.internal.actions.DomainMetadata;
import io.delta.kernel.internal.actions.Metadata;
import io.delta.kernel.internal.actions.Protocol;
import io.delta.kernel.internal.actions.RemoveFile;
import io.delta.kernel.internal.actions.SetTransaction;
import io.delta.kernel.internal.replay.ActionWrapper;
import io.delta.kernel.internal.replay.ActionsIterator;
import io.delta.kernel.internal.snapshot.LogSegment;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.FileStatus;
import io.lakeshift.catalog.store.RowCursor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A table's state at a version, as Delta Kernel reconciles it from checkpoint and commits. Actions are given as JSON. */
public final class KernelSnapshot {
    private static final StructType TXN_AND_DOMAINS =
            new StructType().add("txn", SetTransaction.FULL_SCHEMA).add("domainMetadata", DomainMetadata.FULL_SCHEMA);
    private static final StructType EVERY_ACTION = new StructType()
            .add("add", AddFile.FULL_SCHEMA.add("clusteringProvider", StringType.STRING))
            .add("remove", RemoveFile.FULL_SCHEMA)
            .add("metaData", Metadata.FULL_SCHEMA)
            .add("protocol", Protocol.FULL_SCHEMA)
            .add("txn", SetTransaction.FULL_SCHEMA)
            .add("domainMetadata", DomainMetadata.FULL_SCHEMA);

    private final Engine engine;
    private final String tableRoot;
    private final SnapshotImpl snapshot;

    KernelSnapshot(Engine engine, String tableRoot, SnapshotImpl snapshot) {
        this.engine = engine;
        this.tableRoot = tableRoot;
        this.snapshot = snapshot;
    }

    public long version() {
        return snapshot.getVersion();
    }

    /** Version of the checkpoint that this state builds on. */
    public OptionalLong checkpointVersion() {
        return snapshot.getLogSegment().getCheckpointVersionOpt().stream()
                .mapToLong(Long::longValue)
                .findFirst();
    }

    /** Members as in the log; features sorted, because Kernel keeps them as sets. */
    public ObjectNode protocol() {
        Protocol protocol = snapshot.getProtocol();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("minReaderVersion", protocol.getMinReaderVersion());
        node.put("minWriterVersion", protocol.getMinWriterVersion());
        node.set("readerFeatures", sorted(protocol.getReaderFeatures()));
        node.set("writerFeatures", sorted(protocol.getWriterFeatures()));
        return node;
    }

    private static ArrayNode sorted(Set<String> features) {
        ArrayNode node = JsonNodeFactory.instance.arrayNode();
        new TreeSet<>(features).forEach(node::add);
        return node;
    }

    /** Members as in the log. */
    public ObjectNode metadata() {
        Metadata metadata = snapshot.getMetadata();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("id", metadata.getId());
        metadata.getName().ifPresent(name -> node.put("name", name));
        metadata.getDescription().ifPresent(description -> node.put("description", description));
        ObjectNode format = node.putObject("format");
        format.put("provider", metadata.getFormat().getProvider());
        format.set("options", texts(metadata.getFormat().getOptions()));
        node.put("schemaString", metadata.getSchemaString());
        node.set("partitionColumns", KernelRows.array(metadata.getPartitionColumns()));
        node.set("configuration", KernelRows.map(metadata.getConfigurationMapValue()));
        metadata.getCreatedTime().ifPresent(time -> node.put("createdTime", time));
        return node;
    }

    private static ObjectNode texts(Map<String, String> map) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        map.forEach(node::put);
        return node;
    }

    /** The body of each active {@code add}, in no particular order. */
    public RowCursor<ObjectNode> activeFiles() {
        try {
            ScanImpl scan = (ScanImpl) snapshot.getScanBuilder().build();
            RowCursor<ObjectNode> scanned =
                    new KernelCursor<>(tableRoot, scan.getScanFiles(engine, true), FilteredColumnarBatch::getRows);
            return new MemberCursor(scanned, "add");
        } catch (RuntimeException e) {
            throw KernelErrors.failed(tableRoot, e);
        }
    }

    /** The body of the newest {@code txn} of every application, by application. */
    public Map<String, ObjectNode> transactions() {
        return newest("txn", "appId");
    }

    /** The body of the newest {@code domainMetadata} of every domain, removed ones too, by domain. */
    public Map<String, ObjectNode> domainMetadata() {
        return newest("domainMetadata", "domain");
    }

    private Map<String, ObjectNode> newest(String action, String key) {
        Map<String, ObjectNode> newest = new TreeMap<>();
        LogSegment segment = snapshot.getLogSegment();
        try (RowCursor<ObjectNode> actions = actions(segment.allLogFilesReversed(), TXN_AND_DOMAINS)) {
            while (actions.hasNext()) {
                if (actions.next().get(action) instanceof ObjectNode body) {
                    newest.putIfAbsent(body.path(key).asText(), body);
                }
            }
        }
        return newest;
    }

    /**
     * Every action of the checkpoint at exactly this version, as {@code {"add": …}}; empty where this state does not
     * come from a checkpoint alone. Whether the members that only some writers keep in checkpoints are there depends on
     * the writer.
     */
    public Optional<RowCursor<ObjectNode>> checkpointActions() {
        LogSegment segment = snapshot.getLogSegment();
        if (!segment.getCheckpointVersionOpt().equals(Optional.of(version()))) {
            return Optional.empty();
        }
        return Optional.of(actions(segment.getCheckpoints(), EVERY_ACTION));
    }

    private RowCursor<ObjectNode> actions(List<FileStatus> files, StructType schema) {
        ActionsIterator actions = new ActionsIterator(engine, files, schema, Optional.empty());
        return new KernelCursor<ActionWrapper>(
                tableRoot, actions, batch -> batch.getColumnarBatch().getRows());
    }

    /** One member of each object; objects without it are left out by the callers' construction. */
    private record MemberCursor(RowCursor<ObjectNode> objects, String member) implements RowCursor<ObjectNode> {
        @Override
        public boolean hasNext() {
            return objects.hasNext();
        }

        @Override
        public ObjectNode next() {
            JsonNode body = objects.next().get(member);
            return (ObjectNode) body;
        }

        @Override
        public void close() {
            objects.close();
        }
    }
}
