package io.lakeshift.worker;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.core.Configuration;
import io.lakeshift.worker.config.CapacityConfiguration;
import io.lakeshift.worker.config.DatabaseConfiguration;
import io.lakeshift.worker.config.PublisherConfiguration;
import io.lakeshift.worker.config.TemporalConfiguration;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;

/** The worker's configuration file; {@code deploy/worker.yml} shows all of it. */
public final class WorkerConfiguration extends Configuration {
    @Valid private final TemporalConfiguration temporal;

    @Valid private final DatabaseConfiguration database;

    @Valid private final CapacityConfiguration capacity;

    @Valid private final PublisherConfiguration publisher;

    private final boolean smokeTestCommands;

    @JsonCreator
    public WorkerConfiguration(
            @JsonProperty("temporal") @Nullable TemporalConfiguration temporal,
            @JsonProperty("database") @Nullable DatabaseConfiguration database,
            @JsonProperty("capacity") @Nullable CapacityConfiguration capacity,
            @JsonProperty("publisher") @Nullable PublisherConfiguration publisher,
            @JsonProperty("smokeTestCommands") @Nullable Boolean smokeTestCommands) {
        this.temporal = requireNonNullElse(temporal, TemporalConfiguration.DEFAULT);
        this.database = requireNonNullElse(database, DatabaseConfiguration.DEFAULT);
        this.capacity = requireNonNullElse(capacity, CapacityConfiguration.DEFAULT);
        this.publisher = requireNonNullElse(publisher, PublisherConfiguration.DEFAULT);
        this.smokeTestCommands = requireNonNullElse(smokeTestCommands, false);
    }

    public TemporalConfiguration temporal() {
        return temporal;
    }

    public DatabaseConfiguration database() {
        return database;
    }

    public CapacityConfiguration capacity() {
        return capacity;
    }

    public PublisherConfiguration publisher() {
        return publisher;
    }

    /** Whether commands that plans name as smoke tests are run: whoever writes a plan then runs programs here. */
    public boolean smokeTestCommands() {
        return smokeTestCommands;
    }
}
