package io.lakeshift.activities.ledger;

import java.util.List;
import java.util.Optional;

/** What the ledger knows. Reading takes no lock and works without a Temporal service. */
public interface LedgerReader {
    Optional<UnitOfWork> unit(String unitId);

    /** A migration and its tables, by unit id; empty for an unknown migration. */
    List<UnitOfWork> unitsOf(String migrationId);

    /** The newest units first. */
    List<UnitOfWork> units(int limit);

    /** What a Temporal service that has forgotten it must be given again, oldest first. */
    List<UnitOfWork> unfinished();

    /** In the order in which they began. */
    List<Step> steps(String workflowId);

    /** In the order in which they arrived. */
    List<RecordedDecision> decisions(String unitId);

    Optional<StoredReport> report(String digest);

    /** The newest report of a kind about a subject. */
    Optional<StoredReport> latestReport(String subject, String kind);
}
