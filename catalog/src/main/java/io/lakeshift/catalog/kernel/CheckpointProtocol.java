package io.lakeshift.catalog.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultParquetHandler;
import io.delta.kernel.engine.FileReadResult;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import io.lakeshift.catalog.commit.CommitBody;
import io.lakeshift.catalog.commit.CommitLines;
import io.lakeshift.catalog.commit.FenceText;
import io.lakeshift.catalog.log.Checkpoint;
import io.lakeshift.catalog.log.LogStorage;
import java.io.IOException;
import java.util.Optional;

/** Reads the protocol in a checkpoint, and nothing else of it. */
public final class CheckpointProtocol {
    private static final StructType ONLY_PROTOCOL = new StructType().add("protocol", CheckpointSchema.PROTOCOL);

    private CheckpointProtocol() {}

    /** Whether engines that start from this checkpoint meet the fence. */
    public static boolean fenced(LogStorage log, Checkpoint checkpoint) throws IOException {
        for (String name : checkpoint.files()) {
            if (fenced(log, name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean fenced(LogStorage log, String name) throws IOException {
        if (name.endsWith(".json")) {
            return CommitLines.parse(CommitBody.of(log.read(name))).stream()
                    .anyMatch(line -> line.name().equals("protocol") && FenceText.fenced(line.action()));
        }
        FileStatus file = FileStatus.of(
                log.location() + "/" + name, log.size(name), log.modified(name).toEpochMilli());
        try (CloseableIterator<FileReadResult> batches = new DefaultParquetHandler(new NioFileIO())
                .readParquetFiles(Utils.singletonCloseableIterator(file), ONLY_PROTOCOL, Optional.empty())) {
            while (batches.hasNext()) {
                if (fenced(batches.next().getData())) {
                    return true;
                }
            }
            return false;
        }
    }

    private static boolean fenced(ColumnarBatch batch) throws IOException {
        try (CloseableIterator<Row> rows = batch.getRows()) {
            while (rows.hasNext()) {
                ObjectNode action = KernelRows.object(rows.next());
                JsonNode protocol = action.path("protocol");
                if (FenceText.fenced(protocol)) {
                    return true;
                }
            }
            return false;
        }
    }
}
