package io.lakeshift.sandbox.engine;

/** One line of the change data feed. */
public record Change(Type type, long version, Row row) {
    /** In the words of the feed's {@code _change_type}. */
    public enum Type {
        INSERT,
        UPDATE_PREIMAGE,
        UPDATE_POSTIMAGE,
        DELETE;

        /** Whether the row is gone after this change. */
        public boolean removes() {
            return this == DELETE || this == UPDATE_PREIMAGE;
        }
    }
}
