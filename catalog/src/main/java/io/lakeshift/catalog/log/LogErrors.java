package io.lakeshift.catalog.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lakeshift.catalog.CatalogError;
import io.lakeshift.catalog.CatalogException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/** Every message about log files. */
public final class LogErrors {
    private LogErrors() {}

    static CatalogException corruptLine(String log, String file, int line, IOException cause) {
        String problem = cause instanceof JsonProcessingException json
                ? "is not JSON (" + json.getOriginalMessage() + ")"
                : "is no Delta action: " + cause.getMessage();
        return new CatalogException(
                CatalogError.LOG_CORRUPT,
                "Line " + line + " of " + file + " in " + log + " " + problem
                        + ". Restore the file from a copy; nothing of this version was kept.",
                cause);
    }

    static CatalogException incomplete(String log, String file) {
        return new CatalogException(
                CatalogError.LOG_INCOMPLETE,
                "The newest commit, " + file + " in " + log
                        + ", ends in the middle: its writer may still be at work. Run again in a moment; if it stays so,"
                        + " the writer died and the file must be removed or restored.");
    }

    static CatalogException corruptCheckpoint(String log, String file, String problem, Throwable cause) {
        return new CatalogException(
                CatalogError.LOG_CORRUPT,
                "Checkpoint " + file + " in " + log + " cannot be read: " + problem
                        + ". Restore the file from a copy, or import with --mode full-history where every commit from"
                        + " version 0 is still there.",
                cause);
    }

    /** Tells a missing file, a forbidden one, a full disk and the rest apart. */
    public static CatalogException unreadable(String log, String file, IOException cause) {
        String place = file.isEmpty() ? log : file + " in " + log;
        if (cause instanceof NoSuchFileException) {
            return new CatalogException(
                    CatalogError.VERSION_MISSING,
                    "File " + place + " has gone while it was being read: the log is being cleaned up, or was replaced."
                            + " Run again.",
                    cause);
        }
        if (String.valueOf(cause.getMessage()).contains("Is a directory")) {
            return new CatalogException(
                    CatalogError.LOG_CORRUPT,
                    "File " + place + " is a folder. Restore the file from a copy, then run again.",
                    cause);
        }
        if (cause instanceof AccessDeniedException) {
            return new CatalogException(
                    CatalogError.PERMISSION_DENIED,
                    "Permission denied: " + place + " may not be read. Give the user that runs this the right to read"
                            + " the table's files.",
                    cause);
        }
        if (isDiskFull(cause)) {
            return new CatalogException(
                    CatalogError.DISK_FULL,
                    "Disk space exhausted: " + place
                            + ". Free space where the table lies, or use storage elsewhere, and run again.",
                    cause);
        }
        return new CatalogException(
                CatalogError.STORAGE_FAILED,
                "Reading " + place + " failed: " + cause.getMessage() + ". Run again.",
                cause);
    }

    private static boolean isDiskFull(IOException cause) {
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("no space left on device") || message.contains("disk quota exceeded");
    }
}
