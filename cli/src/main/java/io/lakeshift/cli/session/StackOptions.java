package io.lakeshift.cli.session;

import io.lakeshift.catalog.uri.DatabaseUrl;
import io.lakeshift.cli.Terminal;
import io.lakeshift.cli.stack.Home;
import io.lakeshift.cli.stack.StackSettings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which database, and through it which stack. A flag comes before the environment, that before a plan file. */
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

    public StackSettings settings(Terminal terminal, Optional<String> fromFile, boolean temporalNeeded) {
        Optional<String> url = Optional.ofNullable(databaseUrl)
                .or(() -> Optional.ofNullable(terminal.environment().get(DATABASE_VARIABLE)))
                .filter(text -> !text.isBlank())
                .or(() -> fromFile);
        // Refused here, by name and form, before anything is started for it.
        url.ifPresent(DatabaseUrl::parse);
        return new StackSettings(
                Home.of(terminal.environment()),
                terminal.environment(),
                url,
                temporalNeeded,
                line -> terminal.err().println(line));
    }
}
