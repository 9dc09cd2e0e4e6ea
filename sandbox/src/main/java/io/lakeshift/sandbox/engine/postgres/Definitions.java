package io.lakeshift.sandbox.engine.postgres;

import io.lakeshift.sandbox.engine.Column;
import io.lakeshift.sandbox.engine.EngineException;
import io.lakeshift.sandbox.engine.SqlRequest;
import io.lakeshift.sandbox.engine.SqlResult;
import io.lakeshift.sandbox.engine.TableDefinition;
import io.lakeshift.sandbox.engine.TableName;
import io.lakeshift.sandbox.engine.Tokens;
import io.lakeshift.sandbox.postgres.SqlText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code CREATE}, {@code ALTER} and {@code DROP}. */
final class Definitions {
    private final Tables tables;
    private final Queries queries;

    Definitions(Tables tables, Queries queries) {
        this.tables = tables;
        this.queries = queries;
    }

    SqlResult execute(SqlRequest request, Tokens tokens) {
        if (tokens.accept("ALTER", "TABLE")) {
            return alter(request, tokens);
        }
        if (tokens.accept("DROP")) {
            return drop(request, tokens);
        }
        tokens.expect("CREATE");
        boolean replace = tokens.accept("OR", "REPLACE");
        if (tokens.accept("TABLE")) {
            return createTable(request, tokens, replace);
        }
        if (tokens.accept("VIEW")) {
            return createView(request, tokens, replace);
        }
        throw EngineException.unsupported("CREATE %s.".formatted(tokens.peek().text()));
    }

    private SqlResult createTable(SqlRequest request, Tokens tokens, boolean replace) {
        boolean ifMissing = tokens.accept("IF", "NOT", "EXISTS");
        TableName name = tokens.tableName(request.catalog(), request.schema());
        if (ifMissing && tables.find(name).isPresent()) {
            return SqlResult.nothing();
        }
        List<Column> columns = tokens.peek().is("(") ? Columns.definitions(tokens, new ArrayList<>()) : List.of();
        Map<String, String> properties = new LinkedHashMap<>();
        @Nullable String query = null;
        while (!tokens.atEnd()) {
            if (tokens.accept("USING")) {
                requireDelta(tokens.next().text());
            } else if (tokens.accept("COMMENT")) {
                tokens.next();
            } else if (tokens.accept("TBLPROPERTIES")) {
                properties.putAll(tokens.properties());
            } else if (tokens.accept("AS")) {
                query = Translation.of(tables, request, tokens);
            } else {
                throw EngineException.unsupported(
                        "CREATE TABLE with %s.".formatted(tokens.next().text()));
            }
        }
        List<Column> all = query == null ? columns : queries.columns(query);
        if (replace) {
            tables.drop(name);
        }
        StoredTable table = tables.create(
                new TableDefinition(name, all, properties),
                request.user(),
                query == null ? "CREATE TABLE" : "CREATE TABLE AS SELECT");
        if (query != null) {
            queries.write(table, request, "WRITE", "", "INSERT INTO " + table.rows() + " " + query);
        }
        return SqlResult.nothing();
    }

    private static void requireDelta(String format) {
        if (!format.equalsIgnoreCase("DELTA")) {
            throw EngineException.unsupported("tables of the format %s.".formatted(format));
        }
    }

    private SqlResult createView(SqlRequest request, Tokens tokens, boolean replace) {
        boolean ifMissing = tokens.accept("IF", "NOT", "EXISTS");
        TableName name = tokens.tableName(request.catalog(), request.schema());
        if (ifMissing && tables.find(name).isPresent()) {
            return SqlResult.nothing();
        }
        tokens.expect("AS");
        int start = request.sql().toUpperCase(java.util.Locale.ROOT).indexOf(" AS ");
        String query = Translation.of(tables, request, tokens);
        if (replace) {
            tables.drop(name);
        }
        tables.createView(
                name, queries.columns(query), request.sql().substring(start + 4).strip(), query);
        return SqlResult.nothing();
    }

