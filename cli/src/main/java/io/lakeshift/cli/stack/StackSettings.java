package io.lakeshift.cli.stack;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What to open.
 *
 * @param environment {@code TEMPORAL_*}, {@code LAKESHIFT_HOME}, {@code PATH}
 * @param databaseUrl the configured database; without it the home's own PostgreSQL is used
 * @param temporalNeeded false where reading the database is enough: then no Temporal service is started, but one that
 *     runs is used
 * @param progress told, in one sentence each, what takes long
 */
public record StackSettings(
        Home home,
        Map<String, String> environment,
        Optional<String> databaseUrl,
        boolean temporalNeeded,
        Consumer<String> progress) {
    public StackSettings {
        environment = Map.copyOf(environment);
    }
}
