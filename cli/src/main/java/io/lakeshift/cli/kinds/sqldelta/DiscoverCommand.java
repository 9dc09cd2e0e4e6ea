package io.lakeshift.cli.kinds.sqldelta;

import io.lakeshift.cli.Terminal;
import io.lakeshift.cli.output.Human;
import io.lakeshift.cli.output.OutputOptions;
import io.lakeshift.cli.output.Results;
import io.lakeshift.cli.output.TextTable;
import io.lakeshift.cli.session.Session;
import io.lakeshift.cli.session.StackOptions;
import io.lakeshift.workflows.kinds.sqldelta.TableDiscovery.Found;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code discover}. */
@Command(
        name = "discover",
        description = "Lists the Delta tables under a path. Reads only.",
        footer = {
            "",
            "Examples:",
            "  lakeshift discover /data",
            "  lakeshift discover /data --recursive > table_list.txt",
        })
public final class DiscoverCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "PATH", description = "A directory or URI: a table itself, or with tables below.")
    private String path = "";

    @Option(names = "--recursive", description = "Search all directories below, not only the next level.")
    private boolean recursive;

    @Option(
            names = "--exclude",
            paramLabel = "PATTERN",
            description = "Leave out tables whose name contains this, or matches it where it has a *. Repeatable.")
    private List<String> exclude = List.of();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    public DiscoverCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    record Table(
            String path,
            String alias,
            long version,
            long files,
            long bytes,
            List<String> readerFeatures,
            List<String> writerFeatures,
            Optional<String> error) {
        public static Table of(Found found) {
            return new Table(
                    found.path(),
                    found.alias(),
                    found.version(),
                    found.files(),
                    found.bytes(),
                    found.readerFeatures(),
                    found.writerFeatures(),
                    found.error());
        }
    }

    record Result(List<Table> tables, int excluded) {}

    @Override
    public Integer call() {
        Results results = new Results(terminal, output);
        Result result;
        try (Session session = Session.open(new StackOptions().settings(terminal, Optional.empty(), true))) {
            Discovery found = Discovery.under(session, TableOptions.absolute(path), recursive, exclude);
            result = new Result(found.tables().stream().map(Table::of).toList(), found.excluded());
        }
        results.print(result, () -> print(results, result));
        return 0;
    }

    private static void print(Results results, Result result) {
        if (result.tables().isEmpty()) {
            results.line("No Delta tables found");
        }
        TextTable table = new TextTable("PATH", "NAME", "VERSION", "FILES", "SIZE", "FEATURES");
        for (Table found : result.tables()) {
            String last = found.error().orElseGet(() -> String.join(",", features(found)));
            table.row(found.path(), found.alias(), found.version(), found.files(), Human.bytes(found.bytes()), last);
        }
        results.table(table);
        if (result.excluded() > 0) {
            results.progress(Human.count(result.excluded(), "table") + " left out by --exclude");
        }
    }

    private static List<String> features(Table table) {
        return table.writerFeatures().isEmpty() ? table.readerFeatures() : table.writerFeatures();
    }
}
