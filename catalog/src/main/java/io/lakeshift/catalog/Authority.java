package io.lakeshift.catalog;

import java.util.Locale;

/** Who decides a table's commits. Exactly one side at any time. */
public enum Authority {
    /** The log files decide; the catalog tracks them. */
    FILES,
    /** The catalog decides (ratifies) and publishes to the log. */
    SQL,
    /** On the way from SQL to FILES: nothing new is ratified while publishing drains to the head. */
    DRAINING;

    /** The spelling in the database and in output. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Authority of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
