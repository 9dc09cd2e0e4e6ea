package io.lakeshift.workflows.lifecycle;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A person's order to a running migration.
 *
 * @param by who orders it; required
 * @param reason free text for the record; empty where none was given
 */
public record Command(String by, String reason, Optional<String> id) implements Act {
    @SuppressWarnings({"OptionalAssignedToNull", "NullableOptional"}) // payloads come from any client
    public Command(@Nullable String by, @Nullable String reason, @Nullable Optional<String> id) {
        this.by = by == null ? "" : by.strip();
        this.reason = reason == null ? "" : reason;
        this.id = id == null ? Optional.empty() : id;
    }

    public Command(String by, String reason) {
        this(by, reason, Optional.empty());
    }

    @Override
    public Command withId(String other) {
        return new Command(by, reason, Optional.of(other));
    }
}
