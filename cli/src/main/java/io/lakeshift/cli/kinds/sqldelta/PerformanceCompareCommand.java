package io.lakeshift.cli.kinds.sqldelta;

import io.lakeshift.activities.kinds.sqldelta.Tables;
import io.lakeshift.catalog.TableState;
import io.lakeshift.catalog.validate.ReadComparison;
import io.lakeshift.cli.ExitCode;
import io.lakeshift.cli.Terminal;
import io.lakeshift.cli.output.OutputOptions;
import io.lakeshift.cli.output.Results;
import io.lakeshift.cli.session.Session;
import io.lakeshift.cli.session.StackOptions;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code performance-compare}. */
@Command(
        name = "performance-compare",
        description = {
            "Measures how long it takes to open a table and list its files: through its log, by Delta Kernel,",
            "and through the catalog. Reads only. Exit code 1 where the two list different numbers of files:",
            "then the times are of different things, and nothing is recommended."
        },
        footer = {
            "",
            "Examples:",
            "  lakeshift performance-compare /data/sales",
            "  lakeshift performance-compare --table-id sales --rounds 20 --output json",
        })
public final class PerformanceCompareCommand implements Callable<Integer> {
    /** Below this a difference is what two runs of the same reader differ by. */
    private static final double WORTH_IT = 1.5;

    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final TableOptions table = new TableOptions();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Reads of each side; their median counts (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Mixin
    private final StackOptions stackOptions = new StackOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    public PerformanceCompareCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** What is printed; the members are part of the public contract. */
    record Result(ReadComparison.Result reads, double speedup, Optional<String> recommendation) {
        static Result of(ReadComparison.Result reads) {
            return new Result(
                    reads, reads.speedup(), reads.countsMatch() ? Optional.of(advice(reads)) : Optional.empty());
        }

        private static String advice(ReadComparison.Result reads) {
            if (reads.speedup() >= WORTH_IT) {
                return "Read this table through the catalog.";
            }
            return reads.speedup() <= 1 / WORTH_IT
                    ? "Read this table through its log: the catalog is slower for it."
                    : "Reading alone is no reason to move this table: both take about as long.";
        }
    }

    @Override
    public Integer call() {
        table.requireTable();
        if (rounds < 1) {
            throw new ParameterException(spec.commandLine(), "--rounds must be 1 or more, not " + rounds + ".");
        }
        Results results = new Results(terminal, output);
        Result result;
        try (Session session = Session.open(stackOptions.settings(terminal, Optional.empty(), false))) {
            TableState known = Tables.require(session.catalog(), table.table(session.database()));
            result = Result.of(new ReadComparison(session.catalog()).compare(known, rounds));
        }
        results.print(result, () -> print(results, result));
        return result.reads().countsMatch() ? ExitCode.SUCCESS.code() : ExitCode.FAILED.code();
    }

    private static void print(Results results, Result result) {
        ReadComparison.Result reads = result.reads();
        results.line("%s, median of %d reads", reads.alias(), reads.rounds());
        results.line(
                "  Through the log      %s   %d files at version %d",
                milliseconds(reads.logSeconds()), reads.logFiles(), reads.logVersion());
        results.line(
                "  Through the catalog  %s   %d files at version %d",
                milliseconds(reads.sqlSeconds()), reads.sqlFiles(), reads.sqlVersion());
        results.line("  Speedup              %s", String.format(Locale.ROOT, "%.2f", result.speedup()));
        results.line(
                "%s",
                result.recommendation()
                        .orElseGet(() -> ("WARNING: the log lists %d files and the catalog %d, so the times cannot be"
                                        + " compared. See what differs: lakeshift diff --table-id %s")
                                .formatted(reads.logFiles(), reads.sqlFiles(), reads.alias())));
    }

    private static String milliseconds(double seconds) {
        return String.format(Locale.ROOT, "%10.1f ms", seconds * 1_000);
    }
}
