package io.lakeshift.workflows.lifecycle;

/** A command that was accepted and waits to be carried out. */
record Order(Kind kind, Command command) {
    /** From weak to strong: a stronger order replaces a weaker one that has not been carried out. */
    enum Kind {
        RESUME,
        RETRY,
        PAUSE,
        ROLLBACK,
        ABORT;

        String verb() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
