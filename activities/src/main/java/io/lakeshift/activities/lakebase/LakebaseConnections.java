package io.lakeshift.activities.lakebase;

import io.lakeshift.activities.databricks.LakebaseProjects.Endpoint;
import io.lakeshift.activities.databricks.Quoting;
import io.lakeshift.activities.databricks.Remembered;
import io.lakeshift.activities.databricks.Workspace;
import io.lakeshift.workflows.databricks.Lakebase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
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

    private final Map<Lakebase, Remembered<Endpoint>> endpoints = new ConcurrentHashMap<>();

    private LakebaseConnections() {}

    public static LakebaseConnections demandingTls() {
        return new LakebaseConnections();
    }

    /** As {@link #open}, at the address that it has now. */
    public LakebaseDatabase openAnew(Workspace workspace, Lakebase lakebase) {
        address(lakebase).forget();
        return open(workspace, lakebase);
    }

    /** The caller closes it. */
    public LakebaseDatabase open(Workspace workspace, Lakebase lakebase) {
        Endpoint endpoint = address(lakebase).or(() -> workspace.lakebase().endpoint(lakebase));
        String user = workspace.identity().userName();
        try {
            return new LakebaseDatabase(connect(workspace, lakebase, endpoint, user));
        } catch (SQLException first) {
            address(lakebase).forget();
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

    /** It hardly ever moves; where it no longer lets one in, it is asked for again. */
    private Remembered<Endpoint> address(Lakebase lakebase) {
        return endpoints.computeIfAbsent(lakebase, place -> new Remembered<>(ENDPOINT_STAYS));
    }

    private Connection connect(Workspace workspace, Lakebase lakebase, Endpoint endpoint, String user)
            throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", user);
        login.setProperty("password", workspace.lakebase().mintPassword(lakebase));
        login.setProperty("sslmode", "require");
        login.setProperty("ApplicationName", "lakeshift");
        // An index may be built for hours without a word, so silence is no sign; a host that is gone has to be noticed.
        login.setProperty("tcpKeepAlive", "true");
        login.setProperty("loginTimeout", Integer.toString(LOGIN_SECONDS));
        return DriverManager.getConnection(url(endpoint, lakebase.database()), login);
    }

    /** A database may be called anything, also what would be an option of the connection. */
    static String url(Endpoint endpoint, String database) {
        return "jdbc:postgresql://" + endpoint.host() + ":" + endpoint.port() + "/" + Quoting.path(database);
    }
}
