package io.lakeshift.worker.config;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.Duration;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/**
 * Which Temporal service. Whatever is empty here comes from Temporal's own configuration: the {@code TEMPORAL_*}
 * environment variables (address, namespace, API key, TLS), else its configuration file.
 *
 * @param profile of Temporal's configuration file
 * @param identity how this process is named in the Web UI; empty means process id and host
 * @param connectTimeout how long the start waits for the service
 */
public record TemporalConfiguration(
        @NotNull String address,
        @NotNull String namespace,
        @NotNull String profile,
        @NotNull String configFile,
        @NotNull String identity,
        @NotNull Duration connectTimeout) {
    public static final TemporalConfiguration DEFAULT =
            new TemporalConfiguration("", "", "", "", "", Duration.seconds(30));

    @JsonCreator
    static TemporalConfiguration of(
            @JsonProperty("address") @Nullable String address,
            @JsonProperty("namespace") @Nullable String namespace,
            @JsonProperty("profile") @Nullable String profile,
            @JsonProperty("configFile") @Nullable String configFile,
            @JsonProperty("identity") @Nullable String identity,
            @JsonProperty("connectTimeout") @Nullable Duration connectTimeout) {
        return new TemporalConfiguration(
                requireNonNullElse(address, DEFAULT.address),
                requireNonNullElse(namespace, DEFAULT.namespace),
                requireNonNullElse(profile, DEFAULT.profile),
                requireNonNullElse(configFile, DEFAULT.configFile),
                requireNonNullElse(identity, DEFAULT.identity),
                requireNonNullElse(connectTimeout, DEFAULT.connectTimeout));
    }
}
