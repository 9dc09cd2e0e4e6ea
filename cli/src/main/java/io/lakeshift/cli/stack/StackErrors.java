package io.lakeshift.cli.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Every message of this package. */
final class StackErrors {
    private StackErrors() {}

    static StackException homeNotUsable(Path home, Throwable cause) {
        return new StackException(
                "%s cannot be used as Lakeshift's home: %s. Set LAKESHIFT_HOME to a directory that you may write."
                        .formatted(home, reason(cause)),
                cause);
    }

    static StackException noPostgresForThisMachine(String system, String machine, Throwable cause) {
        return new StackException(
                "No embedded PostgreSQL exists for %s on %s. Set LAKESHIFT_DATABASE_URL to a PostgreSQL server."
                        .formatted(system, machine),
                cause);
    }

    static StackException postgresFailed(String step, int exitCode, Path log, String lastLines) {
        return new StackException(
                "The embedded PostgreSQL failed at '%s' (exit %d): %s The whole log is in %s. To use a server of your own, set LAKESHIFT_DATABASE_URL."
                        .formatted(step, exitCode, sentence(lastLines), log),
                null);
    }

    static StackException postgresAsRoot(Throwable cause) {
        return new StackException(
                "PostgreSQL does not run as root, and this system allows no user namespace (unshare -U) to hide that. Run as an ordinary user, or set LAKESHIFT_DATABASE_URL to a PostgreSQL server.",
                cause);
    }

    static StackException temporalDidNotStart(Path program, Path log, String lastLines) {
        return new StackException(
                "The Temporal dev server (%s) did not become ready: %s The whole log is in %s. Remove the program from the PATH to use the built-in service, or set TEMPORAL_ADDRESS."
                        .formatted(program, sentence(lastLines), log),
                null);
    }

    static StackException temporalUnreachable(String address, Throwable cause) {
        return new StackException(
                "No Temporal service answers at %s (%s). Check TEMPORAL_ADDRESS, or unset it to use a local one."
                        .formatted(address, reason(cause)),
                cause);
    }

    static StackException profileNotReadable(Throwable cause) {
        return new StackException(
                "The Temporal configuration could not be read: %s. Check TEMPORAL_PROFILE and TEMPORAL_CONFIG_FILE."
                        .formatted(reason(cause)),
                cause);
    }

    static StackException otherOwnerNotReady(Path lock, Duration waited) {
        return new StackException(
                "Another Lakeshift process holds %s but has not become ready within %d s. End that process, or set LAKESHIFT_HOME to another directory."
                        .formatted(lock, waited.toSeconds()),
                null);
    }

    static StackException interrupted(String during) {
        return new StackException("Interrupted while %s.".formatted(during), null);
    }

    private static String reason(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    private static String sentence(String text) {
        String stripped = text.strip();
        if (stripped.isEmpty()) {
            return "it wrote nothing.";
        }
        return stripped.endsWith(".") ? stripped : stripped + ".";
    }

    static StackException sandboxMissing() {
        return new StackException(
                "The sandbox is not here: this program was not started by its launcher. Use ./lakeshift of a checkout, or"
                        + " put lakeshift-sandbox.jar into $LAKESHIFT_HOME/bin.",
                null);
    }

    static StackException sandboxNotStarted() {
        return new StackException("The sandbox ended before it was ready; what it said is above.", null);
    }

    static StackException sandboxFailed(IOException cause) {
        return new StackException("The sandbox could not be run (" + cause.getMessage() + ").", cause);
    }
}
