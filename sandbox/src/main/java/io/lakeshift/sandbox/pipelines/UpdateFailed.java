package io.lakeshift.sandbox.pipelines;

/** The end of an update that did not do what it should; the text goes into its events. */
public final class UpdateFailed extends Exception {
    private final String errorClass;

    public UpdateFailed(String errorClass, String text) {
        super("[" + errorClass + "] " + text);
        this.errorClass = errorClass;
    }

    public String errorClass() {
        return errorClass;
    }
}
