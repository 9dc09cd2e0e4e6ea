package io.lakeshift.catalog.store;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A row of {@code migration_status}: how a table's newest import stands.
 *
 * @param tableId the table's alias
 * @param status {@code pending}, {@code running}, {@code completed} or {@code failed}
 */
public record ImportStatus(
        String tableId,
        String status,
        OptionalLong version,
        long filesProcessed,
        Optional<Instant> startedAt,
        Optional<Instant> completedAt,
        Optional<String> error) {}
