package io.lakeshift.activities.lakebase;

import io.lakeshift.activities.databricks.LakebaseProjects.Endpoint;
import io.lakeshift.activities.databricks.Resources.Database;
import io.lakeshift.activities.databricks.Workspace;
import io.lakeshift.workflows.databricks.Backend;
import io.lakeshift.workflows.databricks.Lakebase;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How applications reach a Lakebase. There is no password in it: one lives for an hour, and whoever logs in asks for it.
 *
 * @param resource the endpoint's path, or the instance's name
 * @param databaseResource the database's path, which its name does not tell; only of a project
 */
public record ConnectionInfo(
        Backend backend,
        String host,
        int port,
        String database,
        String user,
        String resource,
        Optional<String> databaseResource) {

    /** Four requests at most. */
    public static ConnectionInfo of(Workspace workspace, Lakebase lakebase) {
        Endpoint endpoint = workspace.lakebase().endpoint(lakebase);
        String resource = workspace.lakebase().resource(lakebase);
        Optional<String> database = lakebase.backend() == Backend.PROVISIONED
                ? Optional.empty()
                : Optional.of(workspace.resources().databases(resource.replaceFirst("/endpoints/.*$", "")).stream()
                        .filter(found -> found.name().equals(lakebase.database()))
                        .map(Database::resource)
                        .findFirst()
                        .orElseThrow(() -> LakebaseErrors.noSuchDatabase(lakebase, resource)));
        return new ConnectionInfo(
                lakebase.backend(),
                endpoint.host(),
                endpoint.port(),
                lakebase.database(),
                workspace.identity().userName(),
                resource,
                database);
    }

    /** What libpq and its kin read. */
    public Map<String, String> environment() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("PGHOST", host);
        names.put("PGPORT", Integer.toString(port));
        names.put("PGDATABASE", database);
        names.put("PGUSER", user);
        names.put("PGSSLMODE", "require");
        names.put(backend == Backend.PROVISIONED ? "LAKEBASE_INSTANCE" : "LAKEBASE_ENDPOINT", resource);
        return names;
    }

    /** What applications of Databricks' templates read. */
    public Map<String, String> properties() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("lakebase.postgres.host", host);
        names.put("lakebase.postgres.port", Integer.toString(port));
        names.put("lakebase.postgres.databaseName", database);
        if (backend == Backend.PROVISIONED) {
            names.put("lakebase.postgres.instance", resource);
        } else {
            names.put("lakebase.postgres.endpointPath", resource);
        }
        databaseResource.ifPresent(path -> names.put("lakebase.postgres.database", path));
        return names;
    }

    /** What prints a password on standard output, for {@code PGPASSWORD}. */
    public String passwordCommand(Optional<String> profile) {
        String ask = backend == Backend.PROVISIONED
                ? "databricks database generate-database-credential --json '{\"instance_names\": [\"" + resource
                        + "\"], \"request_id\": \"'$(uuidgen)'\"}'"
                : "databricks postgres generate-database-credential " + resource;
        return ask + profile.map(name -> " --profile " + name).orElse("") + " -o json | jq -r .token";
    }
}
