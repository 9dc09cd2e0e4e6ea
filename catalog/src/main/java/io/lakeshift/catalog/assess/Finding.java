package io.lakeshift.catalog.assess;

/**
 * @param code stable, upper case with underscores
 * @param fix the next command or act; empty for INFO without one
 */
public record Finding(Severity severity, String code, String evidence, String fix) {
    public enum Severity {
        /** The import or the cut over will not work. */
        BLOCKER,
        WARNING,
        INFO
    }
}
