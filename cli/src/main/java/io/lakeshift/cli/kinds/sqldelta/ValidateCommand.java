package io.lakeshift.cli.kinds.sqldelta;

import io.lakeshift.cli.ExitCode;
import io.lakeshift.cli.Terminal;
import io.lakeshift.cli.output.OutputOptions;
import io.lakeshift.cli.output.Results;
import io.lakeshift.cli.session.JsonFile;
import io.lakeshift.cli.session.Session;
import io.lakeshift.cli.session.StackOptions;
import io.lakeshift.workflows.kinds.sqldelta.TableValidations.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code validate}: like {@code diff}, with a plain yes or no. */
@Command(
        name = "validate",
        description = {
            "Says whether the catalog holds a table as its log does: PASSED or FAILED.",
            "Exit code 0 or 1; for drift and lag told apart, use diff."
        },
        footer = {"", "Examples:", "  lakeshift validate /data/sales", "  lakeshift validate /data/sales --verbose"})
public final class ValidateCommand implements Callable<Integer> {
    private static final Duration ANY_LAG = Duration.ofDays(36_500);

    private final Terminal terminal;

    @Mixin
    private final TableOptions table = new TableOptions();

    @Mixin
    private final JsonFile jsonFile = new JsonFile();

    @Mixin
    private final StackOptions stackOptions = new StackOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    public ValidateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        table.requireTable();
        jsonFile.check();
        Results results = new Results(terminal, output);
        ParityReport report;
        try (Session session = Session.open(stackOptions.settings(terminal, Optional.empty(), true))) {
            report = ParityReport.of(session, table.table(session.database()), ANY_LAG, 0);
        }
        jsonFile.write(report.report());
        boolean passed = report.parity().status() != Status.DRIFT;
        results.print(report.report(), () -> {
            if (results.verbose() || !passed) {
                report.print(results, results.verbose() ? OptionalInt.of(Integer.MAX_VALUE) : OptionalInt.empty());
            }
            results.line("%s: %s", report.parity().alias(), passed ? "PASSED" : "FAILED");
        });
        return passed ? ExitCode.SUCCESS.code() : ExitCode.FAILED.code();
    }
}
