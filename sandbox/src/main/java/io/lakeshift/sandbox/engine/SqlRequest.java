package io.lakeshift.sandbox.engine;

import java.util.Map;
import java.util.Optional;

/**
 * One statement of one user.
 *
 * @param catalog what a name without a catalog means
 * @param parameters named markers to values, as SQL literals
 */
public record SqlRequest(
        String sql, Optional<String> catalog, Optional<String> schema, Map<String, String> parameters, String user) {
    public SqlRequest {
        parameters = Map.copyOf(parameters);
    }
}
