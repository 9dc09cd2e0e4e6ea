package io.lakeshift.deltasql;

import io.delta.kernel.DataWriteContext;
import io.delta.kernel.Operation;
import io.delta.kernel.TableManager;
import io.delta.kernel.Transaction;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.defaults.internal.data.DefaultRowBasedColumnarBatch;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.expressions.Literal;
import io.delta.kernel.internal.data.GenericRow;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterable;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.DataFileStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * Appends made-up rows to a table as an engine would, with Delta Kernel's own transaction: for demonstrations, and to try
 * out whether a table can be written. Works on a {@code deltasql://} address and on a plain path alike.
 */
public final class DeltaSqlAppender {
    private final Engine engine;

    /** @param configuration as of {@link DeltaSqlConfiguration#kernel} */
    public DeltaSqlAppender(Configuration configuration) {
        this.engine = DefaultEngine.create(configuration);
    }

    /**
     * Appends one file of rows, all in one partition, in one commit. Columns of simple types get a value, others null.
     *
     * @return the version of the commit
     * @throws IOException where the data file cannot be written
     * @throws io.delta.kernel.exceptions.KernelException where Kernel refuses to write the table, as behind the fence
     */
    public long append(String table, int rows) throws IOException {
        Transaction transaction = TableManager.loadSnapshot(table)
                .build(engine)
                .buildUpdateTableTransaction("Lakeshift", Operation.WRITE)
                .build(engine);
        Row state = transaction.getTransactionState(engine);
        StructType schema = transaction.getSchema(engine);
        Map<String, Literal> partition = new HashMap<>();
        for (String column : transaction.getPartitionColumns(engine)) {
            partition.put(column, MadeUpValues.literal(schema.get(column).getDataType()));
        }
        CloseableIterator<FilteredColumnarBatch> logical =
                Utils.singletonCloseableIterator(batch(schema, rows, partition));
        CloseableIterator<FilteredColumnarBatch> physical =
                Transaction.transformLogicalData(engine, state, logical, partition);
        DataWriteContext context = Transaction.getWriteContext(engine, state, partition);
        CloseableIterator<DataFileStatus> files = engine.getParquetHandler()
                .writeParquetFiles(context.getTargetDirectory(), physical, context.getStatisticsColumns());
        List<Row> actions = new ArrayList<>();
        try (CloseableIterator<Row> adds = Transaction.generateAppendActions(engine, state, files, context)) {
            adds.forEachRemaining(actions::add);
        }
        return transaction
                .commit(engine, CloseableIterable.inMemoryIterable(Utils.toCloseableIterator(actions.iterator())))
                .getVersion();
    }

    private static FilteredColumnarBatch batch(StructType schema, int rows, Map<String, Literal> partition) {
        List<Row> made = new ArrayList<>();
        for (int number = 0; number < rows; number++) {
            Map<Integer, Object> values = new HashMap<>();
            for (int column = 0; column < schema.length(); column++) {
                Literal fixed = partition.get(schema.at(column).getName());
                Object value =
                        fixed == null ? MadeUpValues.value(schema.at(column).getDataType(), number) : fixed.getValue();
                if (value != null) {
                    values.put(column, value);
                }
            }
            made.add(new GenericRow(schema, values));
        }
        return new FilteredColumnarBatch(new DefaultRowBasedColumnarBatch(schema, made), Optional.empty());
    }
}
