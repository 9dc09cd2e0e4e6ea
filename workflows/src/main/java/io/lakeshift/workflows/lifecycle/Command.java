package io.lakeshift.workflows.lifecycle;

import org.jspecify.annotations.Nullable;

/**
 * A person's order to a running migration.
 *
 * @param by who orders it; required
 * @param reason free text for the record; empty where none was given
 */
public record Command(String by, String reason) {
    public Command(@Nullable String by, @Nullable String reason) {
        this.by = by == null ? "" : by.strip();
        this.reason = reason == null ? "" : reason;
    }
}
