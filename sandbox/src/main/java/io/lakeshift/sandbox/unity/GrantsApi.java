package io.lakeshift.sandbox.unity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.http.ApiErrors;
import io.lakeshift.sandbox.http.ApiRequest;
import io.lakeshift.sandbox.http.ApiResponse;
import io.lakeshift.sandbox.http.Json;
import io.lakeshift.sandbox.http.Router;
import io.lakeshift.sandbox.identity.Identities;
import io.lakeshift.sandbox.identity.Identity;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Privileges: {@code /permissions} as they were granted, {@code /effective-permissions} with what comes down. */
public final class GrantsApi {
    private static final String BASE = "/api/2.1/unity-catalog";
    private static final Set<String> EVERYTHING = Set.of("ALL_PRIVILEGES", "MANAGE");
    private static final Set<String> ON_METASTORE =
            Set.of("CREATE_CATALOG", "CREATE_STORAGE_CREDENTIAL", "CREATE_EXTERNAL_LOCATION");

    private final Unity unity;
    private final Identities identities;
    private final OwnedGrants grants;

    public GrantsApi(Unity unity, Identities identities, OwnedGrants grants) {
        this.unity = unity;
        this.identities = identities;
        this.grants = grants;
    }

    public void routes(Router router) {
        router.get(BASE + "/permissions/{type}/{name}", this::direct)
                .patch(BASE + "/permissions/{type}/{name}", this::update)
                .get(BASE + "/effective-permissions/{type}/{name}", this::effective);
    }

    private static Securable securable(ApiRequest request) {
        String type = request.variable("type").toUpperCase(Locale.ROOT).replace('-', '_');
        try {
            Securable.Type parsed = Securable.Type.valueOf(type);
            return parsed == Securable.Type.METASTORE
                    ? Unity.METASTORE
                    : new Securable(parsed, request.variable("name").toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw ApiErrors.badRequest("Unknown securable type '%s'.".formatted(type));
        }
    }

    private ApiResponse direct(ApiRequest request) {
        ObjectNode answer = Json.object();
        ArrayNode assignments = answer.putArray("privilege_assignments");
        grants.direct(securable(request)).forEach((principal, privileges) -> {
            if (wanted(request, principal)) {
                ObjectNode assignment = assignments.addObject();
                assignment.put("principal", principal);
                assignment.set("privileges", Json.texts(privileges));
            }
        });
        return ApiResponse.ok(answer);
    }

    private static boolean wanted(ApiRequest request, String principal) {
        return request.parameter("principal").map(principal::equals).orElse(true);
    }

    private ApiResponse update(ApiRequest request) {
        Securable securable = securable(request);
        for (JsonNode change : request.body().path("changes")) {
            String principal = change.path("principal").asText();
            grants.give(securable, principal, new TreeSet<>(Json.strings(change.path("add"))), request.caller());
            grants.take(securable, principal, new TreeSet<>(Json.strings(change.path("remove"))), request.caller());
        }
        return direct(request);
    }

    private ApiResponse effective(ApiRequest request) {
        Securable securable = securable(request);
        grants.demandExisting(securable);
        ObjectNode answer = Json.object();
        ArrayNode assignments = answer.putArray("privilege_assignments");
        for (Identity identity : identities.all()) {
            if (wanted(request, identity.name())) {
                ArrayNode privileges = Json.array();
                of(identity, securable)
                        .forEach((privilege, from) -> privileges.add(privilege(privilege, from, securable)));
                if (!privileges.isEmpty()) {
                    assignments.addObject().put("principal", identity.name()).set("privileges", privileges);
                }
            }
        }
        return ApiResponse.ok(answer);
    }

    private static ObjectNode privilege(String privilege, Securable from, Securable asked) {
        ObjectNode node = Json.object().put("privilege", privilege);
        if (!from.equals(asked)) {
            node.put("inherited_from_name", from.name());
            node.put("inherited_from_type", from.type().name());
        }
        return node;
    }

    private Map<String, Securable> of(Identity identity, Securable securable) {
        Map<String, Securable> all = new java.util.TreeMap<>();
        unity.grants().effective(securable).forEach((principal, privileges) -> {
            if (identity.is(principal)) {
                privileges.forEach(all::putIfAbsent);
            }
        });
        if (identity.admin()) {
            (securable.type() == Securable.Type.METASTORE ? ON_METASTORE : EVERYTHING)
                    .forEach(it -> all.putIfAbsent(it, securable));
        }
        if (all.remove("OWNER") != null) {
            all.put("ALL_PRIVILEGES", securable);
        }
        return all;
    }
}
