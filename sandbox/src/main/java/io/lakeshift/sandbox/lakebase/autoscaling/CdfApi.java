package io.lakeshift.sandbox.lakebase.autoscaling;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.http.ApiErrors;
import io.lakeshift.sandbox.http.ApiRequest;
import io.lakeshift.sandbox.http.ApiResponse;
import io.lakeshift.sandbox.http.Json;
import io.lakeshift.sandbox.http.Router;
import io.lakeshift.sandbox.lakebase.Databases;
import io.lakeshift.sandbox.lakebase.Home;
import io.lakeshift.sandbox.postgres.PostgresServer;
import io.lakeshift.sandbox.postgres.SqlText;
import io.lakeshift.sandbox.state.Pages;
import io.lakeshift.sandbox.unity.Unity;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Lakehouse Sync: configurations per PostgreSQL schema, and the status of each of its tables as the catalog and the
 * write-ahead log of the real database show it. No rows are moved.
 */
public final class CdfApi {
    private static final String PARENT = "/api/2.0/postgres/projects/{project}/branches/{branch}/databases/{database}";
    private static final String CONFIGS = PARENT + "/cdf-configs";
    private static final String TABLES = """
            SELECT c.relname, c.relkind, c.relreplident, pg_current_wal_lsn()::text,
                   EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = %s AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY c.relname""";

    private final Projects projects;
    private final Databases databases;
    private final Operations operations;
    private final Unity unity;
    private final PostgresServer server;
    private final Clock clock;
    private final Map<String, ObjectNode> configs = new TreeMap<>();

    public CdfApi(
            Projects projects,
            Databases databases,
            Operations operations,
            Unity unity,
            PostgresServer server,
            Clock clock) {
        this.projects = projects;
        this.databases = databases;
        this.operations = operations;
        this.unity = unity;
        this.server = server;
        this.clock = clock;
    }

    public void routes(Router router) {
        router.post(CONFIGS, this::create)
                .get(CONFIGS, this::list)
                .get(CONFIGS + "/{id}", request -> ApiResponse.ok(config(name(request))))
                .delete(CONFIGS + "/{id}", this::delete)
                .get(CONFIGS + "/{id}/cdf-statuses", this::statuses)
                .get(CONFIGS + "/{id}/cdf-statuses/{status}", this::status);
    }

    private static String name(ApiRequest request) {
        return request.path().substring("/api/2.0/postgres/".length());
    }

    private synchronized ObjectNode config(String name) {
        ObjectNode config = configs.get(name);
        if (config == null) {
            throw ApiErrors.noSuch("CdfConfig", name);
        }
        return config;
    }

    private synchronized ApiResponse create(ApiRequest request) {
        String collection = name(request);
        String database = collection.substring(0, collection.lastIndexOf('/'));
        projects.resources().get(database);
        projects.demandUse(request.caller(), database);
        String id = request.parameter("cdf_config_id").orElseGet(() -> request.required("postgres_schema"));
        if (!id.matches("[a-z][a-z0-9_]{0,62}")) {
            throw ApiErrors.badRequest("cdf_config_id '%s' is invalid.".formatted(id));
        }
        String name = collection + "/" + id;
        if (configs.containsKey(name)) {
            throw ApiErrors.alreadyExists("CdfConfig", name);
        }
        unity.namespaces().schema(request.required("catalog") + "." + request.required("schema"));
        String schema = request.required("postgres_schema");
        List<ObjectNode> tables = tables(database, name, schema, request.document());
        tables.stream()
                .filter(it -> it.path("status_detail").asText().contains("partitioned"))
                .findFirst()
                .ifPresent(it -> {
                    throw ApiErrors.badRequest("Schema '%s' has the partitioned table %s, which is not supported."
                            .formatted(schema, it.path("postgres_table").asText()));
                });
        ObjectNode config = request.document();
        config.put("name", name);
        config.put("cdf_config_id", id);
        config.put("create_time", clock.instant().toString());
        configs.put(name, config);
        return operations.begin(name, () -> config);
    }

    private synchronized ApiResponse list(ApiRequest request) {
        String collection = name(request) + "/";
        return Pages.of(
                request,
                "cdf_configs",
                configs.values().stream()
                        .filter(it -> it.path("name").asText().startsWith(collection))
                        .toList());
    }

    private synchronized ApiResponse delete(ApiRequest request) {
        config(name(request));
        configs.remove(name(request));
        return operations.begin(name(request), Json::object);
    }

    private ApiResponse statuses(ApiRequest request) {
        String name = name(request).substring(0, name(request).lastIndexOf('/'));
        return Pages.of(request, "cdf_statuses", statuses(name));
    }

    private ApiResponse status(ApiRequest request) {
        String name = name(request);
        String config = name.substring(0, name.indexOf("/cdf-statuses/"));
        return ApiResponse.ok(statuses(config).stream()
                .filter(it -> it.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> ApiErrors.noSuch("CdfStatus", name)));
    }

    private List<ObjectNode> statuses(String config) {
        ObjectNode document = config(config);
        String database = config.substring(0, config.indexOf("/cdf-configs/"));
        return tables(database, config, document.path("postgres_schema").asText(), document);
    }

    private List<ObjectNode> tables(String database, String config, String schema, ObjectNode document) {
        String logical = projects.resources()
                .get(database)
                .path("status")
                .path("postgres_database")
                .asText();
        String actual = databases.translate(Home.branch(Projects.branchOf(database)), logical);
        List<ObjectNode> statuses = new ArrayList<>();
        try (Connection connection = server.connect(actual);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(TABLES.formatted(SqlText.literal(schema)))) {
            while (result.next()) {
                statuses.add(status(result, config, schema, document));
            }
        } catch (SQLException e) {
            throw ApiErrors.internal("The database did not answer: " + e.getMessage());
        }
        return statuses;
    }

    private ObjectNode status(ResultSet table, String config, String schema, ObjectNode document) throws SQLException {
        String relation = table.getString(1);
        boolean partitioned = table.getString(2).equals("p");
        boolean identified = table.getBoolean(5) || table.getString(3).equals("f");
        ObjectNode status = Json.object();
        status.put("name", config + "/cdf-statuses/" + relation);
        status.put("postgres_table", schema + "." + relation);
        status.put("create_time", clock.instant().toString());
        if (partitioned || !identified) {
            status.put("state", "CDF_STATE_SKIPPED");
            status.put(
                    "status_detail",
                    partitioned
                            ? "The table is partitioned."
                            : "The table has neither a primary key nor REPLICA IDENTITY FULL.");
        } else {
            status.put("state", "CDF_STATE_STREAMING");
            status.put(
                    "uc_table",
                    document.path("catalog").asText() + "."
                            + document.path("schema").asText() + ".lb_" + relation + "_history");
            status.put("committed_lsn", table.getString(4));
            status.put("last_sync_time", clock.instant().toString());
        }
        return status;
    }
}
