package io.lakeshift.catalog.discover;

import io.lakeshift.catalog.CatalogError;
import io.lakeshift.catalog.CatalogException;
import java.io.IOException;
import java.nio.file.Path;

final class DiscoverErrors {
    private DiscoverErrors() {}

    static CatalogException noDirectory(Path path) {
        return new CatalogException(
                CatalogError.INVALID_INPUT, "There is no directory " + path + ". Give a directory that holds tables.");
    }

    static CatalogException unreadable(Path path, IOException cause) {
        return new CatalogException(
                CatalogError.PERMISSION_DENIED,
                "Permission denied: " + path + " cannot be listed ("
                        + cause.getClass().getSimpleName() + "). Give the user that runs this the right to read it.",
                cause);
    }
}
