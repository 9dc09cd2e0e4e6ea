package io.lakeshift.workflows.lifecycle;

/**
 * What became of a decision or a command. Everything that reaches a handler is answered and recorded, whether it
 * changes something or not.
 *
 * @param accepted whether it changed something
 * @param code a {@link Disposition} for decisions; for commands {@code ACCEPTED} or {@code NOT_NOW}
 * @param message for people: what happened, and if nothing did, why and what would
 */
public record Answer(boolean accepted, String code, String message) {
    static final String ACCEPTED = "ACCEPTED";
    static final String NOT_NOW = "NOT_NOW";

    static Answer accepted(String message) {
        return new Answer(true, ACCEPTED, message);
    }

    static Answer notNow(String message) {
        return new Answer(false, NOT_NOW, message);
    }
}
