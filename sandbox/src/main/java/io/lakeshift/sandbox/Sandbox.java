package io.lakeshift.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.lakeshift.sandbox.engine.TableEngine;
import io.lakeshift.sandbox.engine.TableEngineFactory;
import io.lakeshift.sandbox.faults.FaultApi;
import io.lakeshift.sandbox.faults.Faults;
import io.lakeshift.sandbox.faults.SyncFaults;
import io.lakeshift.sandbox.files.FilesApi;
import io.lakeshift.sandbox.http.ApiResponse;
import io.lakeshift.sandbox.http.Dispatcher;
import io.lakeshift.sandbox.http.HttpFront;
import io.lakeshift.sandbox.http.Json;
import io.lakeshift.sandbox.http.Router;
import io.lakeshift.sandbox.identity.Identities;
import io.lakeshift.sandbox.identity.IdentityApi;
import io.lakeshift.sandbox.identity.ObjectPermissionsApi;
import io.lakeshift.sandbox.jobs.JobsApi;
import io.lakeshift.sandbox.lakebase.Credentials;
import io.lakeshift.sandbox.lakebase.Databases;
import io.lakeshift.sandbox.lakebase.Home;
import io.lakeshift.sandbox.lakebase.Homes;
import io.lakeshift.sandbox.lakebase.SyncContext;
import io.lakeshift.sandbox.lakebase.SyncedTables;
import io.lakeshift.sandbox.lakebase.autoscaling.AutoscalingTablesApi;
import io.lakeshift.sandbox.lakebase.autoscaling.CdfApi;
import io.lakeshift.sandbox.lakebase.autoscaling.Operations;
import io.lakeshift.sandbox.lakebase.autoscaling.ProjectCatalogs;
import io.lakeshift.sandbox.lakebase.autoscaling.Projects;
import io.lakeshift.sandbox.lakebase.autoscaling.ProjectsApi;
import io.lakeshift.sandbox.lakebase.provisioned.DatabaseCatalogs;
import io.lakeshift.sandbox.lakebase.provisioned.Instances;
import io.lakeshift.sandbox.lakebase.provisioned.InstancesApi;
import io.lakeshift.sandbox.lakebase.provisioned.SyncedTablesApi;
import io.lakeshift.sandbox.log.LogApi;
import io.lakeshift.sandbox.log.RequestLog;
import io.lakeshift.sandbox.pipelines.Pipelines;
import io.lakeshift.sandbox.pipelines.PipelinesApi;
import io.lakeshift.sandbox.postgres.PostgresServer;
import io.lakeshift.sandbox.postgres.Tls;
import io.lakeshift.sandbox.seed.Seeder;
import io.lakeshift.sandbox.sql.CatalogStatements;
import io.lakeshift.sandbox.sql.SqlApi;
import io.lakeshift.sandbox.sql.StatementAccess;
import io.lakeshift.sandbox.sql.Warehouses;
import io.lakeshift.sandbox.state.Ids;
import io.lakeshift.sandbox.sync.Synchronizer;
import io.lakeshift.sandbox.unity.Grants;
import io.lakeshift.sandbox.unity.GrantsApi;
import io.lakeshift.sandbox.unity.Namespaces;
import io.lakeshift.sandbox.unity.OwnedGrants;
import io.lakeshift.sandbox.unity.OwnedNamespaces;
import io.lakeshift.sandbox.unity.StorageApi;
import io.lakeshift.sandbox.unity.Unity;
import io.lakeshift.sandbox.unity.UnityApi;
import io.lakeshift.sandbox.unity.UnityTables;
import io.lakeshift.sandbox.unity.VolumesApi;
import io.lakeshift.sandbox.workspace.WorkspaceApi;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * A running workspace: real HTTP, a real PostgreSQL, its own data, gone when it is closed.
 *
 * <pre>{@code
 * try (Sandbox sandbox = Sandbox.start(SandboxOptions.fast())) {
 *     var config = new DatabricksConfig().setHost(sandbox.host()).setToken("sandbox-migrator").setAuthType("pat");
 *     …
 * }
 * }</pre>
 */
public final class Sandbox implements AutoCloseable {
    private final Deque<AutoCloseable> parts;
    private final SandboxOptions options;
    private final Clock clock = Clock.systemUTC();
    private final Faults faults = new Faults();
    private final SyncFaults syncFaults = new SyncFaults();
    private final RequestLog log = new RequestLog();
    private final Identities identities = new Identities(clock);
    private final PostgresServer server;
    private final TableEngine engine;
    private final Unity unity;
    private final Databases databases;
    private final Credentials credentials;
    private final Homes homes;
    private final HttpFront front;

    private Sandbox(SandboxOptions options, Deque<AutoCloseable> parts) throws IOException, SQLException {
        this.options = options;
        this.parts = parts;
        Tls tls = Tls.prepare();
        this.server = part(PostgresServer.start(options.maxConnections()));
        this.engine = part(startEngine());
        Namespaces namespaces = new Namespaces(clock);
        this.unity = new Unity(namespaces, new UnityTables(engine, namespaces), new Grants());
        this.databases = new Databases(server);
        this.credentials = new Credentials(server, identities, clock, options.credentialLife());
        this.homes = part(new Homes(server, databases, credentials, tls, options.postgresPort()));
        this.front = part(serve());
        tls.context();
    }

    public static Sandbox start(SandboxOptions options) throws IOException {
        Deque<AutoCloseable> parts = new ArrayDeque<>();
        try {
            return new Sandbox(options, parts);
        } catch (IOException | RuntimeException e) {
            close(parts);
            throw e;
        } catch (SQLException e) {
            close(parts);
            throw new IOException("The sandbox's PostgreSQL refused: " + e.getMessage(), e);
        }
    }

