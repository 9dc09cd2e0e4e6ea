package io.lakeshift.activities.lakebase;

import io.lakeshift.activities.databricks.LakebaseProjects.Endpoint;
import io.lakeshift.activities.databricks.Workspace;
import io.lakeshift.workflows.syncedtables.Lakebase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Connects to a Lakebase. The password lives for the length of one login: it is asked for just before and kept nowhere.
 * One that has expired on the way is asked for once more.
 */
public final class LakebaseConnections {
    private static final String WRONG_PASSWORD = "28P01";
    private static final int LOGIN_SECONDS = 60;

    private static final Duration ENDPOINT_STAYS = Duration.ofSeconds(30);

    private record Known(Endpoint endpoint, long askedAt) {
        boolean fresh() {
            return System.nanoTime() - askedAt < ENDPOINT_STAYS.toNanos();
        }
    }

    private final Map<Lakebase, Known> endpoints = new ConcurrentHashMap<>();
    private final String sslMode;

    /** @param sslMode as libpq knows it; Lakebase itself demands {@code require} */
    public LakebaseConnections(String sslMode) {
        this.sslMode = sslMode;
    }

    public static LakebaseConnections demandingTls() {
        return new LakebaseConnections("require");
    }

    /** As {@link #open}, at the address that it has now. */
    public LakebaseDatabase openAnew(Workspace workspace, Lakebase lakebase) {
        endpoints.remove(lakebase);
        return open(workspace, lakebase);
    }

    /** The caller closes it. */
    public LakebaseDatabase open(Workspace workspace, Lakebase lakebase) {
        Endpoint endpoint = endpoint(workspace, lakebase);
        String user = workspace.identity().userName();
        try {
            return new LakebaseDatabase(connect(workspace, lakebase, endpoint, user));
        } catch (SQLException first) {
            endpoints.remove(lakebase);
            if (!WRONG_PASSWORD.equals(first.getSQLState()) || LakebaseErrors.isWrongKindOfToken(first)) {
                throw LakebaseErrors.cannotConnect(lakebase, endpoint.host(), user, first);
            }
            try {
                return new LakebaseDatabase(connect(workspace, lakebase, endpoint, user));
            } catch (SQLException again) {
                throw LakebaseErrors.cannotConnect(lakebase, endpoint.host(), user, again);
            }
        }
    }

    /** Its address hardly ever moves; where it no longer lets one in, it is asked for again. */
    private Endpoint endpoint(Workspace workspace, Lakebase lakebase) {
        Known known = endpoints.get(lakebase);
        if (known == null || !known.fresh()) {
            known = new Known(workspace.lakebase().endpoint(lakebase), System.nanoTime());
            endpoints.put(lakebase, known);
        }
        return known.endpoint();
    }

    private Connection connect(Workspace workspace, Lakebase lakebase, Endpoint endpoint, String user)
            throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", user);
        login.setProperty("password", workspace.lakebase().mintPassword(lakebase));
        login.setProperty("sslmode", sslMode);
        login.setProperty("ApplicationName", "lakeshift");
        login.setProperty("loginTimeout", Integer.toString(LOGIN_SECONDS));
        return DriverManager.getConnection(
                "jdbc:postgresql://" + endpoint.host() + ":" + endpoint.port() + "/" + lakebase.database(), login);
    }

    /** What {@code psql} takes to connect, without the password. */
    public static Optional<String> psql(Endpoint endpoint, Lakebase lakebase, String user) {
        return Optional.of("psql 'host=" + endpoint.host() + " port=" + endpoint.port() + " dbname="
                + lakebase.database() + " user=" + user + " sslmode=require'");
    }
}
