package io.lakeshift.sandbox.engine.postgres;

import io.lakeshift.sandbox.engine.Column;
import io.lakeshift.sandbox.engine.EngineException;
import io.lakeshift.sandbox.engine.Token;
import io.lakeshift.sandbox.engine.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Column definitions in statements. */
final class Columns {
    private Columns() {}

    static Column named(StoredTable table, String name) {
        return table.columns.stream()
                .filter(it -> it.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new EngineException(
                        "UNRESOLVED_COLUMN.WITH_SUGGESTION",
                        "42703",
                        "A column, variable, or function parameter with name `%s` cannot be resolved."
                                .formatted(name)));
    }

    /** {@code VALUES} of untyped literals need no cast; a query's columns are cast to the target's types by name order. */
    static String castingSource(StoredTable table, String target, String source) {
        if (!source.stripLeading().toUpperCase(Locale.ROOT).startsWith("SELECT")) {
            return source;
        }
        List<String> casts = new ArrayList<>();
        List<String> names = new ArrayList<>();
        int number = 0;
        for (String quoted : target.split(", ")) {
            number++;
            Column column =
                    named(table, quoted.substring(1, quoted.length() - 1).replace("\"\"", "\""));
            names.add("c" + number);
            casts.add("c" + number + "::" + StoredTable.storageType(column));
        }
        return "SELECT " + String.join(", ", casts) + " FROM (" + source + ") AS source(" + String.join(", ", names)
                + ")";
    }

    /** {@code (a bigint NOT NULL COMMENT 'x', b array<string>, PRIMARY KEY (a))}; the key is for the catalog. */
    static List<Column> definitions(Tokens tokens, List<String> key) {
        List<Column> columns = new ArrayList<>();
        tokens.expect("(");
        do {
            if (tokens.accept("CONSTRAINT")) {
                tokens.next();
            }
            if (tokens.accept("PRIMARY", "KEY")) {
                tokens.expect("(");
                while (!tokens.accept(")")) {
                    Token token = tokens.next();
                    if (token.isName()) {
                        key.add(token.text());
                    }
                }
            } else {
                columns.add(definition(tokens));
            }
        } while (tokens.accept(","));
        tokens.expect(")");
        return columns;
    }

    static Column definition(Tokens tokens) {
        String name = tokens.next().text();
        String type = type(tokens);
        boolean nullable = true;
        while (!tokens.atEnd() && !tokens.peek().is(",") && !tokens.peek().is(")")) {
            if (tokens.accept("NOT", "NULL")) {
                nullable = false;
            } else if (tokens.accept("COMMENT")) {
                tokens.next();
            } else if (tokens.peek().is("DEFAULT") || tokens.peek().is("GENERATED")) {
                throw EngineException.unsupported("generated columns and defaults.");
            } else {
                tokens.next();
            }
        }
        return new Column(name, type, nullable);
    }

    private static String type(Tokens tokens) {
        StringBuilder type = new StringBuilder(tokens.next().text());
        int depth = 0;
        while (!tokens.atEnd()) {
            Token token = tokens.peek();
            boolean opens = token.is("(") || token.is("<");
            boolean closes = token.is(")") || token.is(">");
            if (depth == 0 && !opens) {
                break;
            }
            depth += opens ? 1 : closes ? -1 : 0;
            type.append(tokens.next().text());
        }
        return type.toString();
    }
}
