package io.lakeshift.sandbox;

import io.lakeshift.sandbox.seed.Seed;
import io.lakeshift.sandbox.state.Pace;
import java.time.Duration;

/**
 * How a sandbox is started.
 *
 * @param port of the REST surface; 0 for a free one
 * @param postgresPort of the first instance; 0 for a free one
 * @param engine the name of what keeps the source tables
 * @param credentialLife how long a database credential lives
 * @param maxConnections of the PostgreSQL behind it
 */
public record SandboxOptions(
        int port, int postgresPort, Seed seed, Pace pace, String engine, Duration credentialLife, int maxConnections) {
    /** For a person: states can be watched. */
    public static SandboxOptions tour() {
        return new SandboxOptions(0, 0, Seed.fashionDemo(), Pace.TOUR, "postgres", Duration.ofHours(1), 200);
    }

    /** For tests: free ports, and states that pass in milliseconds. */
    public static SandboxOptions fast() {
        return tour().withPace(Pace.FAST);
    }

    public SandboxOptions withPort(int next) {
        return new SandboxOptions(next, postgresPort, seed, pace, engine, credentialLife, maxConnections);
    }

    public SandboxOptions withPostgresPort(int next) {
        return new SandboxOptions(port, next, seed, pace, engine, credentialLife, maxConnections);
    }

    public SandboxOptions withSeed(Seed next) {
        return new SandboxOptions(port, postgresPort, next, pace, engine, credentialLife, maxConnections);
    }

    public SandboxOptions withPace(Pace next) {
        return new SandboxOptions(port, postgresPort, seed, next, engine, credentialLife, maxConnections);
    }

    public SandboxOptions withCredentialLife(Duration next) {
        return new SandboxOptions(port, postgresPort, seed, pace, engine, next, maxConnections);
    }

    public SandboxOptions withEngine(String next) {
        return new SandboxOptions(port, postgresPort, seed, pace, next, credentialLife, maxConnections);
    }

    public SandboxOptions withMaxConnections(int next) {
        return new SandboxOptions(port, postgresPort, seed, pace, engine, credentialLife, next);
    }
}
