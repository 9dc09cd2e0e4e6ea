package io.lakeshift.sandbox.engine.spark;

import io.lakeshift.sandbox.engine.TableEngine;
import io.lakeshift.sandbox.engine.TableEngineFactory;
import io.lakeshift.sandbox.postgres.PostgresServer;
import java.io.IOException;
import java.time.Clock;

/** Spark and Delta. They are not on this class path; {@link SparkLibraries} says where they are. */
public final class SparkTableEngineFactory implements TableEngineFactory {
    @Override
    public String name() {
        return "spark";
    }

    @Override
    public TableEngine start(PostgresServer server, Clock clock) throws IOException {
        return SparkTableEngine.start(SparkLibraries.find());
    }
}
