package io.lakeshift.cli.kinds.syncedtables.notebook;

import java.util.List;
import java.util.Locale;

/** The sync modes, in whatever case a notebook writes them. */
final class SyncModes {
    private static final List<String> NAMES = List.of("SNAPSHOT", "TRIGGERED", "CONTINUOUS");

    private SyncModes() {}

    static boolean isOne(Object value) {
        return value instanceof String text && NAMES.contains(of(text));
    }

    /** Another text stays as it is: whoever reads the plan says what is wrong with it. */
    static String of(String text) {
        String upper = text.strip().toUpperCase(Locale.ROOT);
        return NAMES.contains(upper) ? upper : text;
    }
}
