package io.lakeshift.sandbox.engine.postgres;

import io.lakeshift.sandbox.engine.Column;
import io.lakeshift.sandbox.engine.Token;
import io.lakeshift.sandbox.engine.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/**
 * Spark's ways to assign that PostgreSQL lacks, said in those that both have: {@code SET t.a = …} is {@code SET a = …},
 * and in a MERGE a star is every column of the target, by name.
 */
final class Assignments {
    private static final Set<String> ENDS_SET = Set.of("WHERE", "WHEN", "FROM");

    private final List<Token> in;
    private final List<Token> out = new ArrayList<>();
    private int at;
    private int depth;

    private Assignments(List<Token> in) {
        this.in = in;
    }

    static Tokens plain(Tokens tokens, StoredTable target) {
        Assignments rewriting = new Assignments(tokens.all());
        rewriting.run(target);
        return Tokens.of(rewriting.out);
    }

    private void run(StoredTable target) {
        boolean setting = false;
        while (at < in.size()) {
            Token token = in.get(at);
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            boolean top = depth == 0 && token.kind() == Token.Kind.WORD;
            if (top && token.is("SET") && ahead(1).is("*")) {
                out.add(token);
                everyColumn(target);
                at += 2;
            } else if (top && token.is("INSERT") && ahead(1).is("*")) {
                out.add(token);
                everyValue(target);
                at += 2;
            } else {
                setting = top && token.is("SET") || setting && !(top && ENDS_SET.contains(upper(token)));
                boolean assigns = setting && depth == 0 && (token.is("SET") || token.is(","));
                out.add(token);
                at++;
                if (assigns) {
                    skipQualifier();
                }
            }
        }
    }

    private static String upper(Token token) {
        return token.text().toUpperCase(Locale.ROOT);
    }

    private Token ahead(int by) {
        return at + by < in.size() ? in.get(at + by) : word("");
    }

    /** Passes {@code t.} or {@code main.s.t.} before the column that is assigned. */
    private void skipQualifier() {
        while (ahead(0).isName() && ahead(1).is(".") && ahead(2).isName()) {
            at += 2;
        }
    }

    private void everyColumn(StoredTable target) {
        String source = source();
        list(
                target,
                column -> List.of(
                        quoted(column.name()), symbol("="), quoted(source), symbol("."), quoted(column.name())));
    }

    private void everyValue(StoredTable target) {
        String source = source();
        out.add(symbol("("));
        list(target, column -> List.of(quoted(column.name())));
        out.addAll(List.of(symbol(")"), word("VALUES"), symbol("(")));
        list(target, column -> List.of(quoted(source), symbol("."), quoted(column.name())));
        out.add(symbol(")"));
    }

    private void list(StoredTable target, Function<Column, List<Token>> form) {
        for (int i = 0; i < target.columns.size(); i++) {
            if (i > 0) {
                out.add(symbol(","));
            }
            out.addAll(form.apply(target.columns.get(i)));
        }
    }

    /** What the source of a MERGE is called: its alias, or the last part of its name. */
    private String source() {
        int using = 0;
        while (using < in.size() && !in.get(using).is("USING")) {
            using++;
        }
        int end = using + 1;
        int open = 0;
        while (end < in.size() && (open > 0 || !in.get(end).is("ON"))) {
            open += in.get(end).is("(") ? 1 : in.get(end).is(")") ? -1 : 0;
            end++;
        }
        return in.get(Math.min(end, in.size()) - 1).text();
    }

    private static Token symbol(String text) {
        return new Token(Token.Kind.SYMBOL, text);
    }

    private static Token word(String text) {
        return new Token(Token.Kind.WORD, text);
    }

    private static Token quoted(String text) {
        return new Token(Token.Kind.QUOTED, text);
    }
}
