package io.lakeshift.sandbox.engine;

/** @param text without quotes and escapes */
public record Token(Kind kind, String text) {
    /** What it is. */
    public enum Kind {
        WORD,
        QUOTED,
        STRING,
        NUMBER,
        MARKER,
        SYMBOL
    }

    public boolean is(String word) {
        return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equalsIgnoreCase(word);
    }

    public boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED;
    }
}
