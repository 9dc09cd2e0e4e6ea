package io.lakeshift.workflows.kinds.sqldelta;

import io.lakeshift.workflows.kinds.sqldelta.TableValidations.Parity;
import java.time.Duration;

/** What the sqldelta kind says to people; the life cycle adds the next command. */
final class SqlDeltaErrors {
    private SqlDeltaErrors() {}

    static String drift(Parity parity) {
        return "Catalog and log of " + parity.alias() + " differ at catalog version " + parity.sqlVersion()
                + ", log version " + parity.logVersion() + ": " + parity.missingInSql() + " files missing in SQL, "
                + parity.extraInSql() + " extra, " + parity.mismatchedFiles() + " different"
                + (parity.metadataMatches() ? "" : ", metadata differs")
                + (parity.protocolMatches() ? "" : ", protocol differs") + "."
                + (parity.summary().isBlank() ? "" : " " + parity.summary())
                + " See: lakeshift diff " + parity.alias()
                + parity.report().map(where -> " (report " + where + ")").orElse("") + ".";
    }

    static String neverCaughtUp(String alias, long version, long logVersion, int times) {
        return "The log of " + alias + " ran ahead " + times + " times in a row while it was being proven: catalog at"
                + " version " + version + ", log at version " + logVersion + ". Stop its writers for a moment.";
    }

    static String notDrained(String alias, long version, long logVersion) {
        return "Publishing of " + alias + " has stopped before its head: catalog at version " + version
                + ", log at version " + logVersion + ". The fence stays up until every version is a file.";
    }

    static String fenceNotHolding(String alias, String message) {
        return "An ordinary file writer was not refused by the fence of " + alias + " (" + message + ").";
    }

    static String foreignCommit(String alias, long version) {
        return "A file that Lakeshift did not publish stands in the log of " + alias + " at version " + version
                + ", which the catalog owns. Ratifying is stopped; nothing is overwritten. Find its writer.";
    }

    static String publishingLate(String alias, double seconds, Duration objective) {
        return "Publishing of " + alias + " is " + Math.round(seconds) + " s behind, the objective is " + objective
                + ". See the worker's health and log.";
    }
}
