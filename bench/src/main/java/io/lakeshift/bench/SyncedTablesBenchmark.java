package io.lakeshift.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Many tables in one batch, through the production worker and a real Temporal server, against a loop that does nothing but
 * ask and wait. Both in one run, on one sandbox.
 *
 * <p>{@code SyncedTablesBenchmark --tables 200 --parallelism 16 --heap 512m --work DIR [--temporal PROGRAM]}
 */
final class SyncedTablesBenchmark {
    private static final String SOURCE = "main.many";
    private static final String LOG = "/__sandbox/requests";

    private final int tables;
    private final int parallelism;
    private final SyncedStack stack;
    private final BareLoop bare;
    private final Path work;

    private SyncedTablesBenchmark(int tables, int parallelism, SyncedStack stack, BareLoop bare, Path work) {
        this.tables = tables;
        this.parallelism = parallelism;
        this.stack = stack;
        this.bare = bare;
        this.work = work;
    }

    public static void main(String[] arguments) throws IOException, SQLException, InterruptedException {
        Arguments given = Arguments.parse(arguments, "tables", "parallelism", "heap", "work", "temporal");
        int tables = given.number("tables", 200);
        String heap = given.text("heap").orElse("512m");
        Path work = Files.createDirectories(Path.of(given.required("work"), "synced"))
                .toAbsolutePath();
        try (BenchDatabase database = BenchDatabase.start(work.resolve("postgres"));
                SyncedStack stack = started(
                        database, work, tables, heap, given.text("temporal").orElse("temporal"))) {
            new SyncedTablesBenchmark(
                            tables,
                            given.number("parallelism", 16),
                            stack,
                            new BareLoop(stack.host(), stack.token()),
                            work)
                    .run(heap);
        }
    }

    private static SyncedStack started(BenchDatabase database, Path work, int tables, String heap, String temporal)
            throws IOException, SQLException, InterruptedException {
        database.fresh("synced");
        SyncedStack stack = new SyncedStack(work, database.url("synced"));
        try {
            stack.startSandbox(Files.writeString(work.resolve("seed.yaml"), seed(tables)));
            stack.startTemporal(temporal);
            stack.startWorker(heap, Path.of("deploy/worker.yml").toAbsolutePath());
            return stack;
        } catch (IOException | InterruptedException | RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    private void run(String heap) throws IOException, InterruptedException {
        bare.call("POST", "/api/2.1/unity-catalog/schemas", "{\"catalog_name\":\"main\",\"name\":\"bare\"}");
        BareLoop.Run loop = bare.run(tables, parallelism, number -> "main.bare.t" + number, this::creation);
        bare.call("DELETE", LOG, "");
        Path plan = Files.writeString(work.resolve("plan.yaml"), plan());
        double cpu = stack.workerCpuSeconds();
        long start = System.nanoTime();
        stack.lakeshift("migrate", "-f", plan.toString());
        double wall = (System.nanoTime() - start) / 1e9;
        double workerCpu = stack.workerCpuSeconds() - cpu;
        RequestKinds requests = RequestKinds.of(bare.call("GET", LOG, ""));
        System.out.println(report(heap, loop, wall, workerCpu, requests));
    }

    private String report(String heap, BareLoop.Run loop, double wall, double workerCpu, RequestKinds requests)
            throws IOException {
        return String.format(
                Locale.ROOT,
                """
                %d tables, %d at a time; JDK %s, worker with `-Xmx%s`, %d processors, load average %.1f.

                | | whole batch | a table |
                |---|---|---|
                | bare loop: create and wait, wall | %.1f s | %.2f s |
                | bare loop, CPU of the client | %.1f s | %.3f s |
                | `lakeshift migrate` until every table is being watched, wall | %.1f s | %.2f s |
                | CPU of the worker | %.1f s | %.3f s |
                | **orchestration: wall beyond the bare loop** | **%.1f s** | **%.2f s** |
                | worker's heap at its fullest | %d MB | |
                | requests to the workspace | %d | **%.1f** |

                | request | a table |
                |---|---|
                %s
                """,
                tables,
                parallelism,
                System.getProperty("java.version"),
                heap,
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                loop.wallSeconds(),
                loop.wallSeconds() / tables,
                loop.cpuSeconds(),
                loop.cpuSeconds() / tables,
                wall,
                wall / tables,
                workerCpu,
                workerCpu / tables,
                wall - loop.wallSeconds(),
                (wall - loop.wallSeconds()) / tables,
                stack.workerPeakMegabytes(),
                requests.total(),
                requests.total() / (double) tables,
                requests.perTable(tables));
    }

    private String creation(int number) {
        return """
                {"name": "main.bare.t%1$d", "database_instance_name": "shop", "logical_database_name": "databricks_postgres",
                 "spec": {"source_table_full_name": "%2$s.t%1$d", "primary_key_columns": ["id"],
                 "scheduling_policy": "SNAPSHOT", "create_database_objects_if_missing": true,
                 "new_pipeline_spec": {"storage_catalog": "main", "storage_schema": "bare"}}}
                """.formatted(number, SOURCE);
    }

    private static String seed(int tables) {
        return """
                seed: 1
                identities:
                  - {name: migrator@example.com, admin: true, token: sandbox-migrator}
                catalogs:
                  - name: main
                    storage_root: s3://bench/main
                    schemas:
                      - name: many
                        tables:
                          - name: t{n}
                            copies: %d
                            columns: [id bigint not null, name string]
                            primary_key: [id]
                            rows: 100
                instances: [{name: shop, capacity: CU_1}]
                warehouses: [{id: 5a4db0c5a4db0c01, name: Warehouse}]
                """.formatted(tables);
    }

    private String plan() {
        return """
                apiVersion: lakeshift/v1
                kind: SyncedTables
                metadata: { name: many }
                spec:
                  profile: %s
                  backend: provisioned
                  instance: shop
                  source: { catalog: main, schema: many }
                  target: { catalog: main, schema: many_synced, createIfMissing: true }
                  staging: { catalog: main, schema: many_staging, createIfMissing: true }
                  defaults: { mode: SNAPSHOT }
                  tables:
                %s
                policy:
                  approval: { quorum: 0 }
                  batch: { parallelism: %d }
                """.formatted(
                        SyncedStack.PROFILE,
                        IntStream.rangeClosed(1, tables)
                                .mapToObj(number ->
                                        "    - { source: t%1$d, target: t%1$d, primaryKey: [id] }".formatted(number))
                                .collect(Collectors.joining("\n")),
                        parallelism);
    }
}
