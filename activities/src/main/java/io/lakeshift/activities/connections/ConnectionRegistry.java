package io.lakeshift.activities.connections;

import io.lakeshift.catalog.postgres.PostgresCatalogStore;
import io.lakeshift.catalog.postgres.PostgresOptions;
import io.lakeshift.catalog.store.CatalogStore;
import io.lakeshift.catalog.uri.DatabaseUrl;
import io.lakeshift.workflows.ConnectionName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Lends open catalogs by the names of their connections. A catalog is opened at its first use, shared by all who use it
 * at one time, and closed when nobody has used it for a while; one whose URL was changed is opened anew.
 */
public final class ConnectionRegistry implements AutoCloseable {
    private final ConnectionSource source;
    private final PostgresOptions options;
    private final Duration idleAfter;
    private final Clock clock;
    private final Map<ConnectionName, Open> open = new HashMap<>();
    private final Map<ConnectionName, Object> openers = new ConcurrentHashMap<>();
    private final List<Open> replaced = new ArrayList<>();
    private boolean closed;

    public ConnectionRegistry(ConnectionSource source, PostgresOptions options, Duration idleAfter, Clock clock) {
        this.source = source;
        this.options = options;
        this.idleAfter = idleAfter;
        this.clock = clock;
    }

    /** A catalog that somebody has opened; guarded by the registry's lock. */
    private static final class Open {
        final DatabaseUrl url;
        final CatalogStore store;
        int users;
        Instant lastUse;

        Open(DatabaseUrl url, CatalogStore store, Instant lastUse) {
            this.url = url;
            this.store = store;
            this.lastUse = lastUse;
        }
    }

    /**
     * Runs work on the catalog behind a name. The catalog stays open at least as long as the work lasts.
     *
     * @throws io.lakeshift.catalog.CatalogException INVALID_INPUT for an unknown name; what opening throws
     */
    public <T> T with(ConnectionName name, Function<CatalogStore, T> work) {
        Open used = acquire(name);
        try {
            return work.apply(used.store);
        } finally {
            release(used);
        }
    }

    /** @throws io.lakeshift.catalog.CatalogException INVALID_INPUT for an unknown name */
    public DatabaseUrl url(ConnectionName name) {
        return source.find(name).orElseThrow(() -> ConnectionErrors.unknown(name));
    }

    private Open acquire(ConnectionName name) {
        DatabaseUrl url = url(name);
        // One lock per name, so that a database that does not answer holds up nobody but its own users.
        synchronized (openers.computeIfAbsent(name, unused -> new Object())) {
            Optional<Open> known = use(name, url);
            return known.orElseGet(() -> add(name, url, PostgresCatalogStore.open(url, options)));
        }
    }

    private synchronized Optional<Open> use(ConnectionName name, DatabaseUrl url) {
        if (closed) {
            throw ConnectionErrors.closed();
        }
        Open known = open.get(name);
        if (known != null && !known.url.equals(url)) {
            open.remove(name);
            replaced.add(known);
            closeIdle();
            return Optional.empty();
        }
        Optional.ofNullable(known).ifPresent(used -> used.users++);
        return Optional.ofNullable(known);
    }

    private synchronized Open add(ConnectionName name, DatabaseUrl url, CatalogStore store) {
        Open added = new Open(url, store, clock.instant());
        added.users++;
        open.put(name, added);
        return added;
    }

    private synchronized void release(Open used) {
        used.users--;
        used.lastUse = clock.instant();
        if (closed && used.users == 0) {
            used.store.close();
        } else {
            closeIdle();
        }
    }

    private void closeIdle() {
        Instant idleSince = clock.instant().minus(idleAfter);
        open.values().removeIf(candidate -> closeUnused(candidate, idleSince));
        replaced.removeIf(candidate -> closeUnused(candidate, Instant.MAX));
    }

    private static boolean closeUnused(Open candidate, Instant idleSince) {
        boolean unused = candidate.users == 0 && candidate.lastUse.isBefore(idleSince);
        if (unused) {
            candidate.store.close();
        }
        return unused;
    }

    /** How many catalogs are open now. */
    public synchronized int openCatalogs() {
        return open.size() + replaced.size();
    }

    /** Closes every catalog that nobody uses; the others close when their work ends. Nothing is lent any more. */
    @Override
    public synchronized void close() {
        closed = true;
        open.values().forEach(candidate -> closeUnused(candidate, Instant.MAX));
        replaced.forEach(candidate -> closeUnused(candidate, Instant.MAX));
        open.clear();
        replaced.clear();
    }
}
