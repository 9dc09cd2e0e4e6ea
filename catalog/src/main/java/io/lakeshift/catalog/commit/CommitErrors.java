package io.lakeshift.catalog.commit;

import io.lakeshift.catalog.Authority;
import io.lakeshift.catalog.CatalogError;
import io.lakeshift.catalog.CatalogException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Every message of ratifying: what is wrong with a commit, why, and what to do. */
public final class CommitErrors {
    private static final String WRITER =
            " Nothing was committed; this is a defect of the writer: report it to its makers.";

    private CommitErrors() {}

    static CatalogException notJson(int line, Exception cause) {
        return invalid("Line " + line + " of the commit is not JSON.", cause);
    }

    static CatalogException notOneAction(int line) {
        return invalid("Line " + line + " of the commit is not one JSON object with one action.", null);
    }

    static CatalogException empty() {
        return invalid("The commit holds no action.", null);
    }

    static CatalogException twice(String what) {
        return invalid("The commit holds " + what + " twice.", null);
    }

    static CatalogException addedAndRemoved(String path) {
        return invalid("The commit adds and removes the same file, " + path + ".", null);
    }

    static CatalogException incomplete(String action, String member) {
        return invalid("An action " + action + " of the commit has no usable " + member + ".", null);
    }

    static CatalogException malformed(String action, Exception cause) {
        return invalid("An action " + action + " of the commit cannot be read: " + cause.getMessage() + ".", cause);
    }

    static CatalogException throughPath(String path) {
        return new CatalogException(
                CatalogError.INVALID_INPUT,
                "The commit refers to a file by a deltasql: address, " + path
                        + ", which other engines cannot open. Shallow clones must be made from the table's real path."
                        + " Nothing was committed.");
    }

    static CatalogException fenceInside() {
        return new CatalogException(
                CatalogError.INVALID_INPUT,
                "The commit carries " + FenceText.FEATURE + ", which only the catalog may set: its writer read the"
                        + " published log. Nothing was committed. Open the table through deltasql:// and write again.");
    }

    static CatalogException feature(String feature) {
        return new CatalogException(
                CatalogError.UNSUPPORTED_FEATURE,
                "The commit enables the table feature " + feature + ", which a SQL-backed table cannot have."
                        + " Nothing was committed. Leave the feature off, or roll the table back first.");
    }

    static CatalogException protocolVersion(long reader, long writer) {
        return new CatalogException(
                CatalogError.UNSUPPORTED_FEATURE,
                "The commit raises the protocol to reader " + reader + ", writer " + writer
                        + "; this program knows them up to 3 and 7. Nothing was committed. Update Lakeshift first.");
    }

    static CatalogException unknownReaderFeature(String feature) {
        return new CatalogException(
                CatalogError.UNSUPPORTED_FEATURE,
                "The commit enables the reader feature " + feature + ", which this program does not know."
                        + " Nothing was committed. Update Lakeshift first, or leave the feature off.");
    }

    static CatalogException readerFeatureAlone(String feature) {
        return invalid("The protocol lists " + feature + " among its readerFeatures and not its writerFeatures.", null);
    }

    static CatalogException timestampFirst() {
        return invalid("In-commit timestamps are on, but the commit does not begin with one in its commitInfo.", null);
    }

    static CatalogException timestampOrder(long given, long previous) {
        return invalid(
                "The commit's in-commit timestamp " + given + " is not above " + previous
                        + ", that of the version before.",
                null);
    }

    static CatalogException oneCommitPerTable() {
        return new CatalogException(
                CatalogError.INVALID_INPUT,
                "One request holds two commits of one table. Nothing was committed. Ratify them one after the other.");
    }

    public static CatalogException unknownTable(UUID tableId) {
        return new CatalogException(
                CatalogError.TABLE_UNKNOWN,
                "The catalog has no table " + tableId + ". Import it first: lakeshift import PATH.");
    }

    public static CatalogException notSqlBacked(String alias, Authority authority) {
        String why = authority == Authority.DRAINING
                ? " is being handed back to file writers"
                : " belongs to file writers: its log decides the commits";
        return new CatalogException(
                CatalogError.NOT_SQL_BACKED,
                "Table " + alias + why + ". Nothing was committed. Write to the table's own path, or cut it over first:"
                        + " lakeshift status " + alias + ".");
    }

    public static CatalogException conflict(String alias, long version, long head) {
        return new CatalogException(
                CatalogError.COMMIT_CONFLICT,
                "Version " + version + " of table " + alias + " is taken: its head is " + head
                        + ". Nothing was committed. Read the newer versions and commit again.");
    }

    public static CatalogException gap(String alias, long version, long head) {
        return new CatalogException(
                CatalogError.INVALID_INPUT,
                "Version " + version + " of table " + alias + " would leave a gap: its head is " + head + ", so only "
                        + (head + 1) + " can follow. Nothing was committed.");
    }

    public static CatalogException transactionTaken(String alias, String txnId, long version) {
        return new CatalogException(
                CatalogError.COMMIT_CONFLICT,
                "Transaction " + txnId + " of table " + alias + " was already ratified as version " + version
                        + ". Nothing was committed again.");
    }

    private static CatalogException invalid(String problem, @Nullable Exception cause) {
        return new CatalogException(CatalogError.INVALID_INPUT, problem + WRITER, cause);
    }
}