    private TableEngine startEngine() throws IOException {
        List<TableEngineFactory> all = ServiceLoader.load(TableEngineFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        TableEngineFactory factory = all.stream()
                .filter(it -> it.name().equals(options.engine()))
                .findFirst()
                .orElseThrow(() -> new IOException("There is no engine '%s'; there are %s."
                        .formatted(
                                options.engine(),
                                all.stream().map(TableEngineFactory::name).toList())));
        try {
            return factory.start(server, clock);
        } catch (Exception e) {
            throw new IOException("The engine '%s' did not start: %s".formatted(options.engine(), e.getMessage()), e);
        }
    }

    private <T extends AutoCloseable> T part(T part) {
        parts.push(part);
        return part;
    }

    private HttpFront serve() throws IOException, SQLException {
        Ids ids = new Ids(42);
        Pipelines pipelines = part(new Pipelines(ids, clock, options.pace()));
        Instances instances = new Instances(databases, homes, clock, options.pace());
        SyncContext context = SyncContext.of(
                unity,
                engine,
                databases,
                new Synchronizer(server, engine),
                pipelines,
                syncFaults,
                options.pace(),
                clock);
        SyncedTables tables = new SyncedTables(context, ids);
        DatabaseCatalogs catalogs = new DatabaseCatalogs(unity, databases, instances);
        Operations operations = new Operations(ids, options.pace().operationPolls());
        Projects projects = new Projects(databases, homes, clock);
        ProjectCatalogs projectCatalogs = new ProjectCatalogs(unity, databases, projects, operations);
        Warehouses warehouses = new Warehouses(ids);
        new Seeder(identities, credentials, unity, engine, instances, projects, warehouses).plant(options.seed());

        Router open = new Router();
        Router guarded = new Router();
        IdentityApi identity = new IdentityApi(identities, this::host);
        identity.openRoutes(open);
        identity.routes(guarded);
        new LogApi(log).openRoutes(open);
        new FaultApi(faults, syncFaults).openRoutes(open);
        open.post("/__sandbox/credential-life", request -> {
            credentials.life(Duration.ofMillis(request.document().path("millis").asLong(3_600_000)));
            return ApiResponse.empty();
        });
        open.get("/__sandbox/health", request -> ApiResponse.ok(Json.object().put("status", "ok")));
        OwnedNamespaces namespaces = new OwnedNamespaces(unity);
        OwnedGrants grants = new OwnedGrants(unity, identities);
        new UnityApi(unity, namespaces).routes(guarded);
        new InstancesApi(instances, credentials, tables).routes(guarded);
        new SyncedTablesApi(tables, instances, catalogs).routes(guarded);
        catalogs.routes(guarded);
        new PipelinesApi(pipelines).routes(guarded);
        new GrantsApi(unity, identities, grants).routes(guarded);
        new StorageApi(unity).routes(guarded);
        new VolumesApi(unity, clock).routes(guarded);
        operations.routes(guarded);
        new ProjectsApi(projects, operations, credentials).routes(guarded);
        new AutoscalingTablesApi(tables, projects, projectCatalogs, operations).routes(guarded);
        projectCatalogs.routes(guarded);
        new CdfApi(projects, databases, operations, unity, server, clock).routes(guarded);
        warehouses.routes(guarded);
        new JobsApi(pipelines, ids, clock).routes(guarded);
        part(new FilesApi()).routes(guarded);
        new WorkspaceApi(ids).routes(guarded);
        new ObjectPermissionsApi(
                        Map.of("database-instances", instances::allow, "database-projects", projects::allow),
                        Map.of(
                                "database-instances",
                                instances::exists,
                                "database-projects",
                                projects::exists,
                                "pipelines",
                                it -> pipelines.find(it).isPresent()))
                .routes(guarded);
        part(new SqlApi(
                        engine,
                        new CatalogStatements(unity, namespaces, grants),
                        new StatementAccess(unity),
                        warehouses,
                        ids))
                .routes(guarded);
        return HttpFront.start(options.port(), new Dispatcher(open, guarded, identities, faults, log));
    }

    /** The address of the REST surface. */
    public String host() {
        return front.url();
    }

    /** Host and port of an instance's or a branch's PostgreSQL. */
    public String postgres(Home home) {
        return homes.address(home).orElseThrow();
    }

    /** Host and port of the first instance, or nothing if there is none. */
    public String firstPostgres() {
        return homes.first().orElse("");
    }

    /** A token of the first identity that may do everything. */
    public String adminToken() {
        return identities.adminToken().orElse("");
    }

    /** A connection as superuser to a logical database, past the door. The caller closes it. */
    public Connection connect(Home home, String database) throws SQLException {
        return server.connect(databases.translate(home, database));
    }

    /** The source tables, for tests that change them. */
    public TableEngine engine() {
        return engine;
    }

    public Unity unity() {
        return unity;
    }

    public Credentials credentials() {
        return credentials;
    }

    public Faults faults() {
        return faults;
    }

    public SyncFaults syncFaults() {
        return syncFaults;
    }

    /** The requests since the start or the last clearing. */
    public List<? extends JsonNode> requests() {
        return log.since(1);
    }

    public RequestLog log() {
        return log;
    }

    /** Ends everything it started. */
    @Override
    public void close() {
        close(parts);
    }

    private static void close(Deque<AutoCloseable> parts) {
        RuntimeException failure = null;
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                failure = failure == null ? new IllegalStateException("the sandbox did not close", e) : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
