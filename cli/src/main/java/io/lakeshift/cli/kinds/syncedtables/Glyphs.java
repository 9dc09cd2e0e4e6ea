package io.lakeshift.cli.kinds.syncedtables;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The signs of the reports: the notebook's where the locale can show them, else plain ASCII. */
public enum Glyphs {
    UNICODE("\uD83D\uDE80 ", "\uD83D\uDCCB ", "\u2705", "\u274C", "\u23F3", "\u26A0", "\u2796"),
    ASCII("", "", "+", "x", "~", "!", "-");

    private final String rocket;
    private final String clipboard;
    private final String done;
    private final String failed;
    private final String waiting;
    private final String warning;
    private final String gone;

    Glyphs(String rocket, String clipboard, String done, String failed, String waiting, String warning, String gone) {
        this.rocket = rocket;
        this.clipboard = clipboard;
        this.done = done;
        this.failed = failed;
        this.waiting = waiting;
        this.warning = warning;
        this.gone = gone;
    }

    /** As POSIX reads a locale: the first of these variables that is set decides. */
    public static Glyphs of(Map<String, String> environment) {
        String locale = Stream.of("LC_ALL", "LC_CTYPE", "LANG")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isBlank())
                .findFirst()
                .orElse("");
        return locale.toUpperCase(Locale.ROOT).replace("-", "").contains("UTF8") ? UNICODE : ASCII;
    }

    /** Before a heading, with the space after it. */
    String rocket() {
        return rocket;
    }

    /** Before a heading, with the space after it. */
    String clipboard() {
        return clipboard;
    }

    String done() {
        return done;
    }

    String failed() {
        return failed;
    }

    String waiting() {
        return waiting;
    }

    String warning() {
        return warning;
    }

    String gone() {
        return gone;
    }
}
