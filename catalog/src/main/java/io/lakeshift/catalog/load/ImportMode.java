package io.lakeshift.catalog.load;

import java.util.Locale;

/** How much of a table's history is imported the first time. Later imports catch up, whichever mode it was. */
public enum ImportMode {
    /** The newest complete checkpoint and the commits after it; from version 0 where there is no checkpoint. */
    FAST,
    /** Every commit from version 0. */
    FULL_HISTORY;

    /** The spelling on the command line, in plans and in the database. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws io.lakeshift.catalog.CatalogException INVALID_INPUT naming both modes */
    public static ImportMode of(String label) {
        for (ImportMode mode : values()) {
            if (mode.label().equals(label)) {
                return mode;
            }
        }
        throw LoadErrors.unknownMode(label);
    }
}
