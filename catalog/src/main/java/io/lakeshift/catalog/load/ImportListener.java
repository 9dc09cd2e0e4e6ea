package io.lakeshift.catalog.load;

/**
 * Hears of progress, on the thread that imports: after every durable slice, and between them where one slice takes
 * long. May throw to cancel the import: what is durable stays, and the next import goes on from there.
 */
@FunctionalInterface
public interface ImportListener {
    ImportListener NONE = progress -> {};

    void progressed(ImportProgress progress);
}
