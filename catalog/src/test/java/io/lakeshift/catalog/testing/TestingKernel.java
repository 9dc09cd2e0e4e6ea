package io.lakeshift.catalog.testing;

import io.delta.kernel.Scan;
import io.delta.kernel.Snapshot;
import io.delta.kernel.TableManager;
import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.engine.FileReadResult;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.data.ScanStateRow;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.internal.util.VectorUtils;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** Delta Kernel as users have it, on Hadoop: an engine that knows nothing of the catalog. */
public final class TestingKernel {
    private TestingKernel() {}

    public static Engine engine() {
        return DefaultEngine.create(new Configuration());
    }

    /** Every row of a table as one text, sorted. */
    public static List<String> rows(Engine engine, String table) throws IOException {
        return rows(engine, TableManager.loadSnapshot(table).build(engine));
    }

    public static List<String> rows(Engine engine, Snapshot snapshot) throws IOException {
        Scan scan = snapshot.getScanBuilder().build();
        Row state = scan.getScanState(engine);
        StructType physical = ScanStateRow.getPhysicalDataReadSchema(state);
        List<String> found = new ArrayList<>();
        try (CloseableIterator<FilteredColumnarBatch> batches = scan.getScanFiles(engine)) {
            while (batches.hasNext()) {
                try (CloseableIterator<Row> files = batches.next().getRows()) {
                    while (files.hasNext()) {
                        readFile(engine, state, physical, files.next(), found);
                    }
                }
            }
        }
        found.sort(null);
        return found;
    }

    private static void readFile(Engine engine, Row state, StructType physical, Row file, List<String> found)
            throws IOException {
        FileStatus status = InternalScanFileUtils.getAddFileStatus(file);
        CloseableIterator<ColumnarBatch> data = engine.getParquetHandler()
                .readParquetFiles(Utils.singletonCloseableIterator(status), physical, Optional.empty())
                .map(FileReadResult::getData);
        try (CloseableIterator<FilteredColumnarBatch> logical = Scan.transformPhysicalData(engine, state, file, data)) {
            while (logical.hasNext()) {
                collect(logical.next(), found);
            }
        }
    }

    private static void collect(FilteredColumnarBatch batch, List<String> found) {
        ColumnarBatch data = batch.getData();
        Optional<ColumnVector> selected = batch.getSelectionVector();
        for (int row = 0; row < data.getSize(); row++) {
            if (selected.isEmpty()
                    || (!selected.get().isNullAt(row) && selected.get().getBoolean(row))) {
                StringBuilder text = new StringBuilder();
                for (int column = 0; column < data.getSchema().length(); column++) {
                    Object value = VectorUtils.getValueAsObject(
                            data.getColumnVector(column),
                            data.getSchema().at(column).getDataType(),
                            row);
                    text.append(text(value)).append('|');
                }
                found.add(text.toString());
            }
        }
    }

    private static String text(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return Arrays.toString(bytes);
        } else if (value instanceof List<?> list) {
            return list.stream().map(TestingKernel::text).toList().toString();
        } else if (value instanceof Map<?, ?> map) {
            Map<String, String> texts = new TreeMap<>();
            map.forEach((key, item) -> texts.put(text(key), text(item)));
            return texts.toString();
        } else if (value instanceof Row row) {
            List<String> texts = new ArrayList<>();
            for (int field = 0; field < row.getSchema().length(); field++) {
                texts.add(text(fieldOf(row, field)));
            }
            return texts.toString();
        }
        return String.valueOf(value);
    }

    private static @Nullable Object fieldOf(Row row, int field) {
        if (row.isNullAt(field)) {
            return null;
        }
        DataType type = row.getSchema().at(field).getDataType();
        if (type instanceof StructType) {
            return row.getStruct(field);
        } else if (type instanceof IntegerType) {
            return row.getInt(field);
        } else if (type instanceof LongType) {
            return row.getLong(field);
        } else if (type instanceof StringType) {
            return row.getString(field);
        }
        return type + " is compared by the other columns only";
    }
}
