package io.lakeshift.cli.commands;

import io.lakeshift.cli.Main;
import io.lakeshift.cli.Terminal;
import io.lakeshift.cli.kinds.sqldelta.demo.DemoTable;
import io.lakeshift.cli.session.Session;
import io.lakeshift.cli.stack.Home;
import io.lakeshift.cli.stack.StackSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** Loads the classes that ordinary runs need, by ordinary runs in a scratch home, so that the launcher can archive them. */
@Command(name = "warm-up", hidden = true)
public final class WarmUpCommand implements Callable<Integer> {
    private final Terminal terminal;

    public WarmUpCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Path scratch = Files.createTempDirectory("lakeshift-warm-up-");
        try {
            run(scratch);
        } finally {
            delete(scratch);
        }
        return 0;
    }

    private void run(Path scratch) throws IOException {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        // Without a PATH of programs no real Temporal server is found: the one inside this process has the classes.
        Map<String, String> environment =
                Map.of("LAKESHIFT_HOME", scratch.resolve("home").toString());
        Terminal silent = new Terminal(nowhere, nowhere, environment, false);
        Main.run(silent, "--help");
        Main.whole(terminal);
        DemoTable.CUSTOMERS.copyTo(scratch);
        String table = scratch.resolve(DemoTable.CUSTOMERS.directory()).toString();
        try (Session session = Session.open(
                new StackSettings(Home.of(environment), environment, Optional.empty(), true, line -> {}))) {
            Main.run(silent, "import", table);
            Main.run(silent, "diff", table, "--output", "json");
            Main.run(silent, "status");
        }
    }

    private static void delete(Path directory) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> paths = Files.walk(directory)) {
            deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
