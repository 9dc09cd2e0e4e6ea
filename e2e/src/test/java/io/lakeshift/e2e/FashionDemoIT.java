package io.lakeshift.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.lakeshift.cli.Main;
import io.lakeshift.project.Project;
import io.lakeshift.sandbox.Sandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tour of the README as its readers make it: a stack in one process, every command in another. */
class FashionDemoIT {
    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final String SYNCED = "/api/2.0/database/synced_tables";
    private static final String BEFORE = "# the shop\nSCHEMA=fashion_demo\nPRODUCTS_TABLE=productsdb\nPORT=8080\n";
    private static final List<String> TABLES =
            List.of("products_synced", "users_synced", "product_embeddings_synced", "user_features_synced");

    @TempDir
    Path folder;

    private KillableProcess stack;
    private SandboxClient sandbox;
    private int commands;

    @BeforeEach
    void start() throws Exception {
        Path jar = Path.of(Sandbox.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path bin = Files.createDirectories(folder.resolve("home/bin"));
        Files.createSymbolicLink(bin.resolve("lakeshift-sandbox.jar"), jar);
        Files.createSymbolicLink(bin.resolve("temporal"), TemporalServer.binary());
        Files.copy(Project.ROOT.resolve("docs/examples/fashion-demo.yaml"), folder.resolve("fashion-demo.yaml"));
        Files.writeString(application(), BEFORE);
        stack = lakeshift("dev", "dev", "--sandbox");
        stack.start();
        stack.awaitReady(LIMIT, () -> stack.printed().contains("Ready."));
        sandbox = new SandboxClient(announced());
    }

    @AfterEach
    void end() throws Exception {
        stack.stop(Duration.ofSeconds(60));
    }

    @Test
    void fourTablesComeAndGoAsTheReadmeSays() throws Exception {
        // When
        KillableProcess migrate = lakeshift("migrate", "migrate", "-f", plan());
        migrate.start();
        awaitAllFour("AWAITING_APPROVAL");
        assertThat(Files.readString(application())).isEqualTo(BEFORE);
        for (String table : TABLES) {
            run("approve", "fashion-demo/" + table, "--reason", "the counts agree");
        }

        // Then
        assertThat(migrate.awaitEnd(LIMIT)).as(migrate.printed()).isZero();
        assertThat(postgres("SELECT count(*) FROM fashion_demo_lakebase.products_synced"))
                .isEqualTo("2000");
        assertThat(postgres("SELECT count(*) FROM pg_index i JOIN pg_class c ON c.oid = indrelid JOIN pg_namespace n"
                        + " ON n.oid = relnamespace WHERE indisvalid AND nspname = 'fashion_demo_lakebase'"))
                .as("four keys and the plan's seven")
                .isEqualTo("11");
        assertThat(postgres("SELECT bool_and(has_table_privilege('reader@example.com', c.oid, 'SELECT'))"
                        + " FROM pg_class c WHERE relnamespace = 'fashion_demo_lakebase'::regnamespace"
                        + " AND relkind = 'r'"))
                .isEqualTo("t");
        await("the application is switched")
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(Files.readString(application()))
                        .startsWith(
                                "# the shop\nSCHEMA=fashion_demo_lakebase\nPRODUCTS_TABLE=products_synced\nPORT=8080\n")
                        .contains("\nUSERS_TABLE=users_synced\n"));
        run("status", "fashion-demo");
        aChangeOfTheSourceArrives();
        theRollbackTakesEverythingBack();
    }

    private void aChangeOfTheSourceArrives() throws Exception {
        sandbox.sql("INSERT INTO main.fashion_demo.usersdb (user_id, user_name) VALUES (900001, 'Zoe')");
        run("refresh", "fashion-demo/users_synced");
        assertThat(postgres("SELECT user_name FROM fashion_demo_lakebase.users_synced WHERE user_id = 900001"))
                .isEqualTo("Zoe");
    }

