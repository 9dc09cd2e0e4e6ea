package io.lakeshift.cli.kinds.syncedtables;

import io.lakeshift.cli.CommandException;
import io.lakeshift.cli.ExitCode;
import io.lakeshift.cli.Terminal;
import io.lakeshift.cli.kinds.syncedtables.notebook.NotebookPlan;
import io.lakeshift.cli.output.OutputOptions;
import io.lakeshift.cli.output.Results;
import io.lakeshift.cli.output.WholeFile;
import io.lakeshift.cli.plan.PlanFileException;
import io.lakeshift.cli.plan.PlanReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plan convert}. */
@Command(
        name = "convert",
        description = {
            "Writes the configuration cell of a migration notebook as a plan of kind SyncedTables. Runs none of the",
            "notebook, and names what it did not understand. Exit code 1 where something is missing in the plan."
        },
        footer = {
            "",
            "Examples:",
            "  lakeshift plan convert migrate_to_lakebase.ipynb --to plan.yaml",
            "  lakeshift plan convert migrate_to_lakebase.py --name fashion-demo > plan.yaml",
        })
public final class ConvertCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "NOTEBOOK", description = "A notebook, exported as .ipynb or .py.")
    private Path notebook = Path.of("");

    @Option(names = "--name", paramLabel = "NAME", description = "The migration's name (default: the notebook's).")
    private @Nullable String name;

    @Option(names = "--to", paramLabel = "FILE", description = "Where the plan goes (default: stdout).")
    private @Nullable Path to;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    public ConvertCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * The members are part of the public contract.
     *
     * @param problems what the plan's reader says of the plan; none where it can be used
     */
    record Result(
            Optional<String> file,
            String plan,
            List<String> notUnderstood,
            List<String> missing,
            List<String> problems) {}

    @Override
    public Integer call() throws IOException {
        if (to != null && Files.exists(to)) {
            throw new CommandException(
                    ExitCode.USAGE, to + " is there already, and is left as it is. Name another file with --to.");
        }
        Results results = new Results(terminal, output);
        NotebookPlan plan = NotebookPlan.of(notebook, Optional.ofNullable(name));
        Result result = new Result(
                Optional.ofNullable(to).map(Path::toString),
                plan.yaml(),
                plan.notUnderstood(),
                plan.missing(),
                problems(plan));
        if (to != null) {
            WholeFile.write(to, plan.yaml());
        }
        results.print(result, () -> print(results, result));
        return result.missing().isEmpty() && result.problems().isEmpty()
                ? ExitCode.SUCCESS.code()
                : ExitCode.FAILED.code();
    }

    private static void print(Results results, Result result) {
        result.file()
                .ifPresentOrElse(
                        file -> results.line("%s", file),
                        () -> results.text(result.plan().stripTrailing()));
        result.notUnderstood().forEach(what -> results.progress("Not understood: " + what));
        result.missing().forEach(what -> results.progress("Missing: " + what));
        result.problems().forEach(results::progress);
        results.progress(
                result.problems().isEmpty()
                        ? "Look at what it would do with: lakeshift plan -f "
                                + result.file().orElse("plan.yaml")
                        : "Mend these in the plan, then: lakeshift plan -f "
                                + result.file().orElse("plan.yaml"));
    }

    /** A plan that this program writes must be one that it reads. */
    private List<String> problems(NotebookPlan plan) throws IOException {
        Path scratch = Files.createTempFile("lakeshift-plan", ".yaml");
        try {
            Files.writeString(scratch, plan.yaml());
            new PlanReader(Map.copyOf(terminal.environment())).readSyncedTables(scratch);
            return List.of();
        } catch (PlanFileException e) {
            return String.valueOf(e.getMessage())
                    .lines()
                    .skip(1)
                    .map(String::strip)
                    .toList();
        } finally {
            Files.deleteIfExists(scratch);
        }
    }
}
