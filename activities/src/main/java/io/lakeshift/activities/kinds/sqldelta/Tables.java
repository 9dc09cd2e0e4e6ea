package io.lakeshift.activities.kinds.sqldelta;

import io.lakeshift.activities.connections.ConnectionRegistry;
import io.lakeshift.catalog.TableState;
import io.lakeshift.catalog.load.ImportRequest;
import io.lakeshift.catalog.store.CatalogStore;
import io.lakeshift.catalog.uri.TableLocation;
import io.lakeshift.workflows.kinds.sqldelta.TableRef;
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
        if (table.path().isEmpty()) {
            return store.tables().find(table.alias().orElseThrow());
        }
        String path = TableLocation.normalise(table.path().get());
        return store.tables().findByLocation(path).or(() -> findByLog(store, path));
    }

    /** A table may be registered as lying elsewhere than where its log is read. */
    private static Optional<TableState> findByLog(CatalogStore store, String root) {
        return store.tables().findByLog(logAt(root));
    }

    /** The table to compare, and the log to compare it with where that is not its own. */
    record Compared(TableState table, Optional<String> otherLog) {}

    /** A name beside a path says which table, and the path where the log is. */
    static Compared compared(CatalogStore store, TableRef table) {
        TableState known = table.alias().flatMap(store.tables()::find).orElseGet(() -> require(store, table));
        return new Compared(
                known,
                table.path()
                        .map(TableLocation::normalise)
                        .filter(path -> !path.equals(known.location()))
                        .map(Tables::logAt)
                        .filter(log -> !log.equals(known.logLocation())));
    }

    private static String logAt(String root) {
        return root + "/_delta_log";
    }

    /**
     * What to import for a table: the log at its path, or the one that it is registered with.
     *
     * @param location where the catalog shall say that it lies, if not where its log is read
     */
    static ImportRequest importRequest(CatalogStore store, TableRef table, Optional<String> location) {
        if (table.path().isEmpty()) {
            TableState known = require(store, table);
            return ImportRequest.of(known.location())
                    .withLog(known.logLocation(), known.location())
                    .withAlias(known.alias());
        }
        String path = table.path().get();
        String root = TableLocation.normalise(path);
        ImportRequest request = location.or(() -> findByLog(store, root).map(TableState::location))
                .map(place -> ImportRequest.of(path).withLog(logAt(root), place))
                .orElseGet(() -> ImportRequest.of(path));
        return table.alias().map(request::withAlias).orElse(request);
    }
}
