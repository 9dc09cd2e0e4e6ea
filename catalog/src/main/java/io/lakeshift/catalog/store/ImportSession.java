package io.lakeshift.catalog.store;

import io.lakeshift.catalog.TableState;
import java.util.Optional;
import java.util.UUID;

/**
 * One import of one table. {@link #newBatch} may be filled by another thread; everything else belongs to the thread
 * that opened the session. Closing without {@link #complete} or {@link #fail} leaves the run as failed.
 */
public interface ImportSession extends AutoCloseable {
    UUID tableId();

    String alias();

    /** The table as of the last durable slice; empty before the first. */
    Optional<TableState> table();

    /** The newest version from {@code oldest} on that was imported from a commit file, and what the file held. */
    Optional<ImportedContent> newestContent(long oldest);

    ImportBatch newBatch();

    /**
     * Says that what is written up to the next {@link #commitSlice} is the whole state at a version. Files that are live
     * in the catalog and not in that state end at that version; those in both stay as they are.
     */
    void startBaseline(long version);

    /**
     * Writes rows into the open transaction, beginning one where none is open. Files of earlier batches that the batch
     * removes or replaces get their {@code removed_version}.
     */
    void write(ImportBatch batch);

    /**
     * Makes everything written since the last slice durable, in one transaction: rows, head, run and status. Within it the
     * rows that are there are counted, and must be as many as the slice says were read.
     *
     * @return what the database holds more than before
     * @throws io.lakeshift.catalog.CatalogException TABLE_BUSY where the head is no longer where this session left it;
     *     DATABASE_REFUSED where rows are missing or too many. Nothing of the slice is kept then.
     */
    SliceRows commitSlice(SliceEnd end);

    /** Forgets everything written since the last slice. */
    void rollbackSlice();

    /** Live files of the table now. */
    long activeFiles();

    /** Records the run as completed, in a transaction of its own. */
    void complete(ImportTotals totals);

    /** Records the run as failed, in a transaction of its own, whether or not the table is registered. */
    void fail(ImportTotals totals, String message);

    @Override
    void close();
}
