package io.lakeshift.catalog.load;

import io.lakeshift.catalog.store.ImportBatch;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the log on one thread while the caller's writes to the catalog. At most a few batches are between them. */
final class SlicePipe implements SliceOutput {
    private static final int WAITING = 2;

    private final Supplier<ImportBatch> batches;
    private final BlockingQueue<Item> queue = new ArrayBlockingQueue<>(WAITING);
    private volatile boolean cancelled;

    /** A slice, or the end: with a failure, or a good one. */
    private record Item(Optional<Slice> slice, @Nullable Throwable failure) {}

    private SlicePipe(Supplier<ImportBatch> batches) {
        this.batches = batches;
    }

    /** Runs the reading on its own thread and the writing on this one; the first failure of either ends both. */
    static void run(Supplier<ImportBatch> batches, Consumer<SliceOutput> reading, Consumer<Slice> writing) {
        SlicePipe pipe = new SlicePipe(batches);
        Thread reader = new Thread(() -> pipe.read(reading), "lakeshift-log-reader");
        reader.setDaemon(true);
        reader.start();
        try {
            pipe.drain(writing);
        } finally {
            pipe.cancelled = true;
            pipe.queue.clear();
            join(reader);
        }
    }

    @Override
    public ImportBatch newBatch() {
        return batches.get();
    }

    @Override
    public void emit(Slice slice) {
        put(new Item(Optional.of(slice), null));
    }

    private void read(Consumer<SliceOutput> reading) {
        Throwable failure = null;
        try {
            reading.accept(this);
        } catch (RuntimeException | Error e) {
            failure = e;
        }
        if (!cancelled) {
            put(new Item(Optional.empty(), failure));
        }
    }

    private void put(Item item) {
        try {
            while (!queue.offer(item, 100, TimeUnit.MILLISECONDS)) {
                if (cancelled) {
                    throw new CancellationException("the writing side has stopped");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }

    private void drain(Consumer<Slice> writing) {
        while (true) {
            Item item = take();
            if (item.slice().isPresent()) {
                writing.accept(item.slice().get());
            } else if (item.failure() instanceof RuntimeException failure) {
                throw failure;
            } else if (item.failure() instanceof Error failure) {
                throw failure;
            } else {
                return;
            }
        }
    }

    private Item take() {
        try {
            return queue.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the import was interrupted");
        }
    }

    private static void join(Thread reader) {
        boolean interrupted = false;
        while (reader.isAlive()) {
            try {
                reader.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
