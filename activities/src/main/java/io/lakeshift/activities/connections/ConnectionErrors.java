package io.lakeshift.activities.connections;

import io.lakeshift.catalog.CatalogError;
import io.lakeshift.catalog.CatalogException;
import io.lakeshift.workflows.ConnectionName;
import java.io.IOException;
import java.nio.file.Path;

/** Every message of this package. */
final class ConnectionErrors {
    private ConnectionErrors() {}

    static CatalogException unknown(ConnectionName name) {
        return new CatalogException(
                CatalogError.INVALID_INPUT,
                "No database connection is called '%s' on this worker. Set %s where the worker runs, or name it under"
                                .formatted(name, ConnectionSources.variable(name))
                        + " database.connections in the worker's configuration.");
    }

    static CatalogException readableByOthers(Path file) {
        return new CatalogException(
                CatalogError.INVALID_INPUT,
                "The connection file %s can be read by other users, and it holds a password. Run: chmod 600 %s"
                        .formatted(file, file));
    }

    static CatalogException unreadable(Path file, IOException cause) {
        return new CatalogException(
                CatalogError.INVALID_INPUT,
                "The connection file %s cannot be read: %s. Check its owner, then run again."
                        .formatted(file, cause.getClass().getSimpleName()),
                cause);
    }

    static CatalogException closed() {
        return new CatalogException(
                CatalogError.DATABASE_UNREACHABLE, "The worker is shutting down; another one goes on with this.");
    }
}
