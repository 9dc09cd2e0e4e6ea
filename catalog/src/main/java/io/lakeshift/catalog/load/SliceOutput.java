package io.lakeshift.catalog.load;

import io.lakeshift.catalog.store.ImportBatch;

/** Takes what a {@link LogFeed} reads. */
interface SliceOutput {
    ImportBatch newBatch();

    void emit(Slice slice);
}
