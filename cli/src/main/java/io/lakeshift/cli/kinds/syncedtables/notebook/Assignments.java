package io.lakeshift.cli.kinds.syncedtables.notebook;

import io.lakeshift.cli.kinds.syncedtables.notebook.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a notebook assigns to names in capitals, as far as it is written down: texts, numbers, lists, tuples, mappings,
 * and earlier names. Nothing is run, so what a call would give is not known.
 */
final class Assignments {
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final List<String> notUnderstood = new ArrayList<>();

    private Assignments() {}

    static Assignments of(String code) {
        Assignments read = new Assignments();
        List<Token> statement = new ArrayList<>();
        for (Token token : Tokens.of(code)) {
            if (token.kind() == Kind.END) {
                read.statement(statement);
                statement = new ArrayList<>();
            } else {
                statement.add(token);
            }
        }
        return read;
    }

    /** By name, the last assignment of each. */
    Map<String, Object> values() {
        return values;
    }

    int line(String name) {
        return lines.getOrDefault(name, 0);
    }

    List<String> notUnderstood() {
        return notUnderstood;
    }

    private void statement(List<Token> tokens) {
        if (tokens.size() < 3
                || tokens.get(0).kind() != Kind.NAME
                || !isConstant(tokens.get(0).text())) {
            return;
        }
        Token name = tokens.get(0);
        boolean adds = tokens.get(1).is("+") && tokens.get(2).is("=");
        if (values.containsKey(name.text())
                && (tokens.get(1).is(".") || tokens.get(1).is("["))) {
            notUnderstood.add(
                    "%s is changed on line %d, which only running it would tell".formatted(name.text(), name.line()));
            return;
        }
        int equals = adds ? 2 : 1;
        if (tokens.get(1).is(":")) {
            while (equals < tokens.size() && !tokens.get(equals).is("=")) {
                equals++;
            }
        }
        if (equals >= tokens.size() - 1 || !tokens.get(equals).is("=")) {
            return;
        }
        lines.putIfAbsent(name.text(), name.line());
        try {
            // What is added to a name is what the name stands for, and that.
            List<Token> expression = new ArrayList<>(adds ? tokens.subList(0, 2) : List.of());
            expression.addAll(tokens.subList(equals + 1, tokens.size()));
            values.put(name.text(), Literal.of(expression, values));
        } catch (NotALiteralException e) {
            values.remove(name.text());
            notUnderstood.add("%s on line %d: %s".formatted(name.text(), name.line(), e.getMessage()));
        }
    }

    private static boolean isConstant(String name) {
        return name.matches("[A-Z][A-Z0-9_]*");
    }
}
