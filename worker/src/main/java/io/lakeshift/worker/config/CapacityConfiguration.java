package io.lakeshift.worker.config;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MaxDuration;
import io.dropwizard.validation.MinDuration;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How much this process takes on.
 *
 * @param workflows that are kept in memory
 * @param shortActivities that run at one time
 * @param copies imports and validations that run at one time: as memory and storage bear
 * @param stickyTimeout how long a waiting workflow's next step is held for the process that has it in memory, and so
 *     for a dead one
 */
public record CapacityConfiguration(
        @Min(1) int workflows,
        @Min(1) int shortActivities,
        @Min(1) int copies,

        @NotNull @MinDuration(value = 1, unit = TimeUnit.SECONDS) @MaxDuration(value = 60, unit = TimeUnit.SECONDS)
        Duration stickyTimeout) {
    public static final CapacityConfiguration DEFAULT = new CapacityConfiguration(600, 64, 4, Duration.seconds(2));

    @JsonCreator
    static CapacityConfiguration of(
            @JsonProperty("workflows") @Nullable Integer workflows,
            @JsonProperty("shortActivities") @Nullable Integer shortActivities,
            @JsonProperty("copies") @Nullable Integer copies,
            @JsonProperty("stickyTimeout") @Nullable Duration stickyTimeout) {
        return new CapacityConfiguration(
                requireNonNullElse(workflows, DEFAULT.workflows),
                requireNonNullElse(shortActivities, DEFAULT.shortActivities),
                requireNonNullElse(copies, DEFAULT.copies),
                requireNonNullElse(stickyTimeout, DEFAULT.stickyTimeout));
    }
}
