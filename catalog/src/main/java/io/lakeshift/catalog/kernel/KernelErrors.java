package io.lakeshift.catalog.kernel;

import io.delta.kernel.exceptions.InvalidTableException;
import io.delta.kernel.exceptions.KernelEngineException;
import io.delta.kernel.exceptions.TableNotFoundException;
import io.delta.kernel.exceptions.UnsupportedProtocolVersionException;
import io.delta.kernel.exceptions.UnsupportedTableFeatureException;
import io.lakeshift.catalog.CatalogError;
import io.lakeshift.catalog.CatalogException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Every message of this package. */
final class KernelErrors {
    private KernelErrors() {}

    static CatalogException notADeltaLog(String location) {
        return new CatalogException(
                CatalogError.INVALID_INPUT,
                "'" + location + "' is neither a _delta_log directory nor a directory that holds one."
                        + " Give the path of the table or of its _delta_log.");
    }

    static CatalogException noLog(String location, Exception cause) {
        return new CatalogException(
                CatalogError.NO_LOG_FILES,
                "No checkpoint or JSON files found in " + location + "/_delta_log."
                        + " Check the path, or name another log (--log-dir).",
                cause);
    }

    static CatalogException commitMissing(String location, long version, Exception cause) {
        return new CatalogException(
                CatalogError.VERSION_MISSING,
                "The commit file of version " + version + " is not in " + location + "/_delta_log.",
                cause);
    }

    static CatalogException badLine(String file, int line, IOException cause) {
        return new CatalogException(
                CatalogError.LOG_CORRUPT,
                file + ", line " + line + ": not JSON (" + firstLine(cause) + "). Restore the file from a backup.",
                cause);
    }

    /** What Kernel threw while it read the table, in our words. */
    static CatalogException failed(String location, Exception cause) {
        if (cause instanceof CatalogException known) {
            return known;
        }
        if (cause instanceof TableNotFoundException || isMissingFile(cause)) {
            return noLog(location, cause);
        }
        if (cause instanceof UnsupportedProtocolVersionException || cause instanceof UnsupportedTableFeatureException) {
            return told(CatalogError.UNSUPPORTED_FEATURE, location, cause);
        }
        if (cause instanceof InvalidTableException) {
            return told(CatalogError.VERSION_MISSING, location, cause);
        }
        if (cause instanceof KernelEngineException
                || cause instanceof IOException
                || cause instanceof UncheckedIOException) {
            return told(CatalogError.STORAGE_FAILED, location, cause);
        }
        return told(CatalogError.LOG_CORRUPT, location, cause);
    }

    private static boolean isMissingFile(Throwable cause) {
        for (Throwable link = cause; link != null; link = link.getCause()) {
            if (link instanceof FileNotFoundException) {
                return true;
            }
        }
        return false;
    }

    private static CatalogException told(CatalogError error, String location, Exception cause) {
        return new CatalogException(
                error, "Delta Kernel cannot read the log of " + location + ": " + firstLine(cause), cause);
    }

    private static String firstLine(Throwable cause) {
        String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return message.lines().findFirst().orElse(cause.toString());
    }
}
