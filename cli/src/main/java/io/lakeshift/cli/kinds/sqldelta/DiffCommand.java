package io.lakeshift.cli.kinds.sqldelta;

import io.lakeshift.cli.Terminal;
import io.lakeshift.cli.output.OutputOptions;
import io.lakeshift.cli.output.Results;
import io.lakeshift.cli.session.JsonFile;
import io.lakeshift.cli.session.Session;
import io.lakeshift.cli.session.StackOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code diff}. */
@Command(
        name = "diff",
        description = {
            "Compares a table in the catalog with its log, by an independent reader. Changes nothing.",
            "Exit code 0 parity, 2 drift, 3 parity but the lag objective is missed."
        },
        footer = {
            "",
            "Examples:",
            "  lakeshift diff /data/sales",
            "  lakeshift diff --table-id sales --lag-threshold-seconds 5 --max-drift-files 0",
            "  lakeshift diff /data/sales --metrics-format prometheus --metrics-output /tmp/sales.prom",
        })
public final class DiffCommand implements Callable<Integer> {
    private static final double MILLIS = 1000;

    private final Terminal terminal;

    @Mixin
    private final TableOptions table = new TableOptions();

    @Option(
            names = "--lag-threshold-seconds",
            paramLabel = "N",
            defaultValue = "5.0",
            description = "How far the log may be behind the catalog (default: ${DEFAULT-VALUE}).")
    private double lagSeconds;

    @Option(
            names = "--max-drift-files",
            paramLabel = "N",
            defaultValue = "0",
            description = "So many differing files are excused; metadata never is (default: ${DEFAULT-VALUE}).")
    private int maxDriftFiles;

    @Mixin
    private final MetricsOptions metrics = new MetricsOptions();

    @Mixin
    private final JsonFile jsonFile = new JsonFile();

    @Mixin
    private final StackOptions stackOptions = new StackOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    public DiffCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        table.requireTable();
        jsonFile.check();
        Results results = new Results(terminal, output);
        ParityReport report;
        try (Session session = Session.open(stackOptions.settings(terminal, Optional.empty(), true))) {
            report = ParityReport.of(
                    session,
                    table.table(session.database()),
                    Duration.ofMillis(Math.round(lagSeconds * MILLIS)),
                    maxDriftFiles);
        }
        metrics.emit(terminal, report, results.json());
        jsonFile.write(report.report());
        OptionalInt shown = results.verbose() ? OptionalInt.of(Integer.MAX_VALUE) : OptionalInt.empty();
        results.print(report.report(), () -> report.print(results, shown));
        return report.parity().status().exitCode();
    }
}
