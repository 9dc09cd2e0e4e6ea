package io.lakeshift.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lakeshift.cli.session.Session;
import io.lakeshift.cli.stack.Home;
import io.lakeshift.cli.stack.StackSettings;
import io.lakeshift.sandbox.Sandbox;
import io.lakeshift.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A stack, a sandbox that its plans find as profile {@code sandbox}, and the manual's example plan. */
final class SandboxScene implements AutoCloseable {
    static final String SYNCED = "/api/2.0/database/synced_tables";
    private static final io.lakeshift.sandbox.lakebase.Home INSTANCE =
            io.lakeshift.sandbox.lakebase.Home.instance("fashion-demo");
    private static final Path EXAMPLE = Path.of("../docs/examples/fashion-demo.yaml");
    private static final ObjectMapper JSON = new ObjectMapper();

    final Sandbox sandbox;
    final Path folder;
    private final Map<String, String> environment;
    private final Session owner;

    SandboxScene(Path folder) throws IOException {
        this.folder = folder;
        environment =
                Map.of("LAKESHIFT_HOME", folder.resolve("home").toString(), "PATH", "/usr/bin:/bin", "LANG", "C.UTF-8");
        owner = Session.open(
                new StackSettings(Home.of(environment), environment, Optional.empty(), true, System.err::println));
        sandbox = Sandbox.start(SandboxOptions.fast());
        Files.writeString(
                Home.of(environment).databricksProfiles(),
                "[sandbox]\nhost = %s\ntoken = %s\n".formatted(sandbox.host(), sandbox.adminToken()));
    }

    /** The example under another name, with schemas of its own, for which nobody is asked. */
    Path plan(String name) throws IOException {
        Files.writeString(folder.resolve(name + ".app.env"), "SCHEMA=fashion_demo\n");
        return Files.writeString(
                folder.resolve(name + ".yaml"),
                Files.readString(EXAMPLE)
                        .replace("name: fashion-demo }", "name: " + name + " }")
                        .replace("fashion-demo.app.env", name + ".app.env")
                        .replace("fashion_demo_lakebase", name + "_lakebase")
                        .replace("fashion_demo_staging", name + "_staging")
                        .replace("quorum: 1", "quorum: 0"));
    }

    Golden.Result run(String... args) {
        return Golden.run(environment, args);
    }

    JsonNode json(String... args) throws IOException {
        return JSON.readTree(run(args).out());
    }

    Map<String, String> environment() {
        return environment;
    }

    int requests() {
        return sandbox.requests().size();
    }

    /** {@code METHOD path} of every request after the first so many, without those by which the SDK looks around. */
    List<String> requestsAfter(int first) {
        return sandbox.requests().stream()
                .skip(first)
                .filter(request -> !request.path("path").asText().contains("/.well-known/"))
                .map(request -> request.path("method").asText() + " "
                        + request.path("path").asText())
                .toList();
    }

    /** One value out of the Lakebase, as superuser. */
    String value(String sql) throws SQLException {
        try (Connection connection = sandbox.connect(INSTANCE, "databricks_postgres");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return result.next() ? String.valueOf(result.getString(1)) : "no row";
        }
    }

    void postgres(String sql) throws SQLException {
        try (Connection connection = sandbox.connect(INSTANCE, "databricks_postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        owner.close();
        sandbox.close();
    }
}