    private SqlResult drop(SqlRequest request, Tokens tokens) {
        if (!tokens.accept("TABLE")) {
            tokens.expect("VIEW");
        }
        boolean ifThere = tokens.accept("IF", "EXISTS");
        TableName name = tokens.tableName(request.catalog(), request.schema());
        tokens.expectEnd();
        if (!ifThere) {
            tables.get(name);
        }
        tables.drop(name);
        return SqlResult.nothing();
    }

    private SqlResult alter(SqlRequest request, Tokens tokens) {
        StoredTable table = tables.get(tokens.tableName(request.catalog(), request.schema()));
        if (tokens.accept("SET", "TBLPROPERTIES")) {
            tables.setProperties(table, tokens.properties(), request.user());
        } else if (tokens.accept("UNSET", "TBLPROPERTIES")) {
            throw EngineException.unsupported("UNSET TBLPROPERTIES.");
        } else if (tokens.accept("ADD", "COLUMNS")) {
            add(table, request, Columns.definitions(tokens, new ArrayList<>()));
        } else if (tokens.accept("ADD", "COLUMN")) {
            add(table, request, List.of(Columns.definition(tokens)));
        } else if (tokens.accept("DROP", "COLUMN") || tokens.accept("DROP", "COLUMNS")) {
            drop(table, request, tokens);
        } else if (tokens.accept("RENAME", "COLUMN")) {
            rename(table, request, tokens);
        } else if (tokens.accept("ALTER", "COLUMN") || tokens.accept("CHANGE", "COLUMN")) {
            nullability(table, request, tokens);
        } else {
            throw EngineException.unsupported(
                    "ALTER TABLE … %s.".formatted(tokens.peek().text()));
        }
        return SqlResult.nothing();
    }

    private void add(StoredTable table, SqlRequest request, List<Column> added) {
        List<Column> columns = new ArrayList<>(table.columns);
        columns.addAll(added);
        List<String> clauses =
                added.stream().map(it -> "ADD COLUMN " + Lake.definition(it)).toList();
        tables.alter(table, request.user(), "ADD COLUMNS", clauses, columns);
    }

    private void drop(StoredTable table, SqlRequest request, Tokens tokens) {
        boolean list = tokens.accept("(");
        Column column = Columns.named(table, tokens.next().text());
        if (list) {
            tokens.expect(")");
        }
        requireMapping(table, "DROP COLUMN");
        tables.alter(
                table,
                request.user(),
                "DROP COLUMNS",
                List.of("DROP COLUMN " + SqlText.identifier(column.name())),
                table.columns.stream().filter(it -> !it.equals(column)).toList());
    }

    private void rename(StoredTable table, SqlRequest request, Tokens tokens) {
        Column column = Columns.named(table, tokens.next().text());
        tokens.expect("TO");
        String next = tokens.next().text();
        requireMapping(table, "RENAME COLUMN");
        tables.alter(
                table,
                request.user(),
                "RENAME COLUMN",
                List.of("RENAME COLUMN " + SqlText.identifier(column.name()) + " TO " + SqlText.identifier(next)),
                table.columns.stream()
                        .map(it -> it.equals(column) ? new Column(next, it.type(), it.nullable()) : it)
                        .toList());
    }

    private void nullability(StoredTable table, SqlRequest request, Tokens tokens) {
        Column column = Columns.named(table, tokens.next().text());
        boolean forbids = tokens.accept("SET", "NOT", "NULL");
        if (!forbids && !tokens.accept("DROP", "NOT", "NULL")) {
            throw EngineException.unsupported(
                    "ALTER COLUMN … %s.".formatted(tokens.peek().text()));
        }
        tokens.expectEnd();
        tables.setNullable(table, request.user(), column, !forbids);
    }

    private static void requireMapping(StoredTable table, String clause) {
        if (!table.properties.getOrDefault("delta.columnMapping.mode", "none").equals("name")) {
            throw new EngineException(
                    "DELTA_UNSUPPORTED_" + clause.replace(' ', '_'),
                    "0AKDC",
                    "%s is not supported for your Delta table. Enable column mapping: SET TBLPROPERTIES ('delta.columnMapping.mode' = 'name')."
                            .formatted(clause));
        }
    }
}
