package io.lakeshift.sandbox.sql;

import io.lakeshift.sandbox.engine.SqlRequest;
import io.lakeshift.sandbox.engine.TableName;
import io.lakeshift.sandbox.engine.Tokens;
import java.util.Optional;

/** The beginning of a {@code CREATE TABLE} or {@code CREATE VIEW}. */
final class CreateStatement {
    private CreateStatement() {}

    /** What is to be created, with {@code tokens} left behind its name; nothing if the statement is another. */
    static Optional<TableName> name(SqlRequest request, Tokens tokens) {
        if (!tokens.accept("CREATE")) {
            return Optional.empty();
        }
        tokens.accept("OR", "REPLACE");
        if (!tokens.accept("TABLE") && !tokens.accept("VIEW")) {
            return Optional.empty();
        }
        tokens.accept("IF", "NOT", "EXISTS");
        return Optional.of(tokens.tableName(request.catalog(), request.schema()));
    }
}
