package io.lakeshift.deltasql;

import io.lakeshift.catalog.CatalogError;
import io.lakeshift.catalog.CatalogException;
import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.hadoop.fs.Path;

/** Every message that an engine's user sees from deltasql://. */
final class DeltaSqlErrors {
    private DeltaSqlErrors() {}

    static CatalogException notConfigured(String alias) {
        return new CatalogException(
                CatalogError.INVALID_INPUT,
                "The catalog " + alias + " of deltasql://" + alias + "/ is not configured. Set lakeshift." + alias
                        + ".url (for Spark spark.hadoop.lakeshift." + alias
                        + ".url) to its postgresql:// URL, in the configuration, not in the path.");
    }

    static CatalogException noTable(String uri) {
        return new CatalogException(
                CatalogError.INVALID_INPUT,
                "The address " + uri + " names no table. Write it as deltasql://<catalog alias>/<table>.");
    }

    static FileNotFoundException unknownTable(String alias, String table) {
        return new FileNotFoundException("The catalog " + alias + " has no table " + table
                + ". Check the name with lakeshift migration-status, or import the table first.");
    }

    static FileNotFoundException absent(Path path) {
        return new FileNotFoundException(path + " does not exist");
    }

    static IOException commitOutsideLogStore(Path path) {
        return new IOException("The commit " + path + " must be written through the log store. Set"
                + " spark.delta.logStore.deltasql.impl (for Delta Kernel io.delta.kernel.logStore.deltasql.impl) to "
                + DeltaSqlLogStore.class.getName() + ". Nothing was committed.");
    }

    static CatalogException overwrittenCommit(Path path) {
        return new CatalogException(
                CatalogError.INVALID_INPUT, "The commit " + path + " cannot be overwritten. Nothing was changed.");
    }

    static IOException wholeTable(Path path) {
        return new IOException("deltasql:// does not delete tables or logs: " + path
                + " was left alone. Roll the table back first: lakeshift rollback ID; then drop it at its own path.");
    }

    static IOException acrossAreas(Path from, Path to) {
        return new IOException("Renaming " + from + " to " + to + " would mix log and data. Nothing was changed.");
    }

    static IOException noAppend(Path path) {
        return new IOException("Files of Delta tables are never appended to: " + path);
    }
}
