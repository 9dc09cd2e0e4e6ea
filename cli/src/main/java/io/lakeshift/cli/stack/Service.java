package io.lakeshift.cli.stack;

import java.io.IOException;
import java.util.Optional;

/**
 * Something of which one runs per home.
 *
 * @param <A> how others reach it
 */
interface Service<A> {
    /** Names its lock files. */
    String name();

    /** Starts it, or takes over what a killed owner left. The caller holds the owner lock. */
    Running<A> start() throws IOException;

    /** How to reach the one that another process runs, once it really answers. */
    Optional<A> running() throws IOException;

    /** A started service, to be closed by its owner. */
    interface Running<A> extends AutoCloseable {
        A address();

        @Override
        void close();
    }
}
