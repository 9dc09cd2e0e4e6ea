package io.lakeshift.catalog.store;

import java.util.Optional;

/**
 * @param location normalised
 * @param logLocation the {@code _delta_log} directory
 * @param alias what the caller wants the table to be called: alias or UUID; empty for the registered one, or the
 *     location's leaf name
 * @param mode {@code fast} or {@code full-history}
 */
public record ImportTarget(String location, String logLocation, Optional<String> alias, String mode) {}
