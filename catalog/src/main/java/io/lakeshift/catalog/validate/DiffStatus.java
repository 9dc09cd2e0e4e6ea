package io.lakeshift.catalog.validate;

import java.util.Locale;

/** The outcome of a comparison. Drift beats lag. */
public enum DiffStatus {
    OK(0),
    DRIFT(2),
    LAG(3);

    private final int exitCode;

    DiffStatus(int exitCode) {
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }

    /** The spelling in output. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
