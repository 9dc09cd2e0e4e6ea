package io.lakeshift.sandbox.postgres;

/** Quoting for PostgreSQL. */
public final class SqlText {
    private SqlText() {}

    public static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    public static String literal(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }
}
