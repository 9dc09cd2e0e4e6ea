package io.lakeshift.deltasql;

import java.util.function.Supplier;
import org.apache.hadoop.fs.Path;

/**
 * One file of the log as engines see it.
 *
 * @param content where it comes from
 */
record LogFile(String name, long size, long modified, Content content) {
    /** A file somewhere, or bytes that the catalog holds. */
    sealed interface Content {
        record Stored(Path path) implements Content {}

        record Kept(Supplier<byte[]> bytes) implements Content {}
    }
}
