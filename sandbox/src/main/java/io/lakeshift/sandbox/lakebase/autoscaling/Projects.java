package io.lakeshift.sandbox.lakebase.autoscaling;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.http.ApiErrors;
import io.lakeshift.sandbox.http.Json;
import io.lakeshift.sandbox.identity.Identity;
import io.lakeshift.sandbox.lakebase.Databases;
import io.lakeshift.sandbox.lakebase.Home;
import io.lakeshift.sandbox.lakebase.Homes;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Projects with their branches, endpoints, databases and roles. A branch is a home. */
public final class Projects {
    static final String DEFAULT_BRANCH = "production";
    static final String DEFAULT_ENDPOINT = "primary";
    static final String DEFAULT_DATABASE = "databricks_postgres";

    private final Resources resources;
    private final Databases databases;
    private final Homes homes;
    private final Map<String, Set<String>> users = new HashMap<>();

    public Projects(Databases databases, Homes homes, Clock clock) {
        this.resources = new Resources(clock);
        this.databases = databases;
        this.homes = homes;
    }

    Resources resources() {
        return resources;
    }

    /** A project with the default branch, endpoint and database. */
    public synchronized ObjectNode create(String id, ObjectNode request, String owner) {
        ObjectNode spec = request.path("spec") instanceof ObjectNode given ? given.deepCopy() : Json.object();
        ObjectNode project = resources.create("projects", id, "project_id", spec);
        ObjectNode status = project.putObject("status");
        status.setAll(spec);
        status.put("project_id", id);
        status.put("owner", owner);
        status.put("display_name", spec.path("display_name").asText(id));
        status.put("pg_version", spec.path("pg_version").asInt(17));
        status.put("default_branch", "projects/" + id + "/branches/" + DEFAULT_BRANCH);
        users.computeIfAbsent(id, it -> new TreeSet<>()).add(owner);
        createBranch("projects/" + id, DEFAULT_BRANCH, Json.object(), true);
        ObjectNode endpoint = Json.object().put("endpoint_type", "ENDPOINT_TYPE_READ_WRITE");
        if (request.path("initial_endpoint_spec") instanceof ObjectNode initial) {
            endpoint.setAll(initial);
        }
        String branch = "projects/" + id + "/branches/" + DEFAULT_BRANCH;
        createEndpoint(branch, DEFAULT_ENDPOINT, endpoint);
        createDatabase(branch, "databricks-postgres", Json.object().put("postgres_database", DEFAULT_DATABASE));
        return project.deepCopy();
    }

    synchronized ObjectNode createBranch(String project, String id, ObjectNode spec, boolean isDefault) {
        resources.get(project);
        ObjectNode branch = resources.create(project + "/branches", id, "branch_id", spec);
        ObjectNode status = branch.putObject("status");
        status.setAll(spec);
        status.put("branch_id", id);
        status.put("current_state", "READY");
        status.put("default", isDefault);
        return branch.deepCopy();
    }

    synchronized ObjectNode createEndpoint(String branch, String id, ObjectNode spec) {
        resources.get(branch);
        ObjectNode endpoint = resources.create(branch + "/endpoints", id, "endpoint_id", spec);
        Home home = Home.branch(branch);
        String address = homes.address(home).orElseGet(() -> homes.open(home).address());
        ObjectNode status = endpoint.putObject("status");
        status.setAll(spec);
        status.put("endpoint_id", id);
        status.put("current_state", "ACTIVE");
        status.put(
                "autoscaling_limit_min_cu",
                spec.path("autoscaling_limit_min_cu").asDouble(1));
        status.put(
                "autoscaling_limit_max_cu",
                spec.path("autoscaling_limit_max_cu").asDouble(1));
        ObjectNode hosts = status.putObject("hosts");
        hosts.put("host", address);
        hosts.put("read_only_host", address);
        return endpoint.deepCopy();
    }

    synchronized ObjectNode createDatabase(String branch, String id, ObjectNode spec) {
        resources.get(branch);
        String name = Json.text(spec, "postgres_database").orElse(id);
        databases.create(Home.branch(branch), name);
        return database(branch, id, name, spec);
    }

    private ObjectNode database(String branch, String id, String name, ObjectNode spec) {
        ObjectNode database = resources.create(branch + "/databases", id, "database_id", spec);
        ObjectNode status = database.putObject("status");
        status.setAll(spec);
        status.put("database_id", id);
        status.put("postgres_database", name);
        return database.deepCopy();
    }

    /** For a database that a catalog or a synced table made. */
    synchronized void adoptDatabase(String branch, String name) {
        String id = name.toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        if (!resources.exists(branch + "/databases/" + id)) {
            databases.createIfMissing(Home.branch(branch), name);
            database(branch, id, name, Json.object().put("postgres_database", name));
        }
    }

    synchronized ObjectNode createRole(String branch, String id, ObjectNode spec) {
        resources.get(branch);
        ObjectNode role = resources.create(branch + "/roles", id, "role_id", spec);
        ObjectNode status = role.putObject("status");
        status.setAll(spec);
        status.put("role_id", id);
        return role.deepCopy();
    }

    /** Takes the resource and all below it. */
    synchronized void delete(String name) {
        if (name.matches("projects/[^/]+/branches/" + DEFAULT_BRANCH)) {
            throw ApiErrors.badRequest("The default branch cannot be deleted.");
        }
        Optional<String> database = name.contains("/databases/")
                ? Json.text(resources.get(name), "status.postgres_database")
                : Optional.empty();
        for (String gone : resources.delete(name)) {
            if (gone.matches("projects/[^/]+/branches/[^/]+")) {
                homes.shut(Home.branch(gone));
                databases.dropAll(Home.branch(gone));
            }
        }
        database.ifPresent(it -> databases.drop(Home.branch(branchOf(name)), it));
    }

    /** {@code projects/p/branches/b} of anything below it. */
    static String branchOf(String name) {
        String[] parts = name.split("/");
        if (parts.length < 4 || !parts[0].equals("projects") || !parts[2].equals("branches")) {
            throw ApiErrors.badRequest("'%s' is not in a branch.".formatted(name));
        }
        return String.join("/", parts[0], parts[1], parts[2], parts[3]);
    }

    public boolean exists(String project) {
        return resources.exists("projects/" + project);
    }

    /** Lets an identity use the project. */
    public synchronized void allow(String project, String principal) {
        users.computeIfAbsent(project, it -> new TreeSet<>()).add(principal);
    }

    /** Refuses with 403 whoever may not use the project that {@code name} is in. */
    synchronized void demandUse(Identity caller, String name) {
        String[] parts = name.split("/");
        if (parts.length < 2) {
            throw ApiErrors.badRequest("'%s' is no resource name.".formatted(name));
        }
        resources.get("projects/" + parts[1]);
        boolean allowed = caller.admin()
                || users.getOrDefault(parts[1], Set.of()).stream().anyMatch(caller::is);
        if (!allowed) {
            throw ApiErrors.lacks(caller.name(), "CAN USE", "Project", parts[1]);
        }
    }
}
