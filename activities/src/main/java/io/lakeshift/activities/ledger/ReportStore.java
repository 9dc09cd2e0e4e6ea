package io.lakeshift.activities.ledger;

/** Keeps what is too large for a workflow's history. */
public interface ReportStore {
    /**
     * @param subject a unit, or a table's alias where there is no migration
     * @param body JSON
     * @return SHA-256 of the body, hexadecimal; storing the same body again gives the same digest and one row
     */
    String store(String subject, String kind, String body);
}
