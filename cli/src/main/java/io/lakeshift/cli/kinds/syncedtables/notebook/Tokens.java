package io.lakeshift.cli.kinds.syncedtables.notebook;

import io.lakeshift.cli.kinds.syncedtables.notebook.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cuts Python into tokens. What is no Python comes out as signs, so that reading can go on behind it. */
final class Tokens {
    private final String code;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int line = 1;
    private int depth;

    private Tokens(String code) {
        this.code = code.replace("\r\n", "\n").replace('\r', '\n');
    }

    static List<Token> of(String code) {
        Tokens reader = new Tokens(code);
        while (reader.at < reader.code.length()) {
            reader.next();
        }
        reader.add(Kind.END, "");
        return reader.tokens;
    }

    private void next() {
        char c = code.charAt(at);
        if (c == '\n') {
            at++;
            if (depth == 0) {
                add(Kind.END, "");
            }
            line++;
        } else if (c == '\\' && peek(1) == '\n') {
            at += 2;
            line++;
        } else if (c == '#' || isMagic(c)) {
            skipLine();
        } else if (Character.isWhitespace(c)) {
            at++;
        } else if (c == ';' && depth == 0) {
            at++;
            add(Kind.END, "");
        } else if (c == '"' || c == '\'') {
            text("");
        } else if (Character.isDigit(c)) {
            number();
        } else if (Character.isJavaIdentifierStart(c)) {
            name();
        } else {
            sign(c);
        }
    }

    /** {@code %pip install} and {@code !ls} at a line's begin belong to the notebook, not to Python. */
    private boolean isMagic(char c) {
        return (c == '%' || c == '!')
                && depth == 0
                && (tokens.isEmpty() || tokens.get(tokens.size() - 1).kind() == Kind.END);
    }

    private void skipLine() {
        while (at < code.length() && code.charAt(at) != '\n') {
            at++;
        }
    }

    private void number() {
        int from = at;
        while (at < code.length()
                && (Character.isLetterOrDigit(code.charAt(at)) || "._".indexOf(code.charAt(at)) >= 0)) {
            at++;
        }
        add(Kind.NUMBER, code.substring(from, at).replace("_", ""));
    }

    private void name() {
        int from = at;
        while (at < code.length() && Character.isJavaIdentifierPart(code.charAt(at))) {
            at++;
        }
        String word = code.substring(from, at);
        boolean isPrefix = word.length() <= 2 && word.toLowerCase(Locale.ROOT).matches("[rbuf]{1,2}");
        if (isPrefix && (peek(0) == '"' || peek(0) == '\'')) {
            text(word.toLowerCase(Locale.ROOT));
        } else {
            add(Kind.NAME, word);
        }
    }

    private void sign(char c) {
        at++;
        if ("([{".indexOf(c) >= 0) {
            depth++;
        } else if (")]}".indexOf(c) >= 0) {
            depth = Math.max(0, depth - 1);
        }
        boolean comparison = "=!<>".indexOf(c) >= 0 && peek(0) == '=';
        if (comparison) {
            at++;
        }
        add(Kind.SIGN, comparison ? c + "=" : Character.toString(c));
    }

    private void text(String prefix) {
        int began = line;
        char quote = code.charAt(at);
        boolean isLong = peek(1) == quote && peek(2) == quote;
        at += isLong ? 3 : 1;
        StringBuilder text = new StringBuilder();
        while (at < code.length()) {
            char c = code.charAt(at);
            if (c == '\n' && !isLong) {
                // Never closed: what follows is read as if it were.
                break;
            }
            if (c == quote && (!isLong || (peek(1) == quote && peek(2) == quote))) {
                at += isLong ? 3 : 1;
                break;
            }
            if (c == '\n') {
                line++;
            }
            if (c == '\\' && !prefix.contains("r")) {
                escape(text);
            } else {
                text.append(c);
                at++;
            }
        }
        tokens.add(new Token(prefix.contains("f") ? Kind.FORMATTED : Kind.TEXT, text.toString(), began));
    }

    private void escape(StringBuilder text) {
        char c = peek(1);
        at += 2;
        switch (c) {
            case 'n' -> text.append('\n');
            case 't' -> text.append('\t');
            case '\n' -> line++;
            case '\\', '\'', '"' -> text.append(c);
            default -> text.append('\\').append(c);
        }
    }

    private char peek(int ahead) {
        return at + ahead < code.length() ? code.charAt(at + ahead) : '\0';
    }

    private void add(Kind kind, String text) {
        tokens.add(new Token(kind, text, line));
    }
}
