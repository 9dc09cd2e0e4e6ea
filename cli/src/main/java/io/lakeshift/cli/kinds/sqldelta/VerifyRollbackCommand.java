package io.lakeshift.cli.kinds.sqldelta;

import io.lakeshift.catalog.validate.RollbackCheck;
import io.lakeshift.cli.ExitCode;
import io.lakeshift.cli.Terminal;
import io.lakeshift.cli.output.OutputOptions;
import io.lakeshift.cli.output.Results;
import io.lakeshift.cli.session.Session;
import io.lakeshift.cli.session.StackOptions;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code verify-rollback}. */
@Command(
        name = "verify-rollback",
        description = {
            "Says whether a table could go back to its log files now: looks at the log itself, changes nothing.",
            "Exit code 0 or 1."
        },
        footer = {"", "Example:", "  lakeshift verify-rollback sales"})
public final class VerifyRollbackCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "TABLE_ID", description = "The table's name in the catalog, or its UUID.")
    private String tableId = "";

    @Mixin
    private final StackOptions stackOptions = new StackOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    public VerifyRollbackCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Results results = new Results(terminal, output);
        RollbackCheck.Answer answer;
        try (Session session = Session.open(stackOptions.settings(terminal, Optional.empty(), false))) {
            answer = new RollbackCheck(session.catalog()).check(tableId);
        }
        results.print(answer, () -> {
            results.line(
                    answer.possible()
                            ? "%s can go back to its log files: every version up to %d is there."
                            : "%s cannot go back to its log files (catalog at version %d):",
                    answer.alias(),
                    answer.sqlVersion());
            answer.reasons().forEach(reason -> results.line("  %s", reason));
            if (!answer.possible()) {
                results.line("%s", leftToGoBackTo(answer));
            }
        });
        return answer.possible() ? ExitCode.SUCCESS.code() : ExitCode.FAILED.code();
    }

    private static String leftToGoBackTo(RollbackCheck.Answer answer) {
        return answer.targetVersion().isPresent()
                ? "The newest version that readers of the log can get to is "
                        + answer.targetVersion().getAsLong() + "; that is where a rollback would leave them."
                : "No version of the log can be read.";
    }
}
