package io.lakeshift.sandbox.lakebase;

import io.lakeshift.sandbox.http.ApiErrors;
import io.lakeshift.sandbox.identity.Identities;
import io.lakeshift.sandbox.identity.Identity;
import io.lakeshift.sandbox.postgres.Logins;
import io.lakeshift.sandbox.postgres.PostgresServer;
import io.lakeshift.sandbox.postgres.SqlText;
import io.lakeshift.sandbox.sync.Synchronizer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Database credentials: tokens that are passwords for a while. PostgreSQL itself refuses an expired one, by {@code VALID
 * UNTIL}, and only at login.
 */
public final class Credentials {
    public static final String SUPERUSERS = "databricks_superuser";

    /** A token and its end. */
    public record Credential(String token, Instant expires) {}

    /** A login role of PostgreSQL, and whose it is. */
    public record Role(
            String name,
            String identityType,
            boolean createsDatabases,
            boolean createsRoles,
            boolean bypassesRowSecurity,
            boolean superuser) {}

    private record Issued(String user, Set<Home> homes, Instant expires) {}

    private final PostgresServer server;
    private final Identities identities;
    private final Clock clock;
    private final Map<String, Issued> issued = new HashMap<>();
    private final Map<String, String> passwords = new HashMap<>();
    private Duration life;

    public Credentials(PostgresServer server, Identities identities, Clock clock, Duration life) {
        this.server = server;
        this.identities = identities;
        this.clock = clock;
        this.life = life;
    }

    /** The group roles that the real service has too. */
    public void createGroups() throws SQLException {
        server.execute(
                "postgres",
                "CREATE ROLE " + Synchronizer.OWNER + " NOLOGIN",
                "CREATE ROLE " + SUPERUSERS + " NOLOGIN CREATEDB CREATEROLE BYPASSRLS",
                "GRANT pg_read_all_data, pg_write_all_data, pg_monitor TO " + SUPERUSERS + " WITH ADMIN OPTION",
                "GRANT " + Synchronizer.OWNER + " TO " + SUPERUSERS);
    }

    /** A login role of the identity's name, without a password until a credential is issued. */
    public synchronized void createRole(Identity identity) throws SQLException {
        String role = SqlText.identifier(identity.name());
        server.execute(
                "postgres",
                "CREATE ROLE " + role + " LOGIN" + (identity.admin() ? " CREATEDB CREATEROLE BYPASSRLS" : ""),
                identity.admin() ? "GRANT " + SUPERUSERS + " TO " + role : "COMMENT ON ROLE " + role + " IS 'USER'");
    }

    /** Someone who may ask for credentials; they open nothing while there is no role of that name. */
    public synchronized void addUser(Identity identity) {
        passwords.put(identity.name(), UUID.randomUUID().toString());
    }

    /** A login role for a name, as the roles API makes it. All instances share one server, and so its roles. */
    public void createRole(String name, boolean superuser) {
        String role = SqlText.identifier(name);
        if (roles().stream().anyMatch(it -> it.name().equals(name))) {
            throw ApiErrors.alreadyExists("Role", name);
        }
        try {
            server.execute("postgres", "CREATE ROLE " + role + " LOGIN");
            if (superuser) {
                server.execute(
                        "postgres",
                        "ALTER ROLE " + role + " CREATEDB CREATEROLE BYPASSRLS",
                        "GRANT " + SUPERUSERS + " TO " + role);
            }
        } catch (SQLException e) {
            throw ApiErrors.badRequest("The role could not be made: " + e.getMessage());
        }
    }

    public void dropRole(String name) {
        try {
            server.execute("postgres", "DROP ROLE " + SqlText.identifier(name));
        } catch (SQLException e) {
            throw ApiErrors.badRequest("The role could not be dropped: " + e.getMessage());
        }
    }

    /** The login roles that there are. */
    public List<Role> roles() {
        List<Role> roles = new ArrayList<>();
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("""
                        SELECT rolname, rolcreatedb, rolcreaterole, rolbypassrls, pg_has_role(oid, '%s', 'MEMBER')
                        FROM pg_roles WHERE rolcanlogin AND NOT rolsuper ORDER BY rolname""".formatted(SUPERUSERS))) {
            while (result.next()) {
                String name = result.getString(1);
                roles.add(new Role(
                        name,
                        identityType(name),
                        result.getBoolean(2),
                        result.getBoolean(3),
                        result.getBoolean(4),
                        result.getBoolean(5)));
            }
        } catch (SQLException e) {
            throw ApiErrors.internal("The database did not answer: " + e.getMessage());
        }
        return roles;
    }

    private String identityType(String role) {
        return identities
                .named(role)
                .map(it -> it.servicePrincipal() ? "SERVICE_PRINCIPAL" : "USER")
                .orElse("PG_ONLY");
    }

    /** How long the next credentials live at most. */
    public synchronized void life(Duration next) {
        life = next;
    }

    public synchronized Credential issue(Identity identity, Set<Home> homes, Optional<Duration> asked) {
        String password = passwords.get(identity.name());
        if (password == null) {
            throw ApiErrors.permissionDenied("User '%s' is unknown here.".formatted(identity.name()));
        }
        Instant expires =
                clock.instant().plus(asked.filter(it -> it.compareTo(life) < 0).orElse(life));
        Credential credential = new Credential("eyJ" + UUID.randomUUID() + "." + UUID.randomUUID(), expires);
        issued.put(credential.token, new Issued(identity.name(), Set.copyOf(homes), expires));
        Instant latest = issued.values().stream()
                .filter(it -> it.user.equals(identity.name()))
                .map(Issued::expires)
                .max(Instant::compareTo)
                .orElse(expires);
        try {
            server.execute("postgres", """
                    DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = %s) THEN
                        ALTER ROLE %s PASSWORD %s VALID UNTIL %s;
                    END IF; END $$""".formatted(
                            SqlText.literal(identity.name()),
                            SqlText.identifier(identity.name()),
                            SqlText.literal(password),
                            SqlText.literal(latest.toString())));
        } catch (SQLException e) {
            throw new IllegalStateException("the role of a user took no password", e);
        }
        return credential;
    }

    /** What the door of {@code home} asks. */
    public Logins logins(Home home) {
        return (user, presented) -> {
            if (identities.isWorkspaceToken(presented)) {
                return Optional.empty();
            }
            synchronized (this) {
                Issued credential = issued.get(presented);
                boolean live = credential != null
                        && credential.user.equals(user)
                        && credential.homes.contains(home)
                        && clock.instant().isBefore(credential.expires);
                return Optional.of(live ? passwords.getOrDefault(user, presented) : presented);
            }
        };
    }
}
