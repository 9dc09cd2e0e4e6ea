package io.lakeshift.cli.stack;

import org.jspecify.annotations.Nullable;

/** The local stack could not be found, started or used. The message says why and what to do next. */
public final class StackException extends RuntimeException {
    StackException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
