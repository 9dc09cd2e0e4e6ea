package io.lakeshift.sandbox.lakebase;

import io.lakeshift.sandbox.http.ApiErrors;
import io.lakeshift.sandbox.postgres.PostgresServer;
import io.lakeshift.sandbox.postgres.SqlText;
import io.lakeshift.sandbox.sync.Synchronizer;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Logical databases of all homes. They share one server, so the second of a name gets another name there; the door
 * hides it.
 */
public final class Databases {
    /** What the extension databricks_auth brings; PostgreSQL here has no such extension to create. */
    private static final String CREATE_ROLE = """
            CREATE FUNCTION public.databricks_create_role(identity_name text, identity_type text) RETURNS void
                LANGUAGE plpgsql SECURITY DEFINER AS $$
            BEGIN
                IF identity_type NOT IN ('USER', 'GROUP', 'SERVICE_PRINCIPAL') THEN
                    RAISE EXCEPTION 'unknown identity type %', identity_type;
                END IF;
                EXECUTE format('CREATE ROLE %I LOGIN', identity_name);
            END $$;
            REVOKE ALL ON FUNCTION public.databricks_create_role FROM PUBLIC;
            GRANT EXECUTE ON FUNCTION public.databricks_create_role TO databricks_superuser""";

    private record Key(Home home, String name) {}

    private final PostgresServer server;
    private final Map<Key, String> names = new LinkedHashMap<>();

    public Databases(PostgresServer server) {
        this.server = server;
    }

    public synchronized void create(Home home, String name) {
        Key key = new Key(home, name);
        if (names.containsKey(key)) {
            throw ApiErrors.alreadyExists("Database", name);
        }
        String actual = names.containsValue(name) || name.equals("postgres") || name.equals("lakehouse")
                ? name + "_" + (names.size() + 1)
                : name;
        try {
            server.execute(
                    "postgres",
                    "CREATE DATABASE %s OWNER %s"
                            .formatted(SqlText.identifier(actual), SqlText.identifier(Credentials.SUPERUSERS)),
                    "GRANT CREATE ON DATABASE %s TO %s"
                            .formatted(SqlText.identifier(actual), SqlText.identifier(Synchronizer.OWNER)));
            server.execute(actual, CREATE_ROLE);
        } catch (SQLException e) {
            throw ApiErrors.badRequest("The database '%s' could not be created: %s".formatted(name, e.getMessage()));
        }
        names.put(key, actual);
    }

    public synchronized void createIfMissing(Home home, String name) {
        if (!names.containsKey(new Key(home, name))) {
            create(home, name);
        }
    }

    /** Its name in the server. */
    public synchronized Optional<String> find(Home home, String name) {
        return Optional.ofNullable(names.get(new Key(home, name)));
    }

    public synchronized List<String> of(Home home) {
        return names.keySet().stream()
                .filter(it -> it.home.equals(home))
                .map(Key::name)
                .toList();
    }

    /** What the door puts in place of the name a client gave; an unknown one stays, for PostgreSQL to refuse. */
    public String translate(Home home, String name) {
        return find(home, name).orElse(name);
    }

    public synchronized void drop(Home home, String name) {
        String actual = names.remove(new Key(home, name));
        if (actual == null) {
            return;
        }
        try {
            server.execute("postgres", "DROP DATABASE " + SqlText.identifier(actual) + " WITH (FORCE)");
        } catch (SQLException e) {
            throw ApiErrors.internal("The database '%s' could not be dropped: %s".formatted(name, e.getMessage()));
        }
    }

    public void dropAll(Home home) {
        of(home).forEach(it -> drop(home, it));
    }
}
