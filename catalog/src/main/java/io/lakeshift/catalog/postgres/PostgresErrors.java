package io.lakeshift.catalog.postgres;

import io.lakeshift.catalog.CatalogError;
import io.lakeshift.catalog.CatalogException;
import io.lakeshift.catalog.store.SliceEnd;
import io.lakeshift.catalog.uri.DatabaseUrl;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Every message about the database, and what each failure of it means. */
final class PostgresErrors {
    private static final String CONNECTION_HINTS =
            " Check that the server is running, that the network reaches it, that user and password are correct, and"
                    + " that the database exists.";

    private PostgresErrors() {}

    /** Finds the database's own failure in what a library threw around it. */
    static CatalogException translate(String doing, Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof CatalogException known) {
                return known;
            }
            if (cause instanceof SQLException sql) {
                return translate(doing, sql, thrown);
            }
        }
        return new CatalogException(
                CatalogError.DATABASE_REFUSED, "The database failed while " + doing + ": " + reason(thrown), thrown);
    }

    private static CatalogException translate(String doing, SQLException sql, Throwable thrown) {
        String state = Objects.requireNonNullElse(sql.getSQLState(), "");
        CatalogError error = classify(state);
        String problem = switch (error) {
            case DISK_FULL -> "Disk space exhausted: ";
            case PERMISSION_DENIED -> "Permission denied: ";
            case DATABASE_UNREACHABLE -> "Database connection failed: ";
            case TABLE_BUSY -> "The database is busy with another change: ";
            default -> state.startsWith("28") ? "Database connection failed: " : "The database refused: ";
        };
        String advice = switch (error) {
            case DISK_FULL -> " Free space on the database server, or use a database elsewhere, and run again.";
            case PERMISSION_DENIED -> " Grant the database role what it lacks, or use another role, and run again.";
            case DATABASE_UNREACHABLE -> CONNECTION_HINTS;
            case TABLE_BUSY -> " Run again.";
            default -> state.startsWith("28") ? CONNECTION_HINTS : "";
        };
        return new CatalogException(error, problem + reason(sql) + " (while " + doing + ")." + advice, thrown);
    }

    private static CatalogError classify(String state) {
        return switch (state) {
            case "53100" -> CatalogError.DISK_FULL;
            case "42501", "25006" -> CatalogError.PERMISSION_DENIED;
            case "40001", "40P01", "55P03" -> CatalogError.TABLE_BUSY;
            case "53300", "57P01", "57P02", "57P03" -> CatalogError.DATABASE_UNREACHABLE;
            default -> state.startsWith("08") ? CatalogError.DATABASE_UNREACHABLE : CatalogError.DATABASE_REFUSED;
        };
    }

    /** @param failure of the very first connection: wrong credentials and a missing database stay as they are */
    static CatalogException connectionFailed(DatabaseUrl url, SQLException failure) {
        CatalogError error = classify(Objects.requireNonNullElse(failure.getSQLState(), "08001"));
        return new CatalogException(
                error == CatalogError.TABLE_BUSY ? CatalogError.DATABASE_UNREACHABLE : error,
                "Database connection failed: " + reason(failure) + " (" + url.display() + ")." + CONNECTION_HINTS,
                failure);
    }

    static CatalogException serverTooOld(String version) {
        return new CatalogException(
                CatalogError.DATABASE_UNSUPPORTED,
                "PostgreSQL " + version + " is too old; 14 or newer is needed, because the PostgreSQL project mends"
                        + " no older one. Upgrade the server, or use another.");
    }

    static CatalogException schemaNewer(int found, int known) {
        return new CatalogException(
                CatalogError.DATABASE_SCHEMA_NEWER,
                "The catalog in the database has schema version " + found + "; this program knows up to " + known
                        + ". Use the newer Lakeshift that upgraded it.");
    }

    static CatalogException schemaMissing(DatabaseUrl url) {
        return new CatalogException(
                CatalogError.DATABASE_REFUSED,
                "The database " + url.display() + " holds no catalog, or an older one, and creating it is switched off."
                        + " Allow it with the schema mode 'create', or run the migration as the owner.");
    }

    static CatalogException migrationFailed(Throwable failure) {
        return translate("creating the catalog's schema", failure);
    }

    static CatalogException aliasTaken(String alias, String location) {
        return new CatalogException(
                CatalogError.ALIAS_TAKEN,
                "The name " + alias + " belongs to the table at " + location
                        + ". Choose another name for this one: --table-id NAME.");
    }

    static CatalogException registeredAs(String location, String registered, String wanted) {
        return new CatalogException(
                CatalogError.ALIAS_TAKEN,
                "The table at " + location + " is registered as " + registered + ", not as " + wanted
                        + ". Leave --table-id out, or give " + registered + ".");
    }

    static CatalogException importRunning(String location) {
        return new CatalogException(
                CatalogError.TABLE_BUSY, "Another import of " + location + " is running. Wait for it, then run again.");
    }

    static CatalogException notForgotten(String alias) {
        return new CatalogException(
                CatalogError.INVALID_INPUT,
                "Table " + alias
                        + " is not removed: the catalog decides its commits, and may hold some that are no file"
                        + " yet. Roll it back first (lakeshift rollback).");
    }

    static CatalogException headMoved(String alias, long expected) {
        return new CatalogException(
                CatalogError.TABLE_BUSY,
                "Table " + alias + " is no longer at version " + expected
                        + ", or the catalog decides its commits now: something else changed it during the import."
                        + " Nothing of this batch was kept. Run again.");
    }

    static CatalogException rowsMissing(String alias, SliceEnd end, long versions, long actions) {
        return new CatalogException(
                CatalogError.DATABASE_REFUSED,
                "Up to version %d of %s, the log holds %d versions with %d actions more than the catalog did, but %d versions with %d actions were written. Nothing of this batch was kept. Run again; should it be so again, report it with this message."
                        .formatted(end.version(), alias, end.versions(), end.actions(), versions, actions));
    }

    static CatalogException duplicateAction(String alias, String detail) {
        return new CatalogException(
                CatalogError.LOG_CORRUPT,
                "A commit in the log of " + alias + " holds one thing twice: " + detail
                        + ". A Delta commit may not do that; restore the log from its source.");
    }

    private static String reason(Throwable failure) {
        @Nullable String message = failure.getMessage();
        if (message == null) {
            return failure.getClass().getSimpleName();
        }
        String line = message.lines().findFirst().orElse(message);
        return line.startsWith("FATAL: ") || line.startsWith("ERROR: ") ? line.substring(7) : line;
    }
}
