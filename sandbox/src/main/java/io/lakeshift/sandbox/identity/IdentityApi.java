package io.lakeshift.sandbox.identity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.http.ApiErrors;
import io.lakeshift.sandbox.http.ApiRequest;
import io.lakeshift.sandbox.http.ApiResponse;
import io.lakeshift.sandbox.http.Dispatcher;
import io.lakeshift.sandbox.http.Json;
import io.lakeshift.sandbox.http.Router;
import io.lakeshift.sandbox.state.Ids;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who am I, and the OAuth endpoints that the SDKs look for. */
public final class IdentityApi {
    private static final String SCIM = "/api/2.0/preview/scim/v2";
    private static final Pattern EQUALITY = Pattern.compile("\\s*(\\w+)\\s+eq\\s+\"?([^\"]*)\"?\\s*");

    private final Identities identities;
    private final Supplier<String> host;

    /** @param host this server's own address, once it has one */
    public IdentityApi(Identities identities, Supplier<String> host) {
        this.identities = identities;
        this.host = host;
    }

    public void openRoutes(Router router) {
        router.get("/oidc/.well-known/oauth-authorization-server", request -> ApiResponse.ok(metadata()))
                .get("/.well-known/databricks-config", request -> ApiResponse.ok(configuration()))
                .post("/oidc/v1/token", this::token);
    }

    public void routes(Router router) {
        router.get(SCIM + "/Me", request -> ApiResponse.ok(user(request.caller())))
                .get(SCIM + "/Users", request -> list(request, "userName", it -> !it.servicePrincipal()))
                .get(SCIM + "/ServicePrincipals", request -> list(request, "applicationId", Identity::servicePrincipal))
                .get(SCIM + "/Groups", this::groups);
    }

    private ObjectNode metadata() {
        ObjectNode metadata = Json.object();
        metadata.put("issuer", host.get() + "/oidc");
        metadata.put("authorization_endpoint", host.get() + "/oidc/v1/authorize");
        metadata.put("token_endpoint", host.get() + "/oidc/v1/token");
        metadata.putArray("grant_types_supported").add("client_credentials");
        metadata.putArray("token_endpoint_auth_methods_supported")
                .add("client_secret_basic")
                .add("client_secret_post");
        return metadata;
    }

    private ObjectNode configuration() {
        ObjectNode configuration = Json.object();
        configuration.put("oidc_endpoint", host.get() + "/oidc");
        configuration.put("host_type", "workspace");
        return configuration;
    }

    private ApiResponse token(ApiRequest request) {
        Map<String, String> form = Dispatcher.parameters(new String(request.content(), StandardCharsets.UTF_8));
        if (!"client_credentials".equals(form.get("grant_type"))) {
            return oauthError("unsupported_grant_type", "Only client_credentials is supported here.");
        }
        ObjectNode token = Json.object();
        token.put("access_token", identities.exchange(request.authorization(), form));
        token.put("token_type", "Bearer");
        token.put("expires_in", 3600);
        token.put("scope", "all-apis");
        return ApiResponse.ok(token);
    }

    private static ApiResponse oauthError(String error, String description) {
        ObjectNode body = Json.object();
        body.put("error", error);
        body.put("error_description", description);
        return ApiResponse.json(400, body);
    }

    private ApiResponse list(ApiRequest request, String field, Predicate<Identity> kind) {
        return scim(
                request,
                field,
                identities.all().stream().filter(kind).map(IdentityApi::user).toList());
    }

    private ApiResponse groups(ApiRequest request) {
        return scim(
                request,
                "displayName",
                identities.all().stream()
                        .flatMap(it -> it.groups().stream())
                        .distinct()
                        .sorted()
                        .map(it -> Json.object()
                                .put("id", Ids.ofName("group " + it))
                                .put("displayName", it))
                        .toList());
    }

    /** SCIM counts from 1, and its filters are {@code field eq "value"}. */
    private static ApiResponse scim(ApiRequest request, String field, List<ObjectNode> all) {
        Optional<String> wanted = request.parameter("filter").map(it -> {
            Matcher equality = EQUALITY.matcher(it);
            if (!equality.matches() || !equality.group(1).equalsIgnoreCase(field)) {
                throw ApiErrors.badRequest("The sandbox filters by %s eq \"…\" only.".formatted(field));
            }
            return equality.group(2);
        });
        List<ObjectNode> found = all.stream()
                .filter(it -> wanted.isEmpty() || it.path(field).asText().equalsIgnoreCase(wanted.get()))
                .toList();
        int start = Math.max(
                1, request.parameter("startIndex").map(Integer::parseInt).orElse(1));
        int count = request.parameter("count").map(Integer::parseInt).orElse(100);
        List<ObjectNode> page = found.subList(
                Math.min(start - 1, found.size()), Math.min(start - 1 + Math.max(0, count), found.size()));
        ObjectNode answer = Json.object();
        answer.putArray("schemas").add("urn:ietf:params:scim:api:messages:2.0:ListResponse");
        answer.put("totalResults", found.size());
        answer.put("startIndex", start);
        answer.put("itemsPerPage", page.size());
        answer.set("Resources", Json.array(page));
        return ApiResponse.ok(answer);
    }

    private static ObjectNode user(Identity identity) {
        ObjectNode user = Json.object();
        user.putArray("schemas").add("urn:ietf:params:scim:schemas:core:2.0:User");
        user.put("id", Ids.ofName(identity.name()));
        if (identity.servicePrincipal()) {
            user.put("applicationId", identity.name());
        }
        user.put("userName", identity.name());
        user.put("displayName", identity.displayName());
        user.put("active", true);
        ObjectNode email = user.putArray("emails").addObject();
        email.put("value", identity.name());
        email.put("primary", true);
        var groups = user.putArray("groups");
        identity.groups().stream().sorted().forEach(it -> groups.addObject().put("display", it));
        return user;
    }
}
