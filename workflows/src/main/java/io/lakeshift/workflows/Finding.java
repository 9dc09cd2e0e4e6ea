package io.lakeshift.workflows;

import java.util.Optional;

/**
 * Something an assessment found.
 *
 * @param code stable upper-case name, such as {@code UNSUPPORTED_FEATURE}
 * @param message what was found, for people
 * @param evidence where it can be seen: a file, a version, a property with its value
 * @param remedy the command or change that fixes it; empty where nothing needs doing
 */
public record Finding(
        String code, Severity severity, String message, Optional<String> evidence, Optional<String> remedy) {
    public enum Severity {
        /** The migration must not start. */
        BLOCKER,
        WARNING,
        INFO
    }

    public static Finding blocker(String code, String message, String evidence, String remedy) {
        return new Finding(code, Severity.BLOCKER, message, Optional.of(evidence), Optional.of(remedy));
    }

    public static Finding warning(String code, String message, String evidence, String remedy) {
        return new Finding(code, Severity.WARNING, message, Optional.of(evidence), Optional.of(remedy));
    }

    public static Finding info(String code, String message) {
        return new Finding(code, Severity.INFO, message, Optional.empty(), Optional.empty());
    }
}
