package io.lakeshift.activities.ledger;

import io.lakeshift.catalog.CatalogError;
import io.lakeshift.catalog.CatalogException;
import io.lakeshift.catalog.uri.DatabaseUrl;
import java.sql.SQLException;
import java.util.Objects;

/** Every message of this package. */
final class LedgerErrors {
    private LedgerErrors() {}

    static CatalogException cannotOpen(DatabaseUrl url, Throwable failure) {
        String state = sqlState(failure);
        if (state.equals("42501")) {
            return new CatalogException(
                    CatalogError.PERMISSION_DENIED,
                    "The ledger's tables cannot be created in " + url.display() + ": the role lacks the permission."
                            + " Grant it CREATE on the database, or let the owner run Lakeshift once.",
                    failure);
        }
        boolean refused = state.startsWith("28") || state.startsWith("3D");
        return new CatalogException(
                refused ? CatalogError.DATABASE_REFUSED : CatalogError.DATABASE_UNREACHABLE,
                "The ledger's database " + url.display() + " cannot be used. Check that the server is running, that the"
                        + " network reaches it, that user and password are correct, and that the database exists.",
                failure);
    }

    private static String sqlState(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return Objects.requireNonNull(sql.getSQLState());
            }
        }
        return "";
    }
}
