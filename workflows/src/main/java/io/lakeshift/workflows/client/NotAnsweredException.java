package io.lakeshift.workflows.client;

/** An act was delivered, and nobody has answered it yet. The message says so to people, with what to do. */
public final class NotAnsweredException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotAnsweredException(String message) {
        super(message);
    }
}
