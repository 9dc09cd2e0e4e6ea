package io.lakeshift.sandbox.engine.postgres;

import io.lakeshift.sandbox.engine.Token;
import io.lakeshift.sandbox.engine.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What Spark calls the columns of a query that have no name: by what was selected, such as {@code count(1)}. Operators
 * are written as they stand, without the parentheses that Spark puts around them.
 */
final class ColumnNames {
    private static final Set<String> END = Set.of("FROM", "WHERE", "LIMIT", "ORDER", "UNION", "GROUP");

    private ColumnNames() {}

    /** A name for each column of a plain SELECT, empty where the column has its own; nothing where a star is selected. */
    static List<Optional<String>> of(Tokens tokens) {
        List<Token> all = tokens.all();
        List<Optional<String>> names = new ArrayList<>();
        if (all.isEmpty() || !all.get(0).is("SELECT")) {
            return names;
        }
        List<Token> item = new ArrayList<>();
        int depth = 0;
        for (Token token : all.subList(1, all.size())) {
            boolean top = depth == 0;
            if (top
                    && token.kind() == Token.Kind.WORD
                    && END.contains(token.text().toUpperCase(Locale.ROOT))) {
                break;
            }
            if (top
                    && token.is("*")
                    && (item.isEmpty() || item.get(item.size() - 1).is("."))) {
                return List.of();
            }
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            if (top && token.is(",")) {
                names.add(name(item));
                item = new ArrayList<>();
            } else if (!(top && item.isEmpty() && (token.is("DISTINCT") || token.is("ALL")))) {
                item.add(token);
            }
        }
        names.add(name(item));
        return names;
    }

    private static Optional<String> name(List<Token> item) {
        Token last = item.isEmpty() ? new Token(Token.Kind.SYMBOL, "") : item.get(item.size() - 1);
        boolean column = item.stream().allMatch(it -> it.isName() || it.is("."));
        boolean alias = item.size() > 1
                        && last.isName()
                        && !last.is("END")
                        && !last.is("NULL")
                        && item.get(item.size() - 2).kind() != Token.Kind.SYMBOL
                || item.size() > 2 && last.isName() && item.get(item.size() - 2).is(")");
        return column || alias ? Optional.empty() : Optional.of(text(item));
    }

    private static String text(List<Token> item) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < item.size(); i++) {
            Token token = item.get(i);
            Token next = i + 1 < item.size() ? item.get(i + 1) : new Token(Token.Kind.SYMBOL, "");
            boolean function = token.kind() == Token.Kind.WORD && next.is("(");
            boolean everything = token.is("*") && i > 0 && item.get(i - 1).is("(") && next.is(")");
            text.append(everything ? "1" : function ? token.text().toLowerCase(Locale.ROOT) : token.text());
            boolean tight = token.is("(")
                    || token.is(".")
                    || next.is("(") && function
                    || next.is(")")
                    || next.is(".")
                    || next.is(",")
                    || token.is("-") && i == 0;
            if (!tight && i + 1 < item.size()) {
                text.append(' ');
            }
        }
        return text.toString();
    }
}
