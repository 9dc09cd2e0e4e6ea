package io.lakeshift.cli.commands;

import io.lakeshift.activities.audit.AuditVerification;
import io.lakeshift.cli.ExitCode;
import io.lakeshift.cli.Terminal;
import io.lakeshift.cli.output.Human;
import io.lakeshift.cli.output.OutputOptions;
import io.lakeshift.cli.output.Results;
import io.lakeshift.cli.session.Session;
import io.lakeshift.cli.session.StackOptions;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code audit}. */
@Command(
        name = "audit",
        description = "The audit chain: who did, asked, approved, refused what, on which plan and version.",
        synopsisSubcommandLabel = "(export | verify)",
        footer = {
            "",
            "Examples:",
            "  lakeshift audit export sales-to-sql > audit.jsonl",
            "  lakeshift audit verify",
        })
public final class AuditCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say export or verify.");
    }

    /** With its subcommands. */
    public static CommandLine create(Terminal terminal) {
        return new CommandLine(new AuditCommand())
                .addSubcommand(new ExportCommand(terminal))
                .addSubcommand(new VerifyCommand(terminal));
    }

    /** {@code audit export}. */
    @Command(
            name = "export",
            description = "Prints the chain, or what it holds about one migration, as JSON lines, oldest first.",
            footer = {"", "Example:", "  lakeshift audit export sales-to-sql > audit.jsonl"})
    static final class ExportCommand implements Callable<Integer> {
        private final Terminal terminal;

        @Parameters(arity = "0..1", paramLabel = "ID", description = "A migration.")
        private @Nullable String id;

        @Mixin
        private final StackOptions stackOptions = new StackOptions();

        @Mixin
        private final OutputOptions output = new OutputOptions();

        ExportCommand(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            try (Session session = Session.open(stackOptions.settings(terminal, Optional.empty(), false));
                    Stream<String> lines = session.ledger().audit().export(Optional.ofNullable(id))) {
                lines.forEach(terminal.out()::println);
            }
            terminal.out().flush();
            return ExitCode.SUCCESS.code();
        }
    }

    /** {@code audit verify}. */
    @Command(
            name = "verify",
            description = "Reads the whole chain; exit code 1 where a row was changed, removed or moved.",
            footer = {"", "Example:", "  lakeshift audit verify"})
    static final class VerifyCommand implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private final StackOptions stackOptions = new StackOptions();

        @Mixin
        private final OutputOptions output = new OutputOptions();

        VerifyCommand(Terminal terminal) {
            this.terminal = terminal;
        }

        record Result(boolean intact, long entries, String headHash, Optional<AuditVerification.Break> firstBreak) {}

        @Override
        public Integer call() {
            Results results = new Results(terminal, output);
            AuditVerification found;
            try (Session session = Session.open(stackOptions.settings(terminal, Optional.empty(), false))) {
                found = session.ledger().audit().verify();
            }
            Result result = new Result(found.intact(), found.entries(), found.headHash(), found.firstBreak());
            results.print(
                    result,
                    () -> results.line(
                            "%s",
                            found.firstBreak()
                                    .map(it -> "The audit chain is broken: " + it.problem() + ".")
                                    .orElseGet(() -> "The audit chain is intact: %s, ending in %s."
                                            .formatted(Human.count(found.entries(), "row"), found.headHash()))));
            return found.intact() ? ExitCode.SUCCESS.code() : ExitCode.FAILED.code();
        }
    }
}
