package io.lakeshift.cli.plan;

/** A plan file that cannot be used; the message lists everything that is wrong with it. */
public final class PlanFileException extends RuntimeException {
    PlanFileException(String message) {
        super(message);
    }
}
