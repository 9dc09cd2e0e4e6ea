package io.lakeshift.sandbox.engine;

import java.util.Map;
import java.util.Optional;

/**
 * One statement of one user.
 *
 * @param catalog what a name without a catalog means
 * @param parameters named markers to values, as SQL literals
 * @param told tables that an engine does not hold and reads as they stand here
 */
public record SqlRequest(
        String sql,
        Optional<String> catalog,
        Optional<String> schema,
        Map<String, String> parameters,
        String user,
        Map<TableName, SqlResult> told) {
    public SqlRequest {
        parameters = Map.copyOf(parameters);
        told = Map.copyOf(told);
    }

    public SqlRequest(
            String sql,
            Optional<String> catalog,
            Optional<String> schema,
            Map<String, String> parameters,
            String user) {
        this(sql, catalog, schema, parameters, user, Map.of());
    }

    public SqlRequest with(Map<TableName, SqlResult> told) {
        return new SqlRequest(sql, catalog, schema, parameters, user, told);
    }
}
