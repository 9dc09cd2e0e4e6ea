package io.lakeshift.catalog.load;

import io.lakeshift.catalog.CatalogError;
import io.lakeshift.catalog.CatalogException;

final class LoadErrors {
    private LoadErrors() {}

    static CatalogException unknownMode(String label) {
        return invalid("Mode '" + label + "' is unknown. Choose fast or full-history.");
    }

    static CatalogException batchSizeTooSmall(int batchSize) {
        return invalid("Batch size " + batchSize + " is too small. Choose 1 or more files per batch; the default is "
                + ImportRequest.DEFAULT_BATCH_SIZE + ".");
    }

    static CatalogException nothingToImport() {
        return invalid("No table given. Give the table's root directory, or --log-dir with --table-location.");
    }

    private static CatalogException invalid(String message) {
        return new CatalogException(CatalogError.INVALID_INPUT, message);
    }
}
