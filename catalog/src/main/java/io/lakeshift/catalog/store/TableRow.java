package io.lakeshift.catalog.store;

import io.lakeshift.catalog.TableState;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A table's row with what can be recomputed about it, read in one statement.
 *
 * @param properties table properties at the head, a JSON object
 * @param firstVersion smallest version that has a row; empty when none has
 * @param lastVersion greatest version that has a row
 * @param versions number of versions that have a row
 */
public record TableRow(
        TableState state,
        int protocolMinReader,
        int protocolMinWriter,
        String properties,
        @Nullable String fenceRestore,
        OptionalLong firstVersion,
        OptionalLong lastVersion,
        long versions) {}
