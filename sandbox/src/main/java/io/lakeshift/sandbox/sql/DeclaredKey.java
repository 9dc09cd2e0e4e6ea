package io.lakeshift.sandbox.sql;

import io.lakeshift.sandbox.engine.SqlRequest;
import io.lakeshift.sandbox.engine.TableName;
import io.lakeshift.sandbox.engine.Token;
import io.lakeshift.sandbox.engine.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The primary key in a {@code CREATE TABLE}: beside a column or on a line of its own. Engines do not keep it. */
record DeclaredKey(TableName table, String name, List<String> columns) {
    DeclaredKey {
        columns = List.copyOf(columns);
    }

    static Optional<DeclaredKey> of(SqlRequest request) {
        Tokens tokens = Tokens.of(request.sql());
        return CreateStatement.name(request, tokens)
                .filter(table -> tokens.accept("("))
                .flatMap(table -> inside(table, tokens));
    }

    private static Optional<DeclaredKey> inside(TableName table, Tokens tokens) {
        String name = table.table() + "_pk";
        String column = tokens.peek().text();
        int depth = 1;
        while (!tokens.atEnd() && depth > 0) {
            if (depth == 1 && tokens.accept("CONSTRAINT")) {
                name = tokens.next().text();
            } else if (depth == 1 && tokens.accept("PRIMARY", "KEY")) {
                return Optional.of(new DeclaredKey(table, name, tokens.accept("(") ? listed(tokens) : List.of(column)));
            } else {
                Token token = tokens.next();
                depth += token.is("(") || token.is("<") ? 1 : token.is(")") || token.is(">") ? -1 : 0;
                if (depth == 1 && token.is(",")) {
                    column = tokens.peek().text();
                }
            }
        }
        return Optional.empty();
    }

    private static List<String> listed(Tokens tokens) {
        List<String> columns = new ArrayList<>();
        while (!tokens.atEnd() && !tokens.accept(")")) {
            Token token = tokens.next();
            if (token.isName() && !token.is("TIMESERIES")) {
                columns.add(token.text());
            }
        }
        return columns;
    }
}
