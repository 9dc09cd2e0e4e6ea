package io.lakeshift.sandbox.engine.postgres;

import io.lakeshift.sandbox.engine.TableEngine;
import io.lakeshift.sandbox.engine.TableEngineFactory;
import io.lakeshift.sandbox.postgres.PostgresServer;
import java.sql.SQLException;
import java.time.Clock;

/** The engine that needs nothing but the server that is there anyway. */
public final class PostgresTableEngineFactory implements TableEngineFactory {
    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public TableEngine start(PostgresServer server, Clock clock) throws SQLException {
        return PostgresTableEngine.start(server, clock);
    }
}
