package io.lakeshift.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Import of a log into PostgreSQL against its two floors, as a ratio. Rounds alternate and rotate their order, so that
 * a machine that slows down slows all of them; the first round warms the page cache and is thrown away.
 *
 * <p>{@code ImportBenchmark --adds 100000 --commits 10000 --rounds 5 --heap 256m --work DIR [--report docs/performance.md]}
 */
final class ImportBenchmark {
    private static final String FLOOR_DATABASE = "copy_floor";
    private static final String IMPORT_DATABASE = "import_run";

    private final Path table;
    private final Oracle oracle;
    private final BenchDatabase database;
    private final FreshJvm jvm;

    private ImportBenchmark(Path table, Oracle oracle, BenchDatabase database, FreshJvm jvm) {
        this.table = table;
        this.oracle = oracle;
        this.database = database;
        this.jvm = jvm;
    }

    public static void main(String[] arguments) throws IOException, SQLException, InterruptedException {
        Arguments given = Arguments.parse(arguments, "adds", "commits", "removes", "rounds", "heap", "work", "report");
        int commits = given.number("commits", 10_000);
        LogShape shape =
                LogShape.of(given.number("adds", 100_000), commits).withRemoves(given.fraction("removes", 0.3), 0);
        Path work = Path.of(given.required("work")).toAbsolutePath();
        String heap = given.text("heap").orElse("256m");

        Path table = work.resolve("table-%d-%d".formatted(shape.addsPerCommit() * commits, commits));
        Oracle oracle = prepare(shape, table);
        List<ImportRound> rounds = new ArrayList<>();
        String server;
        try (BenchDatabase database = BenchDatabase.start(work.resolve("postgres"))) {
            FreshJvm jvm = asLaunched(heap, work.resolve("classes.jsa"), database, smallTable(work));
            ImportBenchmark benchmark = new ImportBenchmark(table, oracle, database, jvm);
            for (int round = 0; round <= given.number("rounds", 5); round++) {
                ImportRound measured = benchmark.round(round);
                System.out.printf("%s %s%n", round == 0 ? "warm-up" : "round " + round, measured);
                if (round > 0) {
                    rounds.add(measured);
                }
            }
            server = database.serverVersion();
        }
        ImportReport report = new ImportReport(shape, oracle, heap, server, rounds);
        System.out.println(report.markdown());
        if (given.text("report").isPresent()) {
            report.replaceIn(Path.of(given.required("report")));
        }
    }

    /** The options that the launcher gives, and as there an archive of the classes that an ordinary run loads. */
    private static FreshJvm asLaunched(String heap, Path archive, BenchDatabase database, Path small)
            throws IOException, SQLException, InterruptedException {
        List<String> options =
                List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xmx" + heap);
        Files.deleteIfExists(archive);
        database.fresh(IMPORT_DATABASE);
        new FreshJvm(options)
                .with("-XX:ArchiveClassesAtExit=" + archive)
                .run(ImportRun.class, database.url(IMPORT_DATABASE), small.toString());
        return new FreshJvm(options).with("-XX:SharedArchiveFile=" + archive, "-Xshare:auto");
    }

    private static Path smallTable(Path work) throws IOException {
        Path small = work.resolve("table-small");
        if (!Files.exists(small)) {
            new LogGenerator(LogShape.of(1000, 100), small).generate();
        }
        return small;
    }

    private static Oracle prepare(LogShape shape, Path table) throws IOException {
        Path expected = Oracle.fileFor(table);
        if (Files.exists(expected)) {
            return Oracle.read(expected);
        }
        Oracle oracle = new LogGenerator(shape, table).generate();
        CopyRows.prepare(table);
        // Written last: it says that the rest is whole.
        oracle.write(expected);
        return oracle;
    }

    private ImportRound round(int number) throws IOException, SQLException, InterruptedException {
        double[] parse = new double[2];
        double[] copy = new double[2];
        double[] load = new double[3];
        List<Step> steps = new ArrayList<>(List.of(() -> parse(parse), () -> copy(copy), () -> load(load)));
        Collections.rotate(steps, number);
        for (Step step : steps) {
            step.run();
        }
        return new ImportRound(parse[0], parse[1], copy[0], copy[1], load[0], load[1], load[2]);
    }

    private void parse(double[] seconds) throws IOException, InterruptedException {
        FreshJvm.Run run = jvm.run(ParseFloor.class, table.toString());
        requireAnswer("adds=%d removes=%d".formatted(oracle.adds(), oracle.removes()), run.lastLine());
        seconds[0] = run.wallSeconds();
        seconds[1] = run.cpuSeconds();
    }

    private void copy(double[] seconds) throws IOException, SQLException, InterruptedException {
        database.fresh(FLOOR_DATABASE);
        double cpu = database.endedBackendsCpuSeconds();
        FreshJvm.Run run = jvm.run(CopyFloor.class, database.jdbcUrl(FLOOR_DATABASE), table.toString());
        database.awaitDisconnected(FLOOR_DATABASE);
        seconds[0] = Double.parseDouble(run.lastLine());
        seconds[1] = database.endedBackendsCpuSeconds() - cpu;
        requireAnswer(expectedRows(), database.answers(FLOOR_DATABASE));
    }

    private void load(double[] seconds) throws IOException, SQLException, InterruptedException {
        database.fresh(IMPORT_DATABASE);
        double cpu = database.endedBackendsCpuSeconds();
        FreshJvm.Run run = jvm.run(ImportRun.class, database.url(IMPORT_DATABASE), table.toString());
        database.awaitDisconnected(IMPORT_DATABASE);
        seconds[0] = run.wallSeconds();
        seconds[1] = run.cpuSeconds();
        seconds[2] = database.endedBackendsCpuSeconds() - cpu;
        requireAnswer(expectedRows(), database.answers(IMPORT_DATABASE));
    }

    private String expectedRows() {
        return "%d %d %s %d %d"
                .formatted(
                        oracle.activeFiles(),
                        oracle.activeBytes(),
                        oracle.activeSha256(),
                        oracle.adds(),
                        oracle.removes());
    }

    private static void requireAnswer(String expected, String answer) {
        if (!answer.startsWith(expected)) {
            throw new IllegalStateException(
                    "A time counts only with the right answer: expected '%s', got '%s'".formatted(expected, answer));
        }
    }

    private interface Step {
        void run() throws IOException, SQLException, InterruptedException;
    }
}
