package io.lakeshift.e2e;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.lakeshift.catalog.testing.TestingPostgres;
import io.temporal.client.WorkflowClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Looks for secrets of the sandbox where none may be. What a person puts into the environment or into a profile is theirs;
 * the programs take them from there and put them nowhere.
 */
final class SecretScan {
    private static final String RANDOM = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
    /** The seed's token and client secret; access tokens and database credentials by the form in which they are minted. */
    private static final Pattern SECRET = Pattern.compile(
            "sandbox-migrator|sandbox-worker-secret|oauth-" + RANDOM + "|eyJ" + RANDOM + "\\." + RANDOM);

    private static final Pattern BASE64 = Pattern.compile("\"([A-Za-z0-9+/]{4,}={0,2})\"");

    private final TreeSet<String> found = new TreeSet<>();
    private final Map<String, Integer> looked = new TreeMap<>();

    /** Places with a secret, never the secret itself. */
    List<String> found() {
        return List.copyOf(found);
    }

    /** How many things of a kind were looked at. */
    int looked(String kind) {
        return looked.getOrDefault(kind, 0);
    }

    void text(String kind, String place, String text) {
        looked.merge(kind, 1, Integer::sum);
        if (SECRET.matcher(text).find()) {
            found.add(kind + " " + place);
        }
    }

    /** Histories, memos and search attributes of every workflow, with what is in their payloads. */
    void workflows(WorkflowClient client) {
        client.listExecutions("").forEach(workflow -> {
            String id = workflow.getExecution().getWorkflowId();
            json(
                    "history",
                    id,
                    client.fetchHistory(id, workflow.getExecution().getRunId()).toJson(false));
            try {
                json("visibility", id, JsonFormat.printer().print(workflow.getWorkflowExecutionInfo()));
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private void json(String kind, String place, String json) {
        List<String> texts = new ArrayList<>(List.of(json));
        BASE64.matcher(json).results().map(value -> value.group(1)).forEach(value -> {
            try {
                texts.add(new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8));
            } catch (IllegalArgumentException noPayload) {
                texts.add(value);
            }
        });
        text(kind, place, String.join("\n", texts));
    }

    /** Every row of every table. */
    void database(TestingPostgres database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet names = statement.executeQuery("""
                    SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
                    WHERE schemaname NOT IN ('pg_catalog', 'information_schema')""")) {
                while (names.next()) {
                    tables.add(names.getString(1));
                }
            }
            for (String table : tables) {
                try (ResultSet rows =
                        statement.executeQuery("SELECT string_agg(t::text, E'\\n') FROM " + table + " t")) {
                    rows.next();
                    text("table", table, String.valueOf(rows.getString(1)));
                }
            }
        }
    }

    /** Every file below a folder, whatever its format: logs, the server's own database. */
    void files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                text("file", folder.relativize(file).toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
    }

    /** Command lines and environments of what this process has started, and of what those have. */
    void processes() throws IOException {
        for (ProcessHandle process : ProcessHandle.current().descendants().toList()) {
            Path about = Path.of("/proc", Long.toString(process.pid()));
            if (Files.isReadable(about.resolve("environ"))) {
                String command = Files.readString(about.resolve("cmdline"), StandardCharsets.ISO_8859_1);
                String program = command.substring(0, Math.max(0, command.indexOf('\0')));
                text("command line", program, command);
                text("environment", program, Files.readString(about.resolve("environ"), StandardCharsets.ISO_8859_1));
            }
        }
    }
}
