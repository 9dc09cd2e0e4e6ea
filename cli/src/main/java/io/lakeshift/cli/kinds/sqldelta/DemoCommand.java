package io.lakeshift.cli.kinds.sqldelta;

import io.lakeshift.catalog.uri.DatabaseUrl;
import io.lakeshift.cli.ExitCode;
import io.lakeshift.cli.Terminal;
import io.lakeshift.cli.kinds.sqldelta.demo.DemoResult;
import io.lakeshift.cli.kinds.sqldelta.demo.DemoStory;
import io.lakeshift.cli.output.OutputOptions;
import io.lakeshift.cli.output.Results;
import io.lakeshift.cli.session.Session;
import io.lakeshift.cli.session.StackOptions;
import io.lakeshift.workflows.lifecycle.ApprovalRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Scanner;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code demo}. */
@Command(
        name = "demo",
        description = {
            "Shows the whole life of a migration on three real tables, in a minute: assessed, imported, validated,",
            "approved, cut over, written through SQL, published back, one of them rolled back."
        },
        footer = {"", "Examples:", "  lakeshift demo", "  lakeshift demo --yes --output json"})
public final class DemoCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = {"-y", "--yes"},
            description = "Approve the cut over without asking.")
    private boolean yes;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "Where the tables are copied to (default: a new directory for temporary files).")
    private @Nullable Path directory;

    @Mixin
    private final StackOptions stackOptions = new StackOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    public DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (!yes && !terminal.interactive()) {
            throw new ParameterException(
                    spec.commandLine(), "The demo asks for approval, and there is no terminal to ask at: add --yes.");
        }
        Results results = new Results(terminal, output);
        Path scratch = directory == null
                ? Files.createTempDirectory("lakeshift-demo-")
                : Files.createDirectories(directory).toAbsolutePath().normalize();
        String suffix = LocalDateTime.now().format(DateTimeFormatter.ofPattern("MMdd-HHmmss", Locale.ROOT));
        String migration = "demo-" + suffix;
        DemoResult result;
        try (Session session = Session.open(stackOptions.settings(terminal, Optional.empty(), true))) {
            DemoStory story = new DemoStory(
                    new WorkflowDemoActs(session, migration, suffix),
                    DatabaseUrl.parse(session.stack().databaseUrl()),
                    migration,
                    scratch,
                    results.json()
                            ? results::progress
                            : line -> {
                                results.line("%s", line);
                                terminal.out().flush();
                            });
            result = story.tell(this::approved);
        }
        results.print(result, () -> results.line("Look back at it with: lakeshift audit export %s", migration));
        return result.asPromised() ? ExitCode.SUCCESS.code() : ExitCode.FAILED.code();
    }

    private boolean approved(List<ApprovalRequest> questions) {
        if (yes) {
            return true;
        }
        terminal.err().printf("%nCut these %d tables over to SQL? [y/N] ", questions.size());
        terminal.err().flush();
        try (Scanner answers = new Scanner(System.in, java.nio.charset.StandardCharsets.UTF_8)) {
            return answers.hasNextLine()
                    && List.of("y", "yes").contains(answers.nextLine().strip().toLowerCase(Locale.ROOT));
        }
    }
}
