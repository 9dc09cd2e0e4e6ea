package io.lakeshift.sandbox.lakebase.provisioned;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.http.ApiErrors;
import io.lakeshift.sandbox.http.Json;
import io.lakeshift.sandbox.identity.Identity;
import io.lakeshift.sandbox.lakebase.Databases;
import io.lakeshift.sandbox.lakebase.Home;
import io.lakeshift.sandbox.lakebase.Homes;
import io.lakeshift.sandbox.state.Ids;
import io.lakeshift.sandbox.state.Pace;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Database instances. */
public final class Instances {
    static final String DEFAULT_DATABASE = "databricks_postgres";
    private static final Set<String> CAPACITIES = Set.of("CU_1", "CU_2", "CU_4", "CU_8");

    private static final class Instance {
        final ObjectNode document;
        final Set<String> users = new TreeSet<>();
        int startingPolls;

        Instance(ObjectNode document, int startingPolls) {
            this.document = document;
            this.startingPolls = startingPolls;
        }
    }

    private final Databases databases;
    private final Homes homes;
    private final Clock clock;
    private final Pace pace;
    private final Map<String, Instance> instances = new LinkedHashMap<>();
    private final Map<String, Home> projects = new LinkedHashMap<>();

    public Instances(Databases databases, Homes homes, Clock clock, Pace pace) {
        this.databases = databases;
        this.homes = homes;
        this.clock = clock;
        this.pace = pace;
    }

    /** @param polls how many looks it takes until the instance is available */
    public synchronized ObjectNode create(ObjectNode request, String creator, int polls) {
        String name = Json.text(request, "name").orElseThrow(() -> ApiErrors.missing("name"));
        if (!name.matches("[a-zA-Z][a-zA-Z0-9-]{0,62}")) {
            throw ApiErrors.badRequest("Database instance name '%s' is invalid.".formatted(name));
        }
        if (instances.containsKey(name)) {
            throw ApiErrors.alreadyExists("Database instance", name);
        }
        String capacity = request.path("capacity").asText("CU_1");
        if (!CAPACITIES.contains(capacity)) {
            throw ApiErrors.badRequest("Unknown capacity '%s'.".formatted(capacity));
        }
        ObjectNode instance = request.deepCopy();
        instance.put("uid", Ids.ofName("instance " + name));
        instance.put("creator", creator);
        instance.put("creation_time", clock.instant().toString());
        instance.put("pg_version", "PG_VERSION_17");
        instance.put("capacity", capacity);
        instance.put("effective_capacity", capacity);
        instance.put("node_count", 1);
        instance.put("effective_node_count", 1);
        instance.put("retention_window_in_days", 7);
        instance.put("stopped", request.path("stopped").asBoolean(false));
        Instance made = new Instance(instance, polls);
        made.users.add(creator);
        instances.put(name, made);
        homes.open(Home.instance(name));
        databases.create(Home.instance(name), DEFAULT_DATABASE);
        return show(made);
    }

    public ObjectNode create(ObjectNode request, String creator) {
        return create(request, creator, pace.operationPolls());
    }

    /** Shows a project of the other plane as an instance too; its synced tables are not to be had through this one. */
    public synchronized void show(String project, Home branch) {
        projects.put(project, branch);
    }

    /** Where an instance's databases are. */
    synchronized Home home(String name) {
        return projects.getOrDefault(name, Home.instance(name));
    }

    /** Refuses for a project that was created with the other API. */
    synchronized void demandOwnApi(String name) {
        if (projects.containsKey(name)) {
            throw ApiErrors.badRequest(("Synced tables of '%s' cannot be created with this API, because the project was"
                            + " created with /api/2.0/postgres. Create them in the workspace.")
                    .formatted(name));
        }
    }

    private ObjectNode showProject(String name) {
        ObjectNode document = Json.object().put("name", name).put("uid", Ids.ofName("instance " + name));
        document.put("capacity", "CU_1");
        document.put("pg_version", "PG_VERSION_17");
        document.put("state", "AVAILABLE");
        homes.address(home(name)).ifPresent(it -> document.put("read_write_dns", it));
        return document;
    }

    /** Lets an identity use the instance. */
    public synchronized void allow(String name, String principal) {
        instance(name).users.add(principal);
    }

    public synchronized boolean exists(String name) {
        return instances.containsKey(name);
    }

    public synchronized ObjectNode get(String name) {
        if (projects.containsKey(name)) {
            return showProject(name);
        }
        Instance instance = instance(name);
        ObjectNode shown = show(instance);
        if (instance.startingPolls > 0) {
            instance.startingPolls--;
        }
        return shown;
    }

    public synchronized List<ObjectNode> all() {
        return instances.values().stream().map(this::show).toList();
    }

    private Instance instance(String name) {
        Instance instance = instances.get(name);
        if (instance == null) {
            throw ApiErrors.noSuch("Database instance", name);
        }
        return instance;
    }

    private ObjectNode show(Instance instance) {
        ObjectNode document = instance.document.deepCopy();
        boolean stopped = document.path("stopped").asBoolean();
        document.put("effective_stopped", stopped);
        document.put("state", instance.startingPolls > 0 ? "STARTING" : stopped ? "STOPPED" : "AVAILABLE");
        homes.address(Home.instance(document.path("name").asText()))
                .filter(it -> instance.startingPolls == 0)
                .ifPresent(it -> {
                    document.put("read_write_dns", it);
                    document.put("read_only_dns", it);
                });
        return document;
    }

    public synchronized ObjectNode update(String name, ObjectNode changes) {
        Instance instance = instance(name);
        Json.text(changes, "capacity").filter(it -> !CAPACITIES.contains(it)).ifPresent(it -> {
            throw ApiErrors.badRequest("Unknown capacity '%s'.".formatted(it));
        });
        for (String field : List.of("capacity", "stopped", "retention_window_in_days", "node_count")) {
            if (changes.has(field)) {
                instance.document.set(field, changes.get(field));
            }
        }
        instance.document.set("effective_capacity", instance.document.path("capacity"));
        instance.document.set("effective_node_count", instance.document.path("node_count"));
        Home home = Home.instance(name);
        boolean stopped = instance.document.path("stopped").asBoolean();
        if (stopped) {
            homes.shut(home);
        } else if (homes.address(home).isEmpty()) {
            homes.open(home);
        }
        return show(instance);
    }

    public synchronized void delete(String name) {
        instance(name);
        Home home = Home.instance(name);
        homes.shut(home);
        databases.dropAll(home);
        instances.remove(name);
    }

    /** Refuses with 403 whoever may not use the instance. */
    public synchronized void demandUse(Identity caller, String name) {
        Set<String> users = projects.containsKey(name) ? Set.of() : instance(name).users;
        if (!caller.admin() && users.stream().noneMatch(caller::is)) {
            throw ApiErrors.lacks(caller.name(), "CAN USE", "Database instance", name);
        }
    }
}
