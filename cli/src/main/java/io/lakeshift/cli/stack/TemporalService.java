package io.lakeshift.cli.stack;

/** A Temporal service that this process runs. */
interface TemporalService extends AutoCloseable {
    TemporalEndpoint endpoint();

    @Override
    void close();
}
