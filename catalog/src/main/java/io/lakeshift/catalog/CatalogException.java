package io.lakeshift.catalog;

import org.jspecify.annotations.Nullable;

/** The one exception of this library. The message says what is wrong, why, and what to do next; it holds no secret. */
public final class CatalogException extends RuntimeException {
    private final CatalogError error;

    public CatalogException(CatalogError error, String message) {
        this(error, message, null);
    }

    public CatalogException(CatalogError error, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.error = error;
    }

    public CatalogError error() {
        return error;
    }
}
