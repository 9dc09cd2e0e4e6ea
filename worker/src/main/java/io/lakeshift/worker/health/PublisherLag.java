package io.lakeshift.worker.health;

import io.lakeshift.activities.connections.ConnectionRegistry;
import io.lakeshift.catalog.store.CatalogStore;
import io.lakeshift.workflows.ConnectionName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How long the oldest ratified version of all tables has been waiting to become a file. */
public final class PublisherLag {
    private final ConnectionRegistry connections;
    private final Clock clock;

    public PublisherLag(ConnectionRegistry connections, Clock clock) {
        this.connections = connections;
        this.clock = clock;
    }

    /** Zero when nothing waits. */
    public Duration worst() {
        return connections.with(ConnectionName.DEFAULT, this::worst);
    }

    private Duration worst(CatalogStore store) {
        return store.publishing().waiting().stream()
                .map(store.publishing()::oldestUnpublished)
                .flatMap(Optional::stream)
                .min(Instant::compareTo)
                .map(oldest -> Duration.between(oldest, clock.instant()))
                .filter(lag -> !lag.isNegative())
                .orElse(Duration.ZERO);
    }
}
