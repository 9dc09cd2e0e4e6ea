package io.lakeshift.sandbox.lakebase.provisioned;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.http.ApiErrors;
import io.lakeshift.sandbox.http.ApiRequest;
import io.lakeshift.sandbox.http.ApiResponse;
import io.lakeshift.sandbox.http.Json;
import io.lakeshift.sandbox.http.Router;
import io.lakeshift.sandbox.lakebase.Credentials;
import io.lakeshift.sandbox.lakebase.Home;
import io.lakeshift.sandbox.lakebase.SyncedTables;
import io.lakeshift.sandbox.state.Pages;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Instances and their credentials under {@code /api/2.0/database}. */
public final class InstancesApi {
    private static final String BASE = "/api/2.0/database";

    private final Instances instances;
    private final Credentials credentials;
    private final SyncedTables tables;

    public InstancesApi(Instances instances, Credentials credentials, SyncedTables tables) {
        this.instances = instances;
        this.credentials = credentials;
        this.tables = tables;
    }

    public void routes(Router router) {
        router.post(BASE + "/instances", this::create)
                .get(BASE + "/instances", request -> Pages.of(request, "database_instances", instances.all()))
                .get(BASE + "/instances:findByUid", this::findByUid)
                .get(BASE + "/instances/{name}", this::get)
                .patch(BASE + "/instances/{name}", this::update)
                .delete(BASE + "/instances/{name}", this::delete)
                .get(BASE + "/instances/{name}/roles", this::roles)
                .post(BASE + "/instances/{name}/roles", this::createRole)
                .get(BASE + "/instances/{name}/roles/{role}", this::role)
                .delete(BASE + "/instances/{name}/roles/{role}", this::deleteRole)
                .post(BASE + "/credentials", this::credential);
    }

    private ApiResponse create(ApiRequest request) {
        return ApiResponse.ok(
                instances.create(request.document(), request.caller().name()));
    }

    private ApiResponse findByUid(ApiRequest request) {
        String uid = request.requiredParameter("uid");
        return ApiResponse.ok(instances.all().stream()
                .filter(it -> it.path("uid").asText().equals(uid))
                .findFirst()
                .orElseThrow(() -> ApiErrors.noSuch("Database instance", uid)));
    }

    private ApiResponse get(ApiRequest request) {
        String name = request.variable("name");
        instances.demandUse(request.caller(), name);
        return ApiResponse.ok(instances.get(name));
    }

    private ApiResponse update(ApiRequest request) {
        String name = request.variable("name");
        instances.demandUse(request.caller(), name);
        ObjectNode updated = instances.update(name, request.document());
        tables.stopped(Home.instance(name), updated.path("stopped").asBoolean());
        return ApiResponse.ok(updated);
    }

    private ApiResponse delete(ApiRequest request) {
        String name = request.variable("name");
        instances.demandUse(request.caller(), name);
        if (!tables.in(Home.instance(name)).isEmpty() && !request.flag("force")) {
            throw ApiErrors.badRequest("Database instance '%s' has synced tables.".formatted(name));
        }
        instances.delete(name);
        return ApiResponse.empty();
    }

    private ApiResponse roles(ApiRequest request) {
        instances.demandUse(request.caller(), request.variable("name"));
        return Pages.of(
                request,
                "database_instance_roles",
                credentials.roles().stream()
                        .map(it -> roleDocument(request, it))
                        .toList());
    }

    private ObjectNode roleDocument(ApiRequest request, Credentials.Role role) {
        ObjectNode document = Json.object();
        document.put("name", role.name());
        document.put("instance_name", request.variable("name"));
        document.put("identity_type", role.identityType());
        if (role.superuser()) {
            document.put("membership_role", "DATABRICKS_SUPERUSER");
        }
        document.putObject("effective_attributes")
                .put("createdb", role.createsDatabases())
                .put("createrole", role.createsRoles())
                .put("bypassrls", role.bypassesRowSecurity());
        return document;
    }

    private Credentials.Role role(ApiRequest request, String name) {
        instances.demandUse(request.caller(), request.variable("name"));
        return credentials.roles().stream()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow(() -> ApiErrors.noSuch("Role", name));
    }

    private ApiResponse role(ApiRequest request) {
        return ApiResponse.ok(roleDocument(request, role(request, request.variable("role"))));
    }

    private ApiResponse createRole(ApiRequest request) {
        instances.demandUse(request.caller(), request.variable("name"));
        String name = request.required("name");
        boolean superuser = request.text("membership_role")
                .filter("DATABRICKS_SUPERUSER"::equals)
                .isPresent();
        credentials.createRole(name, superuser);
        return ApiResponse.ok(roleDocument(request, role(request, name)));
    }

    private ApiResponse deleteRole(ApiRequest request) {
        credentials.dropRole(role(request, request.variable("role")).name());
        return ApiResponse.empty();
    }

    private ApiResponse credential(ApiRequest request) {
        Set<Home> homes = new LinkedHashSet<>();
        for (String name : Json.strings(request.body().path("instance_names"))) {
            instances.demandUse(request.caller(), name);
            homes.add(instances.home(name));
        }
        if (homes.isEmpty()) {
            throw ApiErrors.missing("instance_names");
        }
        Credentials.Credential credential = credentials.issue(request.caller(), homes, Optional.empty());
        ObjectNode answer = Json.object();
        answer.put("token", credential.token());
        answer.put("expiration_time", credential.expires().toString());
        return ApiResponse.ok(answer);
    }
}
