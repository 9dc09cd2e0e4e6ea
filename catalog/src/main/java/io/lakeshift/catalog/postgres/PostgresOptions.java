package io.lakeshift.catalog.postgres;

import java.time.Duration;

/**
 * @param poolSize most connections at a time; every running import takes one more of its own
 * @param connectTimeout how long to wait for a connection before giving up
 */
public record PostgresOptions(SchemaMode schemaMode, int poolSize, Duration connectTimeout) {
    public static final PostgresOptions DEFAULT = new PostgresOptions(SchemaMode.CREATE, 8, Duration.ofSeconds(10));

    public PostgresOptions withSchemaMode(SchemaMode mode) {
        return new PostgresOptions(mode, poolSize, connectTimeout);
    }

    public PostgresOptions withPoolSize(int size) {
        return new PostgresOptions(schemaMode, size, connectTimeout);
    }
}
