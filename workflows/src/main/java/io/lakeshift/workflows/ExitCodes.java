package io.lakeshift.workflows;

/** What a command exits with, so that workflow results and the command line agree. */
public final class ExitCodes {
    public static final int SUCCESS = 0;
    public static final int FAILED = 1;
    public static final int DRIFT = 2;
    public static final int LAG = 3;
    public static final int BLOCKED = 4;
    public static final int WAITING_FOR_APPROVAL = 5;
    public static final int USAGE = 64;

    private ExitCodes() {}
}
