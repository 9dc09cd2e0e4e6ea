package io.lakeshift.catalog.store;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Up to which version each table's history has been proven equal to its log. */
public interface ValidationStore {
    Optional<Proof> find(UUID tableId);

    /** Replaces the table's proof. */
    void record(UUID tableId, Proof proof);

    /** Forgets the table's proof, so that the next validation starts at the beginning. */
    void forget(UUID tableId);

    /**
     * @param fromVersion first version whose commit was compared
     * @param version last one
     * @param digest of the compared state at the last one, as {@code DiffReport} gives it
     */
    record Proof(long fromVersion, long version, String digest, Instant validatedAt) {}
}
