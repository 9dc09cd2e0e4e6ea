package io.lakeshift.cli.kinds.syncedtables.notebook;

/** Something that only running it would tell. */
final class NotALiteralException extends RuntimeException {
    NotALiteralException(String message) {
        super(message);
    }
}
