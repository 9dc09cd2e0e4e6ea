package io.lakeshift.workflows.lifecycle;

import java.util.Optional;

/**
 * What a life cycle is given to begin with.
 *
 * @param unit {@code name/alias}
 * @param migration the plan's {@code metadata.name}
 * @param request the workflow's request as JSON, for the ledger; holds no secret
 * @param traits in what the kind differs from others
 * @param batch whom to report to
 */
public record LifeCycleSettings(
        String unit,
        String migration,
        String kind,
        KindTraits traits,
        String alias,
        String requestedBy,
        Policy policy,
        Optional<String> expectedPlanHash,
        String request,
        Optional<String> batch) {}
