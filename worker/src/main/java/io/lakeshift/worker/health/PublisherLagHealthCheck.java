package io.lakeshift.worker.health;

import com.codahale.metrics.health.HealthCheck;
import java.time.Duration;

/** Whether ratified versions become files in time. */
public final class PublisherLagHealthCheck extends HealthCheck {
    private final PublisherLag lag;
    private final Duration limit;

    public PublisherLagHealthCheck(PublisherLag lag, Duration limit) {
        this.lag = lag;
        this.limit = limit;
    }

    @Override
    protected Result check() {
        Duration worst = lag.worst();
        return worst.compareTo(limit) <= 0
                ? Result.healthy("lag %d s", worst.toSeconds())
                : Result.unhealthy(
                        "The oldest ratified version has waited %d s to be published; at most %d s are allowed."
                                + " See which table fails: lakeshift migration-status",
                        worst.toSeconds(), limit.toSeconds());
    }
}
