package io.lakeshift.sandbox.sync;

/** A synchronisation that ended with an error of the user's making. */
public final class SyncFailed extends Exception {
    private final String errorClass;

    public SyncFailed(String reason, String text) {
        super(text);
        this.errorClass = reason.contains(".") ? reason : "SYNCED_TABLE_USER_ERROR." + reason;
    }

    public String errorClass() {
        return errorClass;
    }

    /** As it stands in events and in the table's message. */
    public String text() {
        return "[" + errorClass + "] " + getMessage();
    }
}
