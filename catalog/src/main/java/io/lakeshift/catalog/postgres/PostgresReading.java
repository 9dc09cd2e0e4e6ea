package io.lakeshift.catalog.postgres;

import io.lakeshift.catalog.CatalogError;
import io.lakeshift.catalog.CatalogException;
import java.sql.SQLException;

/** How a read that failed is told. */
final class PostgresReading {
    private PostgresReading() {}

    static CatalogException failed(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        boolean connection = state.startsWith("08") || state.startsWith("57P");
        return new CatalogException(
                connection ? CatalogError.DATABASE_UNREACHABLE : CatalogError.DATABASE_REFUSED,
                "Reading the catalog failed: " + e.getMessage(),
                e);
    }
}
