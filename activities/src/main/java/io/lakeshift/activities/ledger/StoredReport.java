package io.lakeshift.activities.ledger;

import java.time.Instant;

/**
 * An assess or validation report.
 *
 * @param digest SHA-256 of the body, hexadecimal
 * @param subject a unit, or a table's alias where there is no migration
 * @param body JSON
 */
public record StoredReport(String digest, String subject, String kind, String body, Instant storedAt) {}
