package io.lakeshift.cli;

import java.util.Arrays;

/** What the program's exit code says to a script. */
public enum ExitCode {
    SUCCESS(0, "success, or parity"),
    FAILED(1, "failed"),
    DRIFT(2, "drift between the catalog and the log"),
    LAG(3, "parity, but the lag objective is missed"),
    BLOCKED(4, "blocked by the assessment"),
    WAITING_FOR_APPROVAL(5, "waiting for approval (with --no-wait)"),
    PARTLY(6, "some synced tables failed, the others are where they should be"),
    USAGE(64, "usage error");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** The exit code with this number; {@link #FAILED} for one that is not on the list. */
    public static ExitCode of(int code) {
        return Arrays.stream(values())
                .filter(candidate -> candidate.code == code)
                .findFirst()
                .orElse(FAILED);
    }

    public int code() {
        return code;
    }

    public String meaning() {
        return meaning;
    }
}
