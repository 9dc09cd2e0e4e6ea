package io.lakeshift.sandbox.sql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.engine.SqlRequest;
import io.lakeshift.sandbox.engine.SqlResult;
import io.lakeshift.sandbox.engine.TableEngine;
import io.lakeshift.sandbox.http.ApiErrors;
import io.lakeshift.sandbox.http.ApiRequest;
import io.lakeshift.sandbox.http.ApiResponse;
import io.lakeshift.sandbox.http.Json;
import io.lakeshift.sandbox.http.Router;
import io.lakeshift.sandbox.postgres.SqlText;
import io.lakeshift.sandbox.state.Ids;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** {@code /api/2.0/sql/statements}. A statement that fails is still HTTP 200, with the state FAILED. */
public final class SqlApi implements AutoCloseable {
    private static final String BASE = "/api/2.0/sql/statements";
    private static final int THREADS = 8;
    /** Whose literals begin with their type. */
    private static final Set<String> TYPED = Set.of("TIMESTAMP", "DATE");

    private final TableEngine engine;
    private final CatalogStatements catalog;
    private final StatementAccess access;
    private final Warehouses warehouses;
    private final Ids ids;
    private final Map<String, SqlStatement> statements = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "sandbox-sql");
        thread.setDaemon(true);
        return thread;
    });

    public SqlApi(
            TableEngine engine, CatalogStatements catalog, StatementAccess access, Warehouses warehouses, Ids ids) {
        this.engine = engine;
        this.catalog = catalog;
        this.access = access;
        this.warehouses = warehouses;
        this.ids = ids;
    }

    public void routes(Router router) {
        router.post(BASE, this::execute)
                .get(
                        BASE + "/{id}",
                        request -> ApiResponse.ok(statement(request).document()))
                .get(BASE + "/{id}/result/chunks/{index}", this::chunk)
                .post(BASE + "/{id}/cancel", request -> {
                    statement(request).cancel();
                    return ApiResponse.empty();
                });
    }

    private ApiResponse execute(ApiRequest request) throws InterruptedException {
        String text = request.required("statement");
        warehouses.demand(request.required("warehouse_id"));
        demandInlineJson(request);
        long wait = waitMillis(request.text("wait_timeout").orElse("10s"));
        SqlStatement statement = new SqlStatement(ids.uuid(), request.caller().name());
        statements.put(statement.id(), statement);
        SqlRequest sql = new SqlRequest(
                text,
                request.text("catalog"),
                request.text("schema"),
                parameters(request.body().path("parameters")),
                request.caller().name());
        int rowLimit = request.body().path("row_limit").asInt(0);
        statement.running(threads.submit(() -> run(statement, sql, request, rowLimit)));
        statement.await(wait);
        boolean cancels =
                request.text("on_wait_timeout").filter("CANCEL"::equals).isPresent();
        if (cancels && wait > 0 && statement.inProgress()) {
            statement.cancel();
        }
        return ApiResponse.ok(statement.document());
    }

    private static void demandInlineJson(ApiRequest request) {
        boolean inline =
                request.text("disposition").filter(it -> !it.equals("INLINE")).isEmpty();
        boolean json =
                request.text("format").filter(it -> !it.equals("JSON_ARRAY")).isEmpty();
        if (!inline || !json) {
            throw ApiErrors.badRequest(
                    "The sandbox answers with disposition INLINE and format JSON_ARRAY only. Leave both out.");
        }
    }

    private void run(SqlStatement statement, SqlRequest sql, ApiRequest request, int rowLimit) {
        statement.started();
        try {
            access.demand(sql, request.caller());
            Optional<SqlResult> ofCatalog = catalog.execute(sql, request.caller());
            SqlResult result = ofCatalog.isPresent() ? ofCatalog.get() : engine.execute(catalog.tell(sql));
            catalog.created(sql, request.caller());
            statement.succeeded(result, rowLimit);
        } catch (RuntimeException e) {
            statement.failed(e);
        }
    }

    private static long waitMillis(String timeout) {
        if (!timeout.matches("[0-9]+s")) {
            throw ApiErrors.badRequest("wait_timeout '%s' is invalid.".formatted(timeout));
        }
        long seconds = Long.parseLong(timeout.substring(0, timeout.length() - 1));
        if (seconds != 0 && (seconds < 5 || seconds > 50)) {
            throw ApiErrors.badRequest("wait_timeout must be 0s or between 5s and 50s.");
        }
        return seconds * 1000;
    }

    private static Map<String, String> parameters(JsonNode given) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (JsonNode each : given) {
            boolean none = !each.hasNonNull("value");
            String type = each.path("type").asText("STRING").toUpperCase(java.util.Locale.ROOT);
            String value = each.path("value").asText();
            String literal = SqlText.literal(value);
            boolean number = type.matches("INT|BIGINT|SMALLINT|TINYINT|DOUBLE|FLOAT|DECIMAL.*")
                    && value.matches("[-+]?[0-9.]+([eE][-+]?[0-9]+)?");
            parameters.put(
                    each.path("name").asText(),
                    none ? "NULL" : number ? value : TYPED.contains(type) ? type + " " + literal : literal);
        }
        return parameters;
    }

    private SqlStatement statement(ApiRequest request) {
        SqlStatement statement = statements.get(request.variable("id"));
        if (statement == null || !statement.owner().equals(request.caller().name())) {
            throw ApiErrors.notFound("Statement %s does not exist.".formatted(request.variable("id")));
        }
        return statement;
    }

    private ApiResponse chunk(ApiRequest request) {
        if (!request.variable("index").matches("[0-9]{1,9}")) {
            throw ApiErrors.badRequest("'%s' is not a chunk index.".formatted(request.variable("index")));
        }
        ObjectNode chunk = statement(request).chunk(Integer.parseInt(request.variable("index")));
        if (chunk == null) {
            throw ApiErrors.notFound("There is no chunk %s.".formatted(request.variable("index")));
        }
        return ApiResponse.ok(Json.object().setAll(chunk));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