    private void theRollbackTakesEverythingBack() throws Exception {
        run("rollback", "fashion-demo", "--dry-run");
        run("rollback", "fashion-demo", "--yes", "--reason", "the tour is over");
        awaitAllFour("ROLLED_BACK");
        run("status", "fashion-demo");
        List<JsonNode> requests = sandbox.requests();
        int gone = 0;
        for (String table : TABLES) {
            String path = SYNCED + "/main.fashion_demo_lakebase." + table;
            int deleted = first(requests, "DELETE", path, 200);
            gone = Math.max(gone, first(requests.subList(deleted, requests.size()), "GET", path, 404) + deleted);
            assertThat(postgres("SELECT to_regclass('fashion_demo_lakebase." + table + "') IS NULL"))
                    .isEqualTo("t");
        }
        assertThat(first(requests, "DELETE", "/api/2.1/unity-catalog/schemas/main.fashion_demo_lakebase", 200))
                .as("the schema goes last")
                .isGreaterThan(gone);
        assertThat(sandbox.status("/api/2.1/unity-catalog/tables/main.fashion_demo.usersdb"))
                .isEqualTo(200);
        String audit = run("audit", "export", "fashion-demo");
        assertThat(audit.indexOf("SYNCED_TABLE_DELETED")).isBetween(0, audit.indexOf("POSTGRES_TABLE_DROPPED"));
        assertThat(Files.readString(application())).isEqualTo(BEFORE);
    }

    /** As {@code status} tells; before the plan has started there is nothing to tell. */
    private void awaitAllFour(String phase) {
        await("all four are " + phase).atMost(LIMIT).until(() -> {
            try (KillableProcess status =
                    lakeshift("status-" + ++commands, "status", "fashion-demo", "--output", "json")) {
                status.start();
                status.awaitEnd(LIMIT);
                return status.printed().split('"' + phase + '"', -1).length == TABLES.size() + 1;
            }
        });
    }

    private static int first(List<JsonNode> requests, String method, String path, int status) {
        for (int i = 0; i < requests.size(); i++) {
            JsonNode request = requests.get(i);
            if (request.path("method").asText().equals(method)
                    && request.path("path").asText().equals(path)
                    && request.path("status").asInt() == status) {
                return i;
            }
        }
        throw new AssertionError("there was no " + method + " " + path + " with " + status);
    }

    private Path application() {
        return folder.resolve("fashion-demo.app.env");
    }

    private String plan() {
        return folder.resolve("fashion-demo.yaml").toString();
    }

    /** What {@code dev} tells a person about the sandbox. */
    private JsonNode announced() {
        Matcher told = Pattern.compile("Workspace +(\\S+), profile sandbox, token (\\S+)\nPostgreSQL (\\S+),")
                .matcher(stack.printed());
        assertThat(told.find()).as(stack.printed()).isTrue();
        return JsonNodeFactory.instance
                .objectNode()
                .put("host", told.group(1))
                .put("token", told.group(2))
                .put("postgres", told.group(3));
    }

    /** Runs a command to its end, which must be a good one; returns what it printed. */
    private String run(String... arguments) throws InterruptedException {
        try (KillableProcess process = lakeshift(arguments[0] + "-" + ++commands, arguments)) {
            process.start();
            assertThat(process.awaitEnd(LIMIT)).as(process.printed()).isZero();
            return process.printed();
        }
    }

    private KillableProcess lakeshift(String name, String... arguments) {
        return JavaProcess.of(
                name,
                folder,
                Map.of("LAKESHIFT_HOME", folder.resolve("home").toString(), "LANG", "C.UTF-8"),
                Main.class.getName(),
                arguments);
    }

    private String postgres(String sql) throws SQLException {
        try (Connection connection = sandbox.postgres();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return result.next() ? String.valueOf(result.getString(1)) : "no row";
        }
    }
}
