package io.lakeshift.sandbox.engine.postgres;

import io.lakeshift.sandbox.engine.EngineException;
import io.lakeshift.sandbox.engine.SqlRequest;
import io.lakeshift.sandbox.engine.SqlResult;

/** Statements by their first words. */
final class Statements {
    Statements(Lake lake, Tables tables) {}

    SqlResult execute(SqlRequest request) {
        throw EngineException.unsupported(request.sql());
    }
}
