package io.lakeshift.catalog.uri;

import io.lakeshift.catalog.CatalogError;
import io.lakeshift.catalog.CatalogException;

final class UriErrors {
    private static final String DATABASE_FORM = "postgresql://user:password@host:5432/database";

    private UriErrors() {}

    /** The text itself is left out of this message: it may hold a password at an unexpected place. */
    static CatalogException databaseUrlMalformed() {
        return invalid("The database URL cannot be read. Write it as " + DATABASE_FORM
                + " and percent-encode special characters in user and password.");
    }

    static CatalogException databaseNameMissing() {
        return invalid("The database URL names no database. Write it as " + DATABASE_FORM + ".");
    }

    static CatalogException sqliteNotYet() {
        return invalid("SQLite catalogs are not supported yet; they come later. Supported: postgresql. Write the"
                + " database URL as " + DATABASE_FORM + ".");
    }

    static CatalogException enginePlanned(String engine) {
        return invalid(engine + " is planned, not supported yet; supported: postgresql. Write the database URL as "
                + DATABASE_FORM + ".");
    }

    static CatalogException engineUnknown(String scheme) {
        return invalid("Database engine '" + scheme + "' is unknown; supported: postgresql. Write the database URL as "
                + DATABASE_FORM + ".");
    }

    static CatalogException deltaSqlMalformed(String problem) {
        return invalid("The deltasql URI " + problem + ". Forms: deltasql://<catalog alias>/<table>,"
                + " deltasql://postgres/<database>/<schema>/<table>, deltasql://pg://<host>/<database>.<table>,"
                + " deltasql://postgresql://user:password@host:5432/<database>.<table>.");
    }

    static CatalogException storageNotYet(String scheme) {
        return invalid("Locations with the scheme '" + scheme + "' are not supported yet; supported: local paths and"
                + " file: URIs. For a log that lies elsewhere, copy the _delta_log directory here and give --log-dir"
                + " together with --table-location.");
    }

    static CatalogException locationMalformed(String location) {
        return invalid("'" + location + "' is neither a path nor a URI. Give the table's root directory.");
    }

    private static CatalogException invalid(String message) {
        return new CatalogException(CatalogError.INVALID_INPUT, message);
    }
}
