package io.lakeshift.activities.ledger;

import io.lakeshift.catalog.CatalogError;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import org.jdbi.v3.core.JdbiException;

/** Tells whether something that the ledger threw came from its database. */
public final class LedgerFailures {
    private LedgerFailures() {}

    /** Empty for a failure that has nothing to do with the database. */
    public static Optional<CatalogError> databaseError(Throwable thrown) {
        boolean database = false;
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            database |= cause instanceof JdbiException;
            if (cause instanceof SQLException sql) {
                return Optional.of(classify(sql));
            }
        }
        return database ? Optional.of(CatalogError.DATABASE_REFUSED) : Optional.empty();
    }

    private static CatalogError classify(SQLException sql) {
        String state = sql.getSQLState() == null ? "" : sql.getSQLState();
        if (sql instanceof SQLTransientConnectionException
                || state.startsWith("08")
                || state.startsWith("57P")
                || state.equals("53300")) {
            return CatalogError.DATABASE_UNREACHABLE;
        }
        return switch (state) {
            case "53100" -> CatalogError.DISK_FULL;
            case "42501", "25006" -> CatalogError.PERMISSION_DENIED;
            case "40001", "40P01", "55P03" -> CatalogError.TABLE_BUSY;
            default -> CatalogError.DATABASE_REFUSED;
        };
    }
}
