package io.lakeshift.workflows.testing;

import io.lakeshift.workflows.lifecycle.AuditActivities;
import io.lakeshift.workflows.lifecycle.AuditEvent;
import java.util.ArrayList;
import java.util.List;

/** An audit chain in memory. */
public final class TestingAudit implements AuditActivities {
    private final List<Entry> entries = new ArrayList<>();

    @Override
    public synchronized Appended append(Entry entry) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).unit().equals(entry.unit())
                    && entries.get(i).key().equals(entry.key())) {
                return new Appended(i + 1L);
            }
        }
        entries.add(entry);
        return new Appended(entries.size());
    }

    public synchronized List<Entry> of(AuditEvent event) {
        return entries.stream().filter(entry -> entry.event() == event).toList();
    }

    /** Every entry as {@code EVENT actor detail}, in order. */
    public synchronized List<String> lines() {
        return entries.stream()
                .map(entry -> entry.event() + " " + entry.actor() + " " + entry.detail())
                .toList();
    }
}
