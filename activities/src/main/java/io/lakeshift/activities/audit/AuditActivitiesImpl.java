package io.lakeshift.activities.audit;

import io.lakeshift.workflows.lifecycle.AuditActivities;

/** Appends to the audit chain what workflows tell. */
public final class AuditActivitiesImpl implements AuditActivities {
    private final AuditChain chain;

    public AuditActivitiesImpl(AuditChain chain) {
        this.chain = chain;
    }

    @Override
    public Appended append(Entry request) {
        return new Appended(chain.append(AuditRecord.of(request)).sequence());
    }
}
