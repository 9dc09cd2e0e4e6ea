package io.lakeshift.catalog.kernel;

import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultParquetHandler;
import io.delta.kernel.defaults.internal.data.DefaultRowBasedColumnarBatch;
import io.delta.kernel.utils.CloseableIterator;
import io.lakeshift.catalog.store.ActionRow;
import io.lakeshift.catalog.store.CatalogStore;
import io.lakeshift.catalog.store.RowCursor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;

/**
 * Writes classic checkpoints from the catalog's rows, in bounded memory. Kernel's own writer cannot: it refuses tables
 * with a writer feature that it does not know, which is what the fence is.
 */
public final class CheckpointWriter {
    private static final int BATCH = 1_000;

    private final CatalogStore store;
    private final Clock clock;

    public CheckpointWriter(CatalogStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Writes the state at a version, with protocol and metaData as published, to a temporary file. */
    public CheckpointFile write(UUID tableId, long version) throws IOException {
        Path directory = Files.createTempDirectory("lakeshift-checkpoint");
        Path target = directory.resolve(version + ".parquet");
        List<ActionRow> shape = new ArrayList<>();
        store.rows().protocol(tableId, version).ifPresent(shape::add);
        Optional<ActionRow.MetaData> metaData = store.rows().metadata(tableId, version);
        metaData.ifPresent(shape::add);
        shape.addAll(store.rows().transactions(tableId, version));
        shape.addAll(store.rows().domainMetadata(tableId, version));
        shape.removeIf(row -> row instanceof ActionRow.DomainMetadata domain && Boolean.TRUE.equals(domain.removed()));
        long horizon = clock.millis() - Retention.of(metaData).toMillis();
        try (RowCursor<ActionRow.Add> files = store.rows().activeFiles(tableId, version);
                RowCursor<ActionRow.Remove> removed = store.snapshots().tombstones(tableId, version, horizon)) {
            Batches batches = new Batches(List.of(shape.iterator(), removed, files));
            new DefaultParquetHandler(new NioFileIO()).writeParquetFileAtomically(target.toString(), batches);
            return new CheckpointFile(target, version, batches.rows, batches.addFiles);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(target);
            Files.deleteIfExists(directory);
            throw e;
        }
    }

    /** Draws rows as the Parquet writer asks for them. */
    private static final class Batches implements CloseableIterator<FilteredColumnarBatch> {
        private final Iterator<? extends Iterator<? extends ActionRow>> sources;
        private Iterator<? extends ActionRow> source;
        private long rows;
        private long addFiles;

        Batches(List<? extends Iterator<? extends ActionRow>> sources) {
            this.sources = sources.iterator();
            this.source = this.sources.next();
        }

        @Override
        public boolean hasNext() {
            while (!source.hasNext() && sources.hasNext()) {
                source = sources.next();
            }
            return source.hasNext();
        }

        @Override
        public FilteredColumnarBatch next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            List<Row> batch = new ArrayList<>(BATCH);
            while (batch.size() < BATCH && hasNext()) {
                ActionRow action = source.next();
                addFiles += action instanceof ActionRow.Add ? 1 : 0;
                batch.add(CheckpointRows.of(action));
            }
            rows += batch.size();
            return new FilteredColumnarBatch(
                    new DefaultRowBasedColumnarBatch(CheckpointSchema.ACTION, batch), Optional.empty());
        }

        @Override
        public void close() {
            // The cursors belong to whoever opened them.
        }
    }
}
