package io.lakeshift.catalog.store;

import java.time.Duration;

/**
 * Hears of ratified commits, by any process, from the moment it was opened. A notification can be lost with its
 * connection, so look for yourself from time to time as well. Not for several threads; holds a connection of its own.
 */
public interface CommitWatch extends AutoCloseable {
    /**
     * Waits until something is ratified, or the time is over.
     *
     * @return whether something was ratified since the call before
     * @throws io.lakeshift.catalog.CatalogException DATABASE_UNREACHABLE when the connection is gone
     */
    boolean await(Duration atMost);

    @Override
    void close();
}
