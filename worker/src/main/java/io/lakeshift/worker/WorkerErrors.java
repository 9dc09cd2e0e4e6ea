package io.lakeshift.worker;

/** Every message of this package. */
final class WorkerErrors {
    private WorkerErrors() {}

    static IllegalStateException temporalUnreachable(String address, RuntimeException cause) {
        return new IllegalStateException(
                "The Temporal service at " + address + " does not answer. Check that it runs, and the address, TLS and"
                        + " API key (TEMPORAL_ADDRESS, TEMPORAL_TLS_*, TEMPORAL_API_KEY, or temporal in the worker's"
                        + " configuration). To try Lakeshift without one: lakeshift dev",
                cause);
    }

    static IllegalStateException temporalConfiguration(Exception cause) {
        return new IllegalStateException(
                "Temporal's configuration cannot be used: " + cause.getMessage()
                        + ". Check temporal.configFile and temporal.profile in the worker's configuration, or"
                        + " TEMPORAL_CONFIG_FILE and TEMPORAL_PROFILE.",
                cause);
    }
}
