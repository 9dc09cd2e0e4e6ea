package io.lakeshift.sandbox;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.DatabricksConfig;
import io.lakeshift.sandbox.lakebase.Home;
import io.lakeshift.sandbox.seed.Seed;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** One sandbox for all tests of this JVM. Each test works on tables of its own names. */
final class RunningSandbox {
    static final Home INSTANCE = Home.instance("fashion-demo");
    static final String DATABASE = "databricks_postgres";
    static final Sandbox SANDBOX = start();

    private RunningSandbox() {}

    private static Sandbox start() {
        try {
            Sandbox sandbox = Sandbox.start(SandboxOptions.fast().withSeed(seed()));
            Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close));
            return sandbox;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Seed seed() throws IOException {
        try (InputStream in = RunningSandbox.class.getResourceAsStream("odd-tables.yaml")) {
            return Seed.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    static WorkspaceClient client() {
        return client("sandbox-migrator");
    }

    static WorkspaceClient client(String token) {
        return new WorkspaceClient(config().setToken(token).setAuthType("pat"));
    }

    /** Retries are off: the tests count calls. */
    static DatabricksConfig config() {
        return new DatabricksConfig()
                .setHost(SANDBOX.host())
                .setHttpTimeoutSeconds(30)
                .setDisableRetries(true);
    }

    /** Through the door, as a client of the real service would: TLS, user, credential. */
    static Connection login(String address, String user, String password) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("sslmode", "require");
        return DriverManager.getConnection("jdbc:postgresql://" + address + "/" + DATABASE, properties);
    }

    static List<String> query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> cells = new ArrayList<>();
            while (result.next()) {
                cells.add(String.valueOf(result.getString(1)));
            }
            return cells;
        }
    }
}
