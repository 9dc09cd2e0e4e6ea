package io.lakeshift.activities.table;

import io.lakeshift.activities.connections.ConnectionRegistry;
import io.lakeshift.catalog.TableState;
import io.lakeshift.catalog.load.ImportRequest;
import io.lakeshift.catalog.store.CatalogStore;
import io.lakeshift.catalog.uri.TableLocation;
import io.lakeshift.workflows.table.TableRef;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** From a table as a request names it to the table in its catalog. */
public final class Tables {
    private final ConnectionRegistry connections;

    public Tables(ConnectionRegistry connections) {
        this.connections = connections;
    }

    /** Runs work on the catalog that a table lives, or shall live, in. */
    public <T> T in(TableRef table, Function<CatalogStore, T> work) {
        return connections.with(table.database(), work);
    }

    /** @throws io.lakeshift.catalog.CatalogException TABLE_UNKNOWN where the catalog does not know the table */
    public <T> T registered(TableRef table, BiFunction<CatalogStore, TableState, T> work) {
        return in(table, store -> work.apply(store, require(store, table)));
    }

    public static TableState require(CatalogStore store, TableRef table) {
        return find(store, table).orElseThrow(() -> TableErrors.unknown(table));
    }

    private static Optional<TableState> find(CatalogStore store, TableRef table) {
        return table.path().isPresent()
                ? store.tables()
                        .findByLocation(TableLocation.normalise(table.path().get()))
                : store.tables().find(table.alias().orElseThrow());
    }

    /** What to import for a table: the log at its path, or the one that it is registered with. */
    static ImportRequest importRequest(CatalogStore store, TableRef table) {
        if (table.path().isEmpty()) {
            TableState known = require(store, table);
            return ImportRequest.of(known.location())
                    .withLog(known.logLocation(), known.location())
                    .withAlias(known.alias());
        }
        ImportRequest request = ImportRequest.of(table.path().get());
        return table.alias().map(request::withAlias).orElse(request);
    }
}
