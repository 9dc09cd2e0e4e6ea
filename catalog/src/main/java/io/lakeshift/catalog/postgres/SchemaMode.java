package io.lakeshift.catalog.postgres;

import java.util.Locale;

/** What to do where the database does not hold the catalog's schema, or an older one. */
public enum SchemaMode {
    /** Create or upgrade it. */
    CREATE,
    /** Refuse, and change nothing. */
    REQUIRE;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
