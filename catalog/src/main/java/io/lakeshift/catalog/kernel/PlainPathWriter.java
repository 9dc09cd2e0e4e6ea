package io.lakeshift.catalog.kernel;

import io.delta.kernel.Operation;
import io.delta.kernel.Table;
import io.delta.kernel.Transaction;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.defaults.engine.fileio.FileIO;
import io.delta.kernel.defaults.engine.hadoopio.HadoopFileIO;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.KernelException;
import io.delta.kernel.utils.CloseableIterable;
import org.apache.hadoop.conf.Configuration;

/**
 * An ordinary writer: Delta Kernel's own transaction on a table's plain path, which knows nothing of the catalog. What it
 * may do is decided by the protocol that it finds in the log.
 */
public final class PlainPathWriter {
    private static final String ENGINE_INFO = "lakeshift-plain-path-writer";

    private final String tableRoot;
    private final Engine engine;

    private PlainPathWriter(String tableRoot, Engine engine) {
        this.tableRoot = tableRoot;
        this.engine = engine;
    }

    /** @param tableRoot an absolute path or a URI of a file system that Hadoop knows */
    public static PlainPathWriter at(String tableRoot) {
        boolean local = tableRoot.startsWith("/") || tableRoot.startsWith("file:");
        FileIO files = local ? new NioFileIO() : new HadoopFileIO(new Configuration());
        return new PlainPathWriter(
                local ? NioFileIO.path(tableRoot).toString() : tableRoot, DefaultEngine.create(files));
    }

    /**
     * Begins a write and leaves it at that: nothing is committed, no file is written.
     *
     * @return whether a writer would be let in, and if not, what it was told
     */
    public Attempt attempt() {
        try {
            Transaction transaction = begin();
            return new Attempt(
                    false, "A write at version " + (transaction.getReadTableVersion() + 1) + " could begin.");
        } catch (KernelException e) {
            return new Attempt(true, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            throw KernelErrors.failed(tableRoot, e);
        }
    }

    /**
     * Commits a version without any file, as a writer does whose query found no rows.
     *
     * @return the version
     * @throws io.lakeshift.catalog.CatalogException UNSUPPORTED_FEATURE where the writer is kept out
     */
    public long commitEmpty() {
        try {
            CloseableIterable<Row> nothing = CloseableIterable.emptyIterable();
            return begin().commit(engine, nothing).getVersion();
        } catch (RuntimeException e) {
            throw KernelErrors.failed(tableRoot, e);
        }
    }

    private Transaction begin() {
        return Table.forPath(engine, tableRoot)
                .createTransactionBuilder(engine, ENGINE_INFO, Operation.WRITE)
                .build(engine);
    }

    /**
     * @param refused the writer's own reading of the protocol kept it out
     * @param message what it said
     */
    public record Attempt(boolean refused, String message) {}
}
