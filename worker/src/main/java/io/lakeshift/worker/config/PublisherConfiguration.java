package io.lakeshift.worker.config;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MinDuration;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Publishing of SQL-backed tables.
 *
 * @param shards into which the tables fall; the same number on every worker; 0 leaves publishing to others
 * @param poll how often to look where no notification came
 * @param unhealthyLag a commit that is not a file after this long makes the health check fail
 */
public record PublisherConfiguration(
        @Min(0) @Max(64) int shards,

        @NotNull @MinDuration(value = 50, unit = TimeUnit.MILLISECONDS)
        Duration poll,

        @NotNull Duration unhealthyLag) {
    public static final PublisherConfiguration DEFAULT =
            new PublisherConfiguration(1, Duration.seconds(1), Duration.seconds(60));

    @JsonCreator
    static PublisherConfiguration of(
            @JsonProperty("shards") @Nullable Integer shards,
            @JsonProperty("poll") @Nullable Duration poll,
            @JsonProperty("unhealthyLag") @Nullable Duration unhealthyLag) {
        return new PublisherConfiguration(
                requireNonNullElse(shards, DEFAULT.shards),
                requireNonNullElse(poll, DEFAULT.poll),
                requireNonNullElse(unhealthyLag, DEFAULT.unhealthyLag));
    }
}
