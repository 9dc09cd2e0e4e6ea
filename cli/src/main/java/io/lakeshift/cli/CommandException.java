package io.lakeshift.cli;

import org.jspecify.annotations.Nullable;

/** Ends a command with a sentence for its user and an exit code. */
public final class CommandException extends RuntimeException {
    private final ExitCode exitCode;

    public CommandException(ExitCode exitCode, String message) {
        this(exitCode, message, null);
    }

    public CommandException(ExitCode exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    public ExitCode exitCode() {
        return exitCode;
    }
}
