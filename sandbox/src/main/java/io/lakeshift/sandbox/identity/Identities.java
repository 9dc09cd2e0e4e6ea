package io.lakeshift.sandbox.identity;

import io.lakeshift.sandbox.http.ApiError;
import io.lakeshift.sandbox.http.ApiErrors;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tokens and client secrets that this workspace knows, and whose they are. */
public final class Identities {
    private static final Duration OAUTH_LIFE = Duration.ofHours(1);

    private record Token(Identity owner, Instant expires) {}

    private record Client(Identity owner, String secret) {}

    private final Clock clock;
    private final Map<String, Identity> byName = new LinkedHashMap<>();
    private final Map<String, Token> tokens = new LinkedHashMap<>();
    private final Map<String, Client> clients = new LinkedHashMap<>();

    public Identities(Clock clock) {
        this.clock = clock;
    }

    public synchronized void add(Identity identity) {
        byName.put(identity.name(), identity);
    }

    public synchronized void addToken(Identity owner, String token, Instant expires) {
        tokens.put(token, new Token(owner, expires));
    }

    public synchronized void addClient(Identity owner, String id, String secret) {
        clients.put(id, new Client(owner, secret));
    }

    public synchronized List<Identity> all() {
        return List.copyOf(byName.values());
    }

    public synchronized Optional<Identity> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Whether a grant may name it: someone, a group of someone's, or everyone. */
    public synchronized boolean knows(String principal) {
        return byName.values().stream().anyMatch(it -> it.is(principal));
    }

    /** Whose token the header holds; refuses with 401 like the real service. */
    public synchronized Identity authenticate(@Nullable String authorization) {
        if (authorization == null || !authorization.startsWith("Bearer ")) {
            throw ApiErrors.unauthenticated("Credential was not sent or was of an unsupported type for this API.");
        }
        Token token = tokens.get(authorization.substring("Bearer ".length()).strip());
        if (token == null) {
            throw ApiErrors.unauthenticated("Invalid access token.");
        }
        if (!clock.instant().isBefore(token.expires)) {
            throw ApiErrors.unauthenticated("Access token expired.");
        }
        return token.owner;
    }

    public synchronized Optional<String> adminToken() {
        return tokens.entrySet().stream()
                .filter(it -> it.getValue().owner.admin())
                .filter(it -> clock.instant().isBefore(it.getValue().expires))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Whether this is a token of the REST surface, live or expired. */
    public synchronized boolean isWorkspaceToken(String text) {
        return tokens.containsKey(text) || text.startsWith("dapi");
    }

    private static String basic(String encoded) {
        try {
            return new String(Base64.getDecoder().decode(encoded.strip()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new ApiError(401, "invalid_client", "The Basic authorization is not valid base64.");
        }
    }

    /** A token for a client that proved its secret, by Basic authorization or by form fields. */
    synchronized String exchange(@Nullable String authorization, Map<String, String> form) {
        String id = form.getOrDefault("client_id", "");
        String secret = form.getOrDefault("client_secret", "");
        if (authorization != null && authorization.startsWith("Basic ")) {
            String[] pair = basic(authorization.substring("Basic ".length())).split(":", 2);
            id = pair[0];
            secret = pair.length == 2 ? pair[1] : "";
        }
        Client client = clients.get(id);
        if (client == null || !client.secret.equals(secret)) {
            throw new ApiError(401, "invalid_client", "Client authentication failed");
        }
        String token = "oauth-" + UUID.randomUUID();
        addToken(client.owner, token, clock.instant().plus(OAUTH_LIFE));
        return token;
    }
}
