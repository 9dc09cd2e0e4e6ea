package io.lakeshift.sandbox.lakebase.autoscaling;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.http.ApiErrors;
import io.lakeshift.sandbox.http.ApiRequest;
import io.lakeshift.sandbox.http.ApiResponse;
import io.lakeshift.sandbox.http.Json;
import io.lakeshift.sandbox.http.Router;
import io.lakeshift.sandbox.lakebase.Credentials;
import io.lakeshift.sandbox.lakebase.Home;
import io.lakeshift.sandbox.state.Pages;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** {@code /api/2.0/postgres/projects} and all below, and credentials. */
public final class ProjectsApi {
    private static final String BASE = "/api/2.0/postgres";
    private static final String BRANCH = "/projects/{project}/branches/{branch}";
    private static final Duration SHORTEST = Duration.ofMinutes(5);
    private static final Duration LONGEST = Duration.ofHours(1);

    /** Makes a resource below a branch. */
    private interface Maker {
        ObjectNode make(String parent, String id, ObjectNode spec);
    }

    private final Projects projects;
    private final Operations operations;
    private final Credentials credentials;
    private final Map<String, String> rolesMade = new ConcurrentHashMap<>();

    public ProjectsApi(Projects projects, Operations operations, Credentials credentials) {
        this.projects = projects;
        this.operations = operations;
        this.credentials = credentials;
    }

    public void routes(Router router) {
        router.post(BASE + "/projects", this::createProject)
                .get(
                        BASE + "/projects",
                        request -> Pages.of(
                                request, "projects", projects.resources().list("projects")))
                .post(BASE + "/credentials", this::credential);
        crud(router, "/projects/{project}");
        collection(
                router,
                "/projects/{project}",
                "branches",
                "branch_id",
                (parent, id, spec) -> projects.createBranch(parent, id, spec, false));
        crud(router, BRANCH);
        collection(router, BRANCH, "endpoints", "endpoint_id", projects::createEndpoint);
        crud(router, BRANCH + "/endpoints/{id}");
        collection(router, BRANCH, "databases", "database_id", projects::createDatabase);
        crud(router, BRANCH + "/databases/{id}");
        collection(router, BRANCH, "roles", "role_id", this::createRole);
        crud(router, BRANCH + "/roles/{id}");
        router.post(BASE + "/{name*}/undelete", request -> {
            throw ApiErrors.notImplemented(
                    "The sandbox deletes projects and branches for good; there is nothing to undelete.");
        });
    }

    private static String name(ApiRequest request) {
        return request.path().substring(BASE.length() + 1);
    }

    private void crud(Router router, String template) {
        router.get(BASE + template, request -> {
                    ObjectNode document = projects.resources().get(name(request));
                    projects.demandUse(request.caller(), name(request));
                    return ApiResponse.ok(document);
                })
                .patch(BASE + template, this::update)
                .delete(BASE + template, this::delete);
    }

    private void collection(Router router, String parent, String collection, String idParameter, Maker maker) {
        router.get(BASE + parent + "/" + collection, request -> {
                    String name = name(request);
                    projects.resources().get(name.substring(0, name.lastIndexOf('/')));
                    return Pages.of(request, collection, projects.resources().list(name));
                })
                .post(BASE + parent + "/" + collection, request -> {
                    String name = name(request);
                    projects.demandUse(request.caller(), name);
                    ObjectNode spec =
                            request.body().path("spec") instanceof ObjectNode given ? given.deepCopy() : Json.object();
                    String id = request.parameter(idParameter)
                            .or(() -> defaultId(collection, spec))
                            .orElseThrow(() -> ApiErrors.missing(idParameter));
                    ObjectNode made = maker.make(name.substring(0, name.lastIndexOf('/')), id, spec);
                    return operations.begin(made.path("name").asText(), () -> made);
                });
    }

    /** Databases and roles may be made without an id; it then follows the name in PostgreSQL. */
    private static Optional<String> defaultId(String collection, ObjectNode spec) {
        String field = collection.equals("databases") ? "postgres_database" : "postgres_role";
        return Json.text(spec, field)
                .map(it -> it.toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^[^a-z]+|-+$", ""));
    }

    /** The role of the document in PostgreSQL, too. */
    private ObjectNode createRole(String branch, String id, ObjectNode spec) {
        String role = Json.text(spec, "postgres_role").orElse(id);
        ObjectNode made = projects.createRole(branch, id, spec.put("postgres_role", role));
        boolean there = credentials.roles().stream().anyMatch(it -> it.name().equals(role));
        if (!there) {
            boolean superuser = Json.strings(spec.path("membership_roles")).contains("DATABRICKS_SUPERUSER");
            credentials.createRole(role, superuser);
            rolesMade.put(made.path("name").asText(), role);
        }
        return made;
    }

    private ApiResponse createProject(ApiRequest request) {
        ObjectNode project = projects.create(
                request.requiredParameter("project_id"),
                request.document(),
                request.caller().name());
        return operations.begin(project.path("name").asText(), () -> project);
    }

    private ApiResponse update(ApiRequest request) {
        String name = name(request);
        projects.resources().get(name);
        projects.demandUse(request.caller(), name);
        ObjectNode updated = projects.resources()
                .update(
                        name,
                        request.document(),
                        request.parameter("update_mask").orElse(""));
        return operations.begin(name, () -> updated);
    }

    private ApiResponse delete(ApiRequest request) {
        String name = name(request);
        projects.resources().get(name);
        projects.demandUse(request.caller(), name);
        String role = rolesMade.get(name);
        if (role != null) {
            credentials.dropRole(role);
            rolesMade.remove(name);
        }
        projects.delete(name);
        return operations.begin(name, Json::object);
    }

    private ApiResponse credential(ApiRequest request) {
        String endpoint = request.required("endpoint");
        projects.resources().get(endpoint);
        projects.demandUse(request.caller(), endpoint);
        Credentials.Credential credential =
                credentials.issue(request.caller(), Set.of(Home.branch(Projects.branchOf(endpoint))), life(request));
        ObjectNode answer = Json.object();
        answer.put("token", credential.token());
        answer.put("expire_time", credential.expires().toString());
        return ApiResponse.ok(answer);
    }

    private static Optional<Duration> life(ApiRequest request) {
        Optional<Duration> ttl = request.text("ttl").map(ProjectsApi::duration);
        Optional<Duration> life = ttl.isPresent()
                ? ttl
                : request.text("expire_time").map(it -> Duration.between(Instant.now(), Instant.parse(it)));
        life.filter(it -> it.compareTo(SHORTEST) < 0 || it.compareTo(LONGEST) > 0)
                .ifPresent(it -> {
                    throw ApiErrors.badRequest("ttl must be between 300s and 3600s.");
                });
        return life;
    }

    private static Duration duration(String text) {
        try {
            return Duration.parse("PT" + text.toUpperCase(java.util.Locale.ROOT));
        } catch (DateTimeParseException e) {
            throw ApiErrors.badRequest("'%s' is no duration.".formatted(text));
        }
    }
}
