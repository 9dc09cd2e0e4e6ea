package io.lakeshift.sandbox.engine.postgres;

import io.lakeshift.sandbox.engine.EngineException;
import io.lakeshift.sandbox.engine.SqlRequest;
import io.lakeshift.sandbox.engine.SqlResult;
import io.lakeshift.sandbox.engine.TableName;
import io.lakeshift.sandbox.engine.Tokens;
import io.lakeshift.sandbox.postgres.SqlText;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Statements by their first words. */
final class Statements {
    /** Spark's, but of no use here. */
    private static final Set<String> KNOWN_ELSEWHERE = Set.of(
            "ANALYZE", "BEGIN", "CACHE", "CALL", "CLEAR", "CLONE", "COPY", "DECLARE", "EXECUTE", "EXPLAIN", "FSCK",
            "LIST", "LOAD", "MSCK", "REFRESH", "REORG", "REPAIR", "RESET", "SET", "SYNC", "UNCACHE", "UNDROP");

    private final Tables tables;
    private final Queries queries;
    private final Definitions definitions;
    private final Descriptions descriptions;

    Statements(Lake lake, Tables tables) {
        this.tables = tables;
        this.queries = new Queries(lake, tables);
        this.definitions = new Definitions(tables, queries);
        this.descriptions = new Descriptions(lake, tables);
    }

    SqlResult execute(SqlRequest request) {
        Tokens tokens = Tokens.of(request.sql());
        String first = tokens.peek().text().toUpperCase(Locale.ROOT);
        return switch (first) {
            case "SELECT", "WITH", "VALUES", "(", "FROM" -> queries.select(request, tokens);
            case "INSERT" -> insert(request, tokens);
            case "UPDATE" -> update(request, tokens);
            case "DELETE" -> delete(request, tokens);
            case "MERGE" -> merge(request, tokens);
            case "TRUNCATE" -> truncate(request, tokens);
            case "CREATE", "DROP", "ALTER" -> definitions.execute(request, tokens);
            case "DESCRIBE", "DESC", "SHOW" -> descriptions.execute(request, tokens);
            case "RESTORE" -> restore(request, tokens);
            case "OPTIMIZE" -> optimize(request, tokens);
            case "VACUUM" -> vacuum(request, tokens);
            case "" -> throw EngineException.parse("Syntax error: unexpected empty statement.");
            default -> {
                if (KNOWN_ELSEWHERE.contains(first)) {
                    throw EngineException.unsupported("it begins with %s.".formatted(first));
                }
                throw EngineException.parse(
                        "Syntax error at or near '%s'.".formatted(tokens.peek().text()));
            }
        };
    }

    /** There are no files to make fewer of: nothing happens, and the answer says so. */
    private SqlResult optimize(SqlRequest request, Tokens tokens) {
        tables.get(peekName(request, tokens, 1));
        return SqlResult.strings(
                List.of("path", "metrics"),
                List.of(Arrays.asList(null, "{\"numFilesAdded\":0,\"numFilesRemoved\":0,\"totalConsideredFiles\":0}")));
    }

    /** There are no files to remove: every version stays readable. */
    private SqlResult vacuum(SqlRequest request, Tokens tokens) {
        tables.get(peekName(request, tokens, tokens.peek(1).is("TABLE") ? 2 : 1));
        return SqlResult.strings(List.of("path"), List.of());
    }

    private static TableName peekName(SqlRequest request, Tokens tokens, int words) {
        Tokens ahead = Tokens.of(request.sql());
        for (int i = 0; i < tokens.position() + words; i++) {
            ahead.next();
        }
        return ahead.tableName(request.catalog(), request.schema());
    }

    private SqlResult insert(SqlRequest request, Tokens tokens) {
        boolean overwrite = tokens.peek(1).is("OVERWRITE");
        tokens.next();
        tokens.next();
        tokens.accept("TABLE");
        StoredTable table = tables.get(tokens.tableName(request.catalog(), request.schema()));
        StringBuilder columns = new StringBuilder();
        if (tokens.accept("BY", "NAME")) {
            throw EngineException.unsupported("INSERT … BY NAME.");
        }
        if (tokens.accept("(")) {
            while (!tokens.accept(")")) {
                columns.append(
                        tokens.accept(",")
                                ? ", "
                                : SqlText.identifier(
                                        Columns.named(table, tokens.next().text())
                                                .name()));
            }
        }
        String target = columns.isEmpty() ? table.columnNames() : columns.toString();
        String source = Translation.of(tables, request, tokens);
        String statement =
                "INSERT INTO " + table.rows() + " (" + target + ") " + Columns.castingSource(table, target, source);
        return queries.write(table, request, "WRITE", overwrite ? "DELETE FROM " + table.rows() : "", statement);
    }

    private SqlResult update(SqlRequest request, Tokens tokens) {
        StoredTable table = tables.get(peekName(request, tokens, 1));
        return queries.write(table, request, "UPDATE", "", assigning(table, request, tokens));
    }

    private SqlResult delete(SqlRequest request, Tokens tokens) {
        StoredTable table = tables.get(peekName(request, tokens, 2));
        return queries.write(table, request, "DELETE", "", Translation.of(tables, request, tokens));
    }

    private SqlResult merge(SqlRequest request, Tokens tokens) {
        StoredTable table = tables.get(peekName(request, tokens, 2));
        return queries.write(table, request, "MERGE", "", assigning(table, request, tokens));
    }

    private String assigning(StoredTable table, SqlRequest request, Tokens tokens) {
        return Translation.of(tables, request, Assignments.plain(tokens, table));
    }

    /** What was there at a version, as a new one. There are no files to count. */
    private SqlResult restore(SqlRequest request, Tokens tokens) {
        tokens.next();
        tokens.accept("TABLE");
        StoredTable table = tables.get(tokens.tableName(request.catalog(), request.schema()));
        tokens.accept("TO");
        Optional<Long> version = Versions.asked(table, tokens);
        tokens.expectEnd();
        if (version.isEmpty()) {
            throw EngineException.parse("Syntax error: expected VERSION AS OF or TIMESTAMP AS OF.");
        }
        if (version.get() != table.version()) {
            String rows = table.rows() + " (" + table.columnNames() + ") " + table.rowsAt(version.get());
            queries.write(table, request, "RESTORE", "DELETE FROM " + table.rows(), "INSERT INTO " + rows);
        }
        return SqlResult.strings(List.of("num_removed_files", "num_restored_files"), List.of(Arrays.asList("0", "0")));
    }

    private SqlResult truncate(SqlRequest request, Tokens tokens) {
        StoredTable table = tables.get(peekName(request, tokens, 2));
        return queries.write(table, request, "TRUNCATE", "", "DELETE FROM " + table.rows());
    }
}
