package io.lakeshift.cli.stack;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Optional;

/**
 * Where a Temporal service answers.
 *
 * @param address host:port
 * @param ui the Web UI's address, where the service has one
 */
public record TemporalEndpoint(String address, String namespace, Kind kind, Optional<String> ui) {
    /** Run by a Lakeshift process on this machine, which also runs its workers. */
    @JsonIgnore
    public boolean isLocal() {
        return kind != Kind.CONFIGURED;
    }

    /** How the service was found. */
    public enum Kind {
        /** By the environment or a profile; it belongs to somebody else. */
        CONFIGURED,
        /** The real dev server, with a database file: it remembers. */
        DEV_SERVER,
        /** Inside a Lakeshift process: what it knows ends with that process; the PostgreSQL ledger does not. */
        IN_PROCESS
    }
}
