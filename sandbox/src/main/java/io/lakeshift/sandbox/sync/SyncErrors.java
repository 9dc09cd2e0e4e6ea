package io.lakeshift.sandbox.sync;

import java.sql.SQLException;

/** What a synchronisation fails with, in the classes of the public documentation. */
final class SyncErrors {
    private SyncErrors() {}

    static SyncFailed nulByte(String column) {
        return new SyncFailed(
                "CHARACTER_NOT_IN_REPERTOIRE",
                "Column '%s' has a string with a null byte (0x00), which PostgreSQL does not support. Remove the null bytes from the source table."
                        .formatted(column));
    }

    static SyncFailed duplicateKey(TargetTable target, String detail) {
        return new SyncFailed(
                "PRIMARY_KEY_CONSTRAINT_VIOLATION",
                "Primary key (%s) of synced table '%s' is not unique: duplicate key value violates unique constraint. %s"
                        .formatted(String.join(", ", target.key()), target.table(), detail));
    }

    static SyncFailed changedType(String column, String before, String after) {
        return new SyncFailed(
                "COLUMN_TYPE_CHANGE_NOT_SUPPORTED",
                "Column '%s' changed its type from %s to %s. Run a full refresh.".formatted(column, before, after));
    }

    static SyncFailed columnGone(String column) {
        return new SyncFailed(
                "COLUMN_TYPE_CHANGE_NOT_SUPPORTED",
                "Column '%s' was dropped or renamed in the source table. Only additive schema changes are supported; recreate the synced table."
                        .formatted(column));
    }

    static SyncFailed keyGone(String column) {
        return new SyncFailed(
                "CHANGED_PRIMARY_KEY",
                "Primary key column '%s' is not in the source table any more. Recreate the synced table."
                        .formatted(column));
    }

    static SyncFailed missingChangeData(String text) {
        return new SyncFailed("SOURCE_LOG_TRUNCATED", text + " Run a full refresh of the synced table.");
    }

    static SyncFailed translate(SQLException e, TargetTable target) {
        String text = String.valueOf(e.getMessage());
        return switch (e.getSQLState() == null ? "" : e.getSQLState()) {
            case "23505" -> duplicateKey(target, text);
            case "2BP01" -> new SyncFailed("DEPENDENT_OBJECTS_STILL_EXIST", text);
            case "3D000" -> new SyncFailed("DATABASE_DOES_NOT_EXIST", text);
            case "55P03" -> new SyncFailed("LOCK_TIMEOUT", text);
            case "53100" -> new SyncFailed("TARGET_DATABASE_FULL", text);
            case "22021" -> new SyncFailed("CHARACTER_NOT_IN_REPERTOIRE", text);
            default -> new SyncFailed("CONNECTION_ERROR", text);
        };
    }
}
