package io.lakeshift.cli.commands;

import io.lakeshift.cli.Terminal;
import io.lakeshift.cli.stack.Home;
import io.lakeshift.cli.stack.Stack;
import io.lakeshift.cli.stack.StackSettings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which database, and through it which stack. A flag comes before the environment. */
public final class StackOptions {
    static final String DATABASE_VARIABLE = "LAKESHIFT_DATABASE_URL";

    @Option(
            names = {"--database-url", "--database"},
            paramLabel = "URL",
            description = {
                "Database of the catalog, as postgresql://user:password@host:port/name.",
                "Default: $LAKESHIFT_DATABASE_URL, else a PostgreSQL of Lakeshift's own."
            })
    private @Nullable String databaseUrl;

    public Stack open(Terminal terminal) {
        return Stack.open(new StackSettings(
                Home.of(terminal.environment()),
                terminal.environment(),
                databaseUrl(terminal),
                line -> terminal.err().println(line)));
    }

    Optional<String> databaseUrl(Terminal terminal) {
        return Optional.ofNullable(databaseUrl)
                .or(() -> Optional.ofNullable(terminal.environment().get(DATABASE_VARIABLE)))
                .filter(url -> !url.isBlank());
    }
}
