package io.lakeshift.cli.kinds.syncedtables.notebook;

/**
 * A piece of Python.
 *
 * @param text what it stands for: of a text without quotes and escapes
 * @param line from 1
 */
record Token(Kind kind, String text, int line) {
    enum Kind {
        NAME,
        TEXT,
        /** A text with values in it, as {@code f"{NAME}.x"}. */
        FORMATTED,
        NUMBER,
        SIGN,
        /** The end of a statement: line ends within brackets do not count. */
        END
    }

    boolean is(String sign) {
        return kind == Kind.SIGN && text.equals(sign);
    }
}
