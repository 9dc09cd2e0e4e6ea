package io.lakeshift.catalog.load;

import io.lakeshift.catalog.CatalogException;
import io.lakeshift.catalog.log.Checkpoint;

/** A checkpoint could not be read; another way to the same version may exist. */
final class BrokenCheckpointException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Checkpoint checkpoint;
    private final CatalogException failure;

    BrokenCheckpointException(Checkpoint checkpoint, CatalogException failure) {
        super(failure.getMessage(), failure);
        this.checkpoint = checkpoint;
        this.failure = failure;
    }

    Checkpoint checkpoint() {
        return checkpoint;
    }

    CatalogException failure() {
        return failure;
    }
}
