package io.lakeshift.cli.kinds.syncedtables.notebook;

import io.lakeshift.cli.kinds.syncedtables.notebook.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One expression: {@code String}, {@code Boolean}, {@code List}, {@code Map}, {@link Numeral}; None is empty. */
final class Literal {
    /** What {@code None} becomes. */
    static final Object NONE = List.of();

    /** A number as it was written, which is all that a plan needs of it. */
    record Numeral(String text) {
        @Override
        public String toString() {
            return text;
        }
    }

    private static final int DEEPEST = 20;
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");

    private final List<Token> tokens;
    private final Map<String, Object> known;
    private int at;

    private Literal(List<Token> tokens, Map<String, Object> known) {
        this.tokens = tokens;
        this.known = known;
    }

    /**
     * @param known what earlier names stand for
     * @throws NotALiteralException for anything else
     */
    static Object of(List<Token> tokens, Map<String, Object> known) {
        Literal literal = new Literal(tokens, known);
        Object value = literal.expression(0);
        if (literal.at < tokens.size()) {
            if (!literal.tokens.get(literal.at).is(",")) {
                throw literal.unexpected();
            }
            return literal.rest(value, "", 0);
        }
        return value;
    }

    private Object expression(int depth) {
        if (depth > DEEPEST) {
            throw new NotALiteralException("it is nested too deeply");
        }
        Object value = single(depth);
        while (at < tokens.size() && tokens.get(at).is("+")) {
            Token plus = take();
            value = joined(value, single(depth), plus);
        }
        return value;
    }

    private static Object joined(Object one, Object other, Token plus) {
        if (one instanceof List<?> first && other instanceof List<?> second) {
            List<Object> all = new ArrayList<>(first);
            all.addAll(second);
            return all;
        }
        if (one instanceof String first && other instanceof String second) {
            return first + second;
        }
        throw new NotALiteralException(
                "the '+' on line %d adds what is neither two texts nor two lists".formatted(plus.line()));
    }

    private Object single(int depth) {
        Token token = take();
        return switch (token.kind()) {
            case TEXT, FORMATTED -> text(token);
            case NUMBER -> new Numeral(token.text());
            case NAME -> named(token, depth);
            case SIGN, END -> bracketed(token, depth);
        };
    }

    private Object bracketed(Token token, int depth) {
        return switch (token.text()) {
            case "[" -> sequence("]", depth);
            case "(" -> parenthesis(depth);
            case "{" -> mapping(depth);
            default -> {
                at--;
                throw unexpected();
            }
        };
    }

    /** Texts that follow each other are one. */
    private String text(Token first) {
        StringBuilder text = new StringBuilder(filled(first));
        while (at < tokens.size()
                && (tokens.get(at).kind() == Kind.TEXT || tokens.get(at).kind() == Kind.FORMATTED)) {
            text.append(filled(take()));
        }
        return text.toString();
    }

    private String filled(Token token) {
        if (token.kind() == Kind.TEXT) {
            return token.text();
        }
        Matcher placeholder = PLACEHOLDER.matcher(token.text());
        StringBuilder filled = new StringBuilder();
        while (placeholder.find()) {
            String name = placeholder.group(1).strip();
            Object value = known.get(name);
            if (!(value instanceof String) && !(value instanceof Numeral)) {
                throw new NotALiteralException("its text asks for {" + name + "}, which only running it would tell");
            }
            placeholder.appendReplacement(filled, Matcher.quoteReplacement(value.toString()));
        }
        return placeholder.appendTail(filled).toString();
    }

    private Object named(Token token, int depth) {
        String name = token.text();
        if (name.equals("True") || name.equals("False")) {
            return name.equals("True");
        }
        if (name.equals("None")) {
            return NONE;
        }
        if (at < tokens.size() && tokens.get(at).is("(")) {
            if (name.equals("dict")) {
                at++;
                return keywords(depth);
            }
            throw new NotALiteralException("it calls " + name + "(…), which only running it would tell");
        }
        if (at < tokens.size() && tokens.get(at).is(".")) {
            return enumerated(name);
        }
        Object value = known.get(name);
        if (value == null) {
            throw new NotALiteralException("it asks for " + name + ", which is not given as a plain value before");
        }
        return value;
    }

    /** {@code SyncMode.TRIGGERED} means its last part. */
    private String enumerated(String first) {
        String name = first;
        String last = first;
        while (at + 1 < tokens.size() && tokens.get(at).is(".")) {
            at++;
            String part = take().text();
            name += "." + part;
            // An enum's constant is wrapped once more to get its text.
            last = part.equals("value") || part.equals("name") ? last : part;
        }
        if (at < tokens.size() && (tokens.get(at).is("(") || tokens.get(at).is("["))) {
            throw new NotALiteralException("it calls " + name + "(…), which only running it would tell");
        }
        return last;
    }

    private List<Object> sequence(String end, int depth) {
        List<Object> items = new ArrayList<>();
        while (!skipped(end)) {
            items.add(expression(depth + 1));
            if (!skipped(",") && !ahead(end)) {
                throw unexpected();
            }
        }
        return items;
    }

    private Object parenthesis(int depth) {
        if (skipped(")")) {
            return List.of();
        }
        Object first = expression(depth + 1);
        if (skipped(")")) {
            return first;
        }
        return rest(first, ")", depth);
    }

    /** The rest of a tuple, whose end is a bracket or the end of the statement. */
    private List<Object> rest(Object first, String end, int depth) {
        List<Object> items = new ArrayList<>(List.of(first));
        while (skipped(",")) {
            if (ahead(end) || at >= tokens.size()) {
                break;
            }
            items.add(expression(depth + 1));
        }
        if (end.isEmpty() ? at < tokens.size() : !skipped(end)) {
            throw unexpected();
        }
        return items;
    }

    private Map<String, Object> mapping(int depth) {
        Map<String, Object> entries = new LinkedHashMap<>();
        while (!skipped("}")) {
            String key = String.valueOf(expression(depth + 1));
            if (!skipped(":")) {
                throw unexpected();
            }
            entries.put(key, expression(depth + 1));
            if (!skipped(",") && !ahead("}")) {
                throw unexpected();
            }
        }
        return entries;
    }

    private Map<String, Object> keywords(int depth) {
        Map<String, Object> entries = new LinkedHashMap<>();
        while (!skipped(")")) {
            Token key = take();
            if (key.kind() != Kind.NAME || !skipped("=")) {
                at--;
                throw unexpected();
            }
            entries.put(key.text(), expression(depth + 1));
            if (!skipped(",") && !ahead(")")) {
                throw unexpected();
            }
        }
        return entries;
    }

    private boolean ahead(String sign) {
        return at < tokens.size() && tokens.get(at).is(sign);
    }

    private boolean skipped(String sign) {
        boolean there = ahead(sign);
        at += there ? 1 : 0;
        return there;
    }

    private Token take() {
        if (at >= tokens.size()) {
            throw unexpected();
        }
        return tokens.get(at++);
    }

    private NotALiteralException unexpected() {
        return new NotALiteralException(
                at >= tokens.size()
                        ? "it ends in the middle"
                        : "'%s' on line %d is more than a plain value"
                                .formatted(tokens.get(at).text(), tokens.get(at).line()));
    }
}
