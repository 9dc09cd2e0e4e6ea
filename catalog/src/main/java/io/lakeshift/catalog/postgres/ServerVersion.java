package io.lakeshift.catalog.postgres;

/**
 * What a server says it is.
 *
 * @param number {@code server_version_num}: 140011 for 14.11, 90624 for 9.6.24
 * @param text {@code server_version}, for messages
 */
record ServerVersion(int number, String text) {
    private static final int OLDEST = 140_000;

    /** @throws io.lakeshift.catalog.CatalogException DATABASE_UNSUPPORTED */
    void requireSupported() {
        if (number < OLDEST) {
            throw PostgresErrors.serverTooOld(text);
        }
    }
}
