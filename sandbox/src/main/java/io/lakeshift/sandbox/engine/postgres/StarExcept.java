package io.lakeshift.sandbox.engine.postgres;

import io.lakeshift.sandbox.engine.Column;
import io.lakeshift.sandbox.engine.EngineException;
import io.lakeshift.sandbox.engine.SqlRequest;
import io.lakeshift.sandbox.engine.TableName;
import io.lakeshift.sandbox.engine.Token;
import io.lakeshift.sandbox.engine.Tokens;
import io.lakeshift.sandbox.postgres.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** {@code * EXCEPT (a, b)}, which PostgreSQL lacks: the columns of the tables after FROM, less those named. */
final class StarExcept {
    private static final Set<String> END_OF_FROM =
            Set.of("WHERE", "GROUP", "ORDER", "HAVING", "LIMIT", "UNION", "INTERSECT", "MINUS", "QUALIFY", "WINDOW");

    private record Source(StoredTable table, String alias) {}

    private final Tables tables;
    private final SqlRequest request;
    private final List<Token> all;

    StarExcept(Tables tables, SqlRequest request, List<Token> all) {
        this.tables = tables;
        this.request = request;
        this.all = all;
    }

    /** Passes the parenthesis that comes next. */
    String columns(Tokens tokens, Optional<String> qualifier) {
        Set<String> left = new TreeSet<>();
        tokens.expect("(");
        do {
            left.add(tokens.next().text().toLowerCase(Locale.ROOT));
        } while (tokens.accept(","));
        tokens.expect(")");
        List<String> columns = new ArrayList<>();
        for (Source source : sources(tokens.position())) {
            if (qualifier.isEmpty() || qualifier.get().equalsIgnoreCase(source.alias)) {
                for (Column column : source.table.columns) {
                    if (!left.remove(column.name().toLowerCase(Locale.ROOT))) {
                        columns.add(SqlText.identifier(source.alias) + "." + SqlText.identifier(column.name()));
                    }
                }
            }
        }
        if (!left.isEmpty()) {
            throw new EngineException(
                    "EXCEPT_UNRESOLVED_COLUMN", "42703", "There is no column %s to leave out.".formatted(left));
        }
        return String.join(", ", columns);
    }

    private List<Source> sources(int from) {
        List<Source> sources = new ArrayList<>();
        int depth = 0;
        boolean inFrom = false;
        for (int i = from; i < all.size() && depth >= 0; i++) {
            Token token = all.get(i);
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            if (depth == 0 && inFrom && END_OF_FROM.contains(token.text().toUpperCase(Locale.ROOT))) {
                break;
            }
            boolean starts = depth == 0 && (token.is("FROM") || inFrom && (token.is("JOIN") || token.is(",")));
            inFrom |= starts;
            if (starts) {
                sources.add(source(i + 1));
            }
        }
        return sources;
    }

    private Source source(int start) {
        List<String> parts = new ArrayList<>();
        int at = start;
        while (at < all.size() && all.get(at).isName()) {
            parts.add(all.get(at++).text());
            if (at < all.size() && all.get(at).is(".")) {
                at++;
            } else {
                break;
            }
        }
        Optional<StoredTable> table = parts.isEmpty()
                ? Optional.empty()
                : tables.find(Tokens.complete(parts, request.catalog(), request.schema()));
        if (table.isEmpty()) {
            throw EngineException.unsupported("* EXCEPT takes tables here, not subqueries or common tables.");
        }
        TableName name = table.get().name;
        return new Source(table.get(), alias(at).orElse(name.table()));
    }

    private Optional<String> alias(int start) {
        int at = start;
        if (is(at, "FOR")) {
            at++;
        }
        if (is(at, "VERSION") || is(at, "TIMESTAMP")) {
            at += 4;
        }
        if (is(at, "AS")) {
            at++;
        }
        return at < all.size() && all.get(at).isName() && !SparkWords.NO_ALIAS.contains(upper(at))
                ? Optional.of(all.get(at).text())
                : Optional.empty();
    }

    private boolean is(int at, String word) {
        return at < all.size() && all.get(at).is(word);
    }

    private String upper(int at) {
        return all.get(at).text().toUpperCase(Locale.ROOT);
    }
}
