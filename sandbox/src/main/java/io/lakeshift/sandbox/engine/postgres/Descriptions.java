package io.lakeshift.sandbox.engine.postgres;

import io.lakeshift.sandbox.engine.EngineException;
import io.lakeshift.sandbox.engine.SqlRequest;
import io.lakeshift.sandbox.engine.SqlResult;
import io.lakeshift.sandbox.engine.TableCommit;
import io.lakeshift.sandbox.engine.TableDescription;
import io.lakeshift.sandbox.engine.Token;
import io.lakeshift.sandbox.engine.Tokens;
import io.lakeshift.sandbox.http.Json;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code DESCRIBE} and {@code SHOW}. */
final class Descriptions {
    private final Lake lake;
    private final Tables tables;

    Descriptions(Lake lake, Tables tables) {
        this.lake = lake;
        this.tables = tables;
    }

    SqlResult execute(SqlRequest request, Tokens tokens) {
        if (tokens.accept("SHOW", "TBLPROPERTIES")) {
            return properties(request, tokens);
        }
        if (tokens.accept("SHOW", "COLUMNS")) {
            if (!tokens.accept("IN")) {
                tokens.expect("FROM");
            }
            StoredTable table = table(request, tokens);
            return strings(
                    List.of("col_name"),
                    table.columns.stream().map(it -> cells(it.name())).toList());
        }
        if (tokens.peek().is("SHOW")) {
            throw EngineException.unsupported(
                    "SHOW %s.".formatted(tokens.peek(1).text()));
        }
        tokens.next();
        if (tokens.accept("HISTORY")) {
            return history(request, tokens);
        }
        if (tokens.accept("DETAIL")) {
            return detail(table(request, tokens));
        }
        tokens.accept("TABLE");
        tokens.accept("EXTENDED");
        StoredTable table = table(request, tokens);
        return strings(
                List.of("col_name", "data_type", "comment"),
                table.columns.stream()
                        .map(it -> cells(it.name(), it.type(), null))
                        .toList());
    }

    private StoredTable table(SqlRequest request, Tokens tokens) {
        return tables.get(tokens.tableName(request.catalog(), request.schema()));
    }

    private static List<@Nullable String> cells(@Nullable String... cells) {
        return new ArrayList<>(Arrays.asList(cells));
    }

    private static SqlResult strings(List<String> names, List<List<@Nullable String>> rows) {
        return SqlResult.strings(names, rows);
    }

    private SqlResult properties(SqlRequest request, Tokens tokens) {
        StoredTable table = table(request, tokens);
        Optional<String> only = Optional.empty();
        if (tokens.accept("(")) {
            Token key = tokens.next();
            StringBuilder name = new StringBuilder(key.text());
            while (!tokens.accept(")")) {
                name.append(tokens.next().text());
            }
            only = Optional.of(name.toString());
        }
        String wanted = only.orElse("");
        List<List<@Nullable String>> rows = new ArrayList<>();
        table.properties.forEach((key, value) -> {
            if (wanted.isEmpty() || wanted.equals(key)) {
                rows.add(cells(key, value));
            }
        });
        return strings(List.of("key", "value"), rows);
    }

    private SqlResult history(SqlRequest request, Tokens tokens) {
        StoredTable table = table(request, tokens);
        int limit = tokens.accept("LIMIT") ? Integer.parseInt(tokens.next().text()) : Integer.MAX_VALUE;
        tokens.expectEnd();
        List<TableCommit> commits = new ArrayList<>(table.commits);
        java.util.Collections.reverse(commits);
        return strings(
                List.of("version", "timestamp", "userName", "operation", "operationParameters", "operationMetrics"),
                commits.stream()
                        .limit(limit)
                        .map(it -> cells(
                                Long.toString(it.version()),
                                it.timestamp().toString(),
                                it.user(),
                                it.operation(),
                                Json.write(Json.map(it.parameters())),
                                Json.write(Json.map(it.metrics()))))
                        .toList());
    }

    private SqlResult detail(StoredTable table) {
        TableDescription description = table.description();
        if (description.isView()) {
            throw new EngineException(
                    "EXPECT_TABLE_NOT_VIEW.NO_ALTERNATIVE",
                    "42809",
                    "'DESCRIBE DETAIL' expects a table but `%s` is a view.".formatted(table.name));
        }
        long bytes = size(table);
        return strings(
                List.of(
                        "format",
                        "id",
                        "name",
                        "location",
                        "createdAt",
                        "lastModified",
                        "partitionColumns",
                        "numFiles",
                        "sizeInBytes",
                        "properties"),
                List.of(cells(
                        "delta",
                        description.id(),
                        table.name.toString(),
                        "s3://sandbox/__unitystorage/tables/" + description.id(),
                        table.created.toString(),
                        table.commits.get(table.commits.size() - 1).timestamp().toString(),
                        "[]",
                        "1",
                        Long.toString(bytes),
                        Json.write(Json.map(table.properties)))));
    }

    private long size(StoredTable table) {
        return lake.inTransaction(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet result =
                            statement.executeQuery("SELECT pg_table_size('" + table.rows() + "'::regclass)")) {
                result.next();
                return result.getLong(1);
            }
        });
    }
}
