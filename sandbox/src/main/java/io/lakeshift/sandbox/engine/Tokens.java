package io.lakeshift.sandbox.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Spark SQL statement, cut into tokens, and a place in it. Comments and a last semicolon are gone. */
public final class Tokens {
    private static final Token END = new Token(Token.Kind.SYMBOL, "");
    private static final List<String> LONG_SYMBOLS =
            List.of("<=>", "::", "||", "<=", ">=", "!=", "<>", "==", "->", "=>");

    private final List<Token> tokens;
    private int position;

    private Tokens(List<Token> tokens) {
        this.tokens = List.copyOf(tokens);
    }

    public static Tokens of(String sql) {
        List<Token> tokens = new Lexer(sql).all();
        while (!tokens.isEmpty() && tokens.get(tokens.size() - 1).is(";")) {
            tokens.remove(tokens.size() - 1);
        }
        return new Tokens(tokens);
    }

    /** Of tokens that are there already. */
    public static Tokens of(List<Token> tokens) {
        return new Tokens(tokens);
    }

    public List<Token> all() {
        return tokens;
    }

    public boolean atEnd() {
        return position >= tokens.size();
    }

    public int position() {
        return position;
    }

    public Token peek() {
        return peek(0);
    }

    public Token peek(int ahead) {
        int index = position + ahead;
        return index >= 0 && index < tokens.size() ? tokens.get(index) : END;
    }

    public Token next() {
        Token token = peek();
        position++;
        return token;
    }

    /** Passes the words if they come next, all of them. */
    public boolean accept(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (!peek(i).is(words[i])) {
                return false;
            }
        }
        position += words.length;
        return true;
    }

    public void expect(String word) {
        if (!accept(word)) {
            throw EngineException.parse("Syntax error at or near '%s': expected '%s'.".formatted(peek().text(), word));
        }
    }

    public void expectEnd() {
        if (!atEnd()) {
            throw EngineException.parse("Syntax error at or near '%s'.".formatted(peek().text()));
        }
    }

    /** A name of one to three parts. */
    public List<String> name() {
        List<String> parts = new ArrayList<>();
        do {
            Token token = next();
            if (!token.isName()) {
                throw EngineException.parse("Syntax error at or near '%s': expected a name.".formatted(token.text()));
            }
            parts.add(token.text());
        } while (accept("."));
        return parts;
    }

    public TableName tableName(Optional<String> catalog, Optional<String> schema) {
        return complete(name(), catalog, schema);
    }

    public static TableName complete(List<String> parts, Optional<String> catalog, Optional<String> schema) {
        return switch (parts.size()) {
            case 3 -> new TableName(parts.get(0), parts.get(1), parts.get(2));
            case 2 -> new TableName(catalog.orElse("main"), parts.get(0), parts.get(1));
            case 1 -> new TableName(catalog.orElse("main"), schema.orElse("default"), parts.get(0));
            default -> throw EngineException.parse("'%s' is not a table name.".formatted(String.join(".", parts)));
        };
    }

    /** {@code ('a' = 'b', c.d = 5)} */
    public Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        expect("(");
        do {
            String key = peek().kind() == Token.Kind.STRING ? next().text() : String.join(".", name());
            accept("=");
            properties.put(key, next().text());
        } while (accept(","));
        expect(")");
        return properties;
    }

    private static final class Lexer {
        private final String sql;
        private final List<Token> tokens = new ArrayList<>();
        private int at;

        Lexer(String sql) {
            this.sql = sql;
        }

        List<Token> all() {
            while (at < sql.length()) {
                char c = sql.charAt(at);
                if (Character.isWhitespace(c)) {
                    at++;
                } else if (sql.startsWith("--", at)) {
                    int end = sql.indexOf('\n', at);
                    at = end < 0 ? sql.length() : end;
                } else if (sql.startsWith("/*", at)) {
                    int end = sql.indexOf("*/", at);
                    at = end < 0 ? sql.length() : end + 2;
                } else {
                    token(c);
                }
            }
            return tokens;
        }

        private void token(char c) {
            if (c == '`') {
                add(Token.Kind.QUOTED, quoted('`', false));
            } else if (c == '\'' || c == '"') {
                add(Token.Kind.STRING, quoted(c, true));
            } else if (Character.isDigit(c)) {
                add(Token.Kind.NUMBER, number());
            } else if (Character.isLetter(c) || c == '_') {
                add(Token.Kind.WORD, word());
            } else if (c == ':' && at + 1 < sql.length() && Character.isLetter(sql.charAt(at + 1))) {
                at++;
                add(Token.Kind.MARKER, word());
            } else {
                symbol();
            }
        }

        private void add(Token.Kind kind, String text) {
            tokens.add(new Token(kind, text));
        }

        private String quoted(char quote, boolean escapes) {
            StringBuilder text = new StringBuilder();
            at++;
            while (at < sql.length()) {
                char c = sql.charAt(at++);
                if (c == quote) {
                    boolean doubled = at < sql.length() && sql.charAt(at) == quote;
                    if (!doubled) {
                        return text.toString();
                    }
                    at++;
                    text.append(quote);
                } else if (c == '\\' && escapes && at < sql.length()) {
                    text.append(escaped(sql.charAt(at++)));
                } else {
                    text.append(c);
                }
            }
            throw EngineException.parse("A quote is not closed.");
        }

        private char escaped(char c) {
            return switch (c) {
                case 'n' -> '\n';
                case 't' -> '\t';
                case 'r' -> '\r';
                case '0' -> '\0';
                case 'u' -> {
                    char code = (char) Integer.parseInt(sql.substring(at, at + 4), 16);
                    at += 4;
                    yield code;
                }
                default -> c;
            };
        }

        private String number() {
            int start = at;
            while (at < sql.length() && (Character.isLetterOrDigit(sql.charAt(at)) || sql.charAt(at) == '.')) {
                at++;
            }
            return sql.substring(start, at);
        }

        private String word() {
            int start = at;
            while (at < sql.length() && (Character.isLetterOrDigit(sql.charAt(at)) || sql.charAt(at) == '_')) {
                at++;
            }
            return sql.substring(start, at);
        }

        private void symbol() {
            for (String symbol : LONG_SYMBOLS) {
                if (sql.startsWith(symbol, at)) {
                    at += symbol.length();
                    add(Token.Kind.SYMBOL, symbol);
                    return;
                }
            }
            add(Token.Kind.SYMBOL, String.valueOf(sql.charAt(at++)));
        }
    }
}
