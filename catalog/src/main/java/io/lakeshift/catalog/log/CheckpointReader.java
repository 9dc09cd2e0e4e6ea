package io.lakeshift.catalog.log;

import io.lakeshift.catalog.CatalogException;
import io.lakeshift.catalog.store.ActionRow;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** Reads a checkpoint of any kind: the state of a table at a version, as actions. One row group is in memory at a time. */
public final class CheckpointReader {
    private static final String SIDECAR = "sidecar";
    private static final String MANIFEST = "checkpointMetadata";

    private final LogStorage storage;
    private final Checkpoint checkpoint;
    private final ActionSink sink;
    private final List<String> sidecars = new ArrayList<>();
    private int position;
    private long bytesRead;

    public CheckpointReader(LogStorage storage, Checkpoint checkpoint, ActionSink sink) {
        this.storage = storage;
        this.checkpoint = checkpoint;
        this.sink = sink;
    }

    /**
     * Gives every action to the sink: adds of live files, removes that are still kept, and what stands for the table.
     *
     * @throws CatalogException LOG_CORRUPT where a file of the checkpoint cannot be read; the sink may have seen some
     */
    public void read() {
        for (String file : checkpoint.files()) {
            readFile(file);
        }
        for (String sidecar : List.copyOf(sidecars)) {
            readFile(sidecar);
        }
    }

    public long bytesRead() {
        return bytesRead;
    }

    private void readFile(String file) {
        try {
            if (file.endsWith(".json")) {
                readJson(file);
            } else {
                readParquet(file);
            }
            bytesRead += storage.size(file);
        } catch (AccessDeniedException e) {
            throw LogErrors.unreadable(storage.location(), file, e);
        } catch (IOException e) {
            throw corrupt(file, e);
        }
    }

    private void readJson(String file) throws IOException {
        try (InputStream in = storage.open(file)) {
            LineReader lines = new LineReader(in, new byte[64 * 1024]);
            while (lines.advance()) {
                if (!lines.isBlank()) {
                    give(ActionParser.parse(lines, checkpoint.version(), position));
                }
            }
        }
    }

    private void readParquet(String file) throws IOException {
        ParquetReadOptions options =
                ParquetReadOptions.builder(new PlainParquetConfiguration()).build();
        try (ParquetFileReader parquet = open(file, options)) {
            MessageType schema =
                    withoutRepetitions(parquet.getFooter().getFileMetaData().getSchema());
            parquet.setRequestedSchema(schema);
            MessageColumnIO columns = new ColumnIOFactory().getColumnIO(schema);
            for (PageReadStore pages = rowGroup(parquet, file); pages != null; pages = rowGroup(parquet, file)) {
                RecordReader<ParquetStruct> records = columns.getRecordReader(pages, new ParquetValues(schema));
                for (long row = 0; row < pages.getRowCount(); row++) {
                    for (ActionRow action : actions(records, file)) {
                        give(action);
                    }
                }
            }
        }
    }

    /** Parquet's library tells of damage by unchecked exceptions of many kinds. */
    @SuppressWarnings("IllegalCatch")
    private ParquetFileReader open(String file, ParquetReadOptions options) throws IOException {
        try {
            return ParquetFileReader.open(new ChannelInputFile(storage, file), options);
        } catch (RuntimeException e) {
            throw corrupt(file, e);
        }
    }

    @SuppressWarnings("IllegalCatch")
    private @Nullable PageReadStore rowGroup(ParquetFileReader parquet, String file) throws IOException {
        try {
            return parquet.readNextRowGroup();
        } catch (RuntimeException e) {
            throw corrupt(file, e);
        }
    }

    @SuppressWarnings("IllegalCatch")
    private List<ActionRow> actions(RecordReader<ParquetStruct> records, String file) throws IOException {
        try {
            ParquetStruct record = records.read();
            List<ActionRow> actions = new ArrayList<>(1);
            for (int i = 0; i < record.values().length; i++) {
                Object value = record.values()[i];
                if (value != null) {
                    actions.add(CheckpointRows.action(record.names().get(i), value, checkpoint.version(), position));
                }
            }
            return actions;
        } catch (RuntimeException e) {
            throw corrupt(file, e);
        }
    }

    private void give(ActionRow action) throws IOException {
        if (action instanceof ActionRow.Other other && other.name().equals(SIDECAR)) {
            sidecars.add("_sidecars/" + sidecarName(other.body()));
        } else if (!(action instanceof ActionRow.Other other && other.name().equals(MANIFEST))) {
            sink.accept(action);
            position++;
        }
    }

    private static String sidecarName(String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try (MemberReader reader = new MemberReader(bytes, 0, bytes.length, false)) {
            reader.enterDocument(SIDECAR);
            String path = null;
            for (String member = reader.nextMember(); member != null; member = reader.nextMember()) {
                if (member.equals("path")) {
                    path = reader.text();
                } else {
                    reader.skip();
                }
            }
            String decoded = URLDecoder.decode(
                    ActionParser.required(path, "sidecar.path").replace("+", "%2B"), StandardCharsets.UTF_8);
            return decoded.substring(decoded.lastIndexOf('/') + 1);
        }
    }

    /** Leaves out the typed partition values, which only repeat the texts beside them. */
    private static MessageType withoutRepetitions(MessageType schema) {
        if (!schema.containsField("add") || schema.getType("add").isPrimitive()) {
            return schema;
        }
        GroupType add = schema.getType("add").asGroupType();
        if (!add.containsField("partitionValues") || !add.containsField("partitionValues_parsed")) {
            return schema;
        }
        GroupType slim = add.withNewFields(add.getFields().stream()
                .filter(field -> !field.getName().equals("partitionValues_parsed"))
                .collect(Collectors.toList()));
        List<Type> fields = schema.getFields().stream()
                .map(field -> field.getName().equals("add") ? slim : field)
                .collect(Collectors.toList());
        return new MessageType(schema.getName(), fields);
    }

    private CatalogException corrupt(String file, Exception cause) {
        return LogErrors.corruptCheckpoint(storage.location(), file, String.valueOf(cause.getMessage()), cause);
    }
}
