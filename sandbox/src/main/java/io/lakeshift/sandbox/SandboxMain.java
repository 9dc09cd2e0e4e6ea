package io.lakeshift.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.http.Json;
import io.lakeshift.sandbox.seed.Seed;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Runs a sandbox until the process is ended. */
public final class SandboxMain {
    private static final String USAGE = """
            Usage: sandbox [--port N] [--postgres-port N] [--seed FILE] [--pace tour|fast] [--engine NAME]
                           [--end-with-parent] [--output text|json]

              --port N           the REST surface's port; a free one by default
              --postgres-port N  the first instance's PostgreSQL port; a free one by default
              --seed FILE        what the workspace holds, as YAML; the fashion shop by default
              --pace tour|fast   whether states pass in seconds, to be watched, or in milliseconds
              --engine NAME      what keeps the source tables: postgres, or spark (real Delta tables in a JVM of
                                 their own, 2 GB of memory, half a minute to start); postgres by default
              --end-with-parent  ends when the process that started it does, however that ends
              --output json      one line of JSON once it answers
            """;

    private record Arguments(SandboxOptions options, boolean json, boolean endWithParent) {}

    private SandboxMain() {}

    public static void main(String[] arguments) throws Exception {
        System.setProperty("org.slf4j.simpleLogger.log.io.zonky", "warn");
        Arguments parsed;
        try {
            parsed = parse(new ArrayDeque<>(List.of(arguments)));
        } catch (IllegalArgumentException | IOException e) {
            System.err.println(e.getMessage());
            System.err.print(USAGE);
            System.exit(2);
            return;
        }
        Sandbox sandbox;
        try {
            sandbox = Sandbox.start(parsed.options);
        } catch (IOException e) {
            System.err.println(e.getMessage());
            System.exit(1);
            return;
        }
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            sandbox.close();
            ended.countDown();
        }));
        if (parsed.endWithParent) {
            ProcessHandle.current().parent().orElseThrow().onExit().thenRun(() -> System.exit(0));
        }
        announce(sandbox, parsed, System.out);
        ended.await();
    }

    private static Arguments parse(Deque<String> arguments) throws IOException {
        SandboxOptions options = SandboxOptions.tour();
        boolean json = false;
        boolean endWithParent = false;
        while (!arguments.isEmpty()) {
            String option = arguments.pop();
            switch (option) {
                case "--port" -> options = options.withPort(Integer.parseInt(value(option, arguments)));
                case "--postgres-port" ->
                    options = options.withPostgresPort(Integer.parseInt(value(option, arguments)));
                case "--seed" -> options = options.withSeed(Seed.file(Path.of(value(option, arguments))));
                case "--pace" ->
                    options = options.withPace(
                            value(option, arguments).equals("fast")
                                    ? SandboxOptions.fast().pace()
                                    : SandboxOptions.tour().pace());
                case "--engine" -> options = options.withEngine(value(option, arguments));
                case "--end-with-parent" -> endWithParent = true;
                case "--output" -> json = value(option, arguments).equals("json");
                default -> throw new IllegalArgumentException("There is no option " + option + ".");
            }
        }
        return new Arguments(options, json, endWithParent);
    }

    private static String value(String option, Deque<String> arguments) {
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException(option + " needs a value.");
        }
        return arguments.pop();
    }

    private static void announce(Sandbox sandbox, Arguments arguments, PrintStream out) {
        if (arguments.json) {
            ObjectNode line = Json.object();
            line.put("host", sandbox.host());
            line.put("token", sandbox.adminToken());
            line.put("postgres", sandbox.firstPostgres());
            line.put("seed", arguments.options.seed().name());
            out.println(Json.write(line));
        } else {
            out.printf(
                    """
                    A Databricks workspace to rehearse on is ready.

                      DATABRICKS_HOST=%s
                      DATABRICKS_TOKEN=%s
                      PostgreSQL at %s (log in with a database credential)
                      Seed %s

                    Faults: POST %1$s/__sandbox/faults. Requests so far: GET %1$s/__sandbox/requests.
                    End it with Ctrl-C.
                    """,
                    sandbox.host(),
                    sandbox.adminToken(),
                    sandbox.firstPostgres(),
                    arguments.options.seed().name());
        }
        out.flush();
    }
}
