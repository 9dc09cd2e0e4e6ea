package io.lakeshift.sandbox.engine;

import io.lakeshift.sandbox.postgres.PostgresServer;
import java.time.Clock;

/** Starts an engine for one sandbox. Found by {@link java.util.ServiceLoader} under its name. */
public interface TableEngineFactory {
    /** What {@code --engine} calls it. */
    String name();

    /**
     * An engine that answers when this returns, and ends what it started when it is closed.
     *
     * @param server for an engine that keeps its tables there
     */
    TableEngine start(PostgresServer server, Clock clock) throws Exception;
}
