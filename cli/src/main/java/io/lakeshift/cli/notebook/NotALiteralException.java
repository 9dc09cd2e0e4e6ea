package io.lakeshift.cli.notebook;

/** Something that only running it would tell. */
final class NotALiteralException extends RuntimeException {
    NotALiteralException(String message) {
        super(message);
    }
}
