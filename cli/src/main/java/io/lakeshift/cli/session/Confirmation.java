package io.lakeshift.cli.session;

import io.lakeshift.cli.CommandException;
import io.lakeshift.cli.ExitCode;
import io.lakeshift.cli.Terminal;
import io.lakeshift.cli.output.Human;
import io.lakeshift.cli.output.OutputOptions;
import java.io.Console;

/** Asks a person before tables are removed; where nobody can be asked, says which flag is missing. */
final class Confirmation {
    private Confirmation() {}

    static void ask(Terminal terminal, OutputOptions output, String id, int tables) {
        Console console = System.console();
        if (!terminal.interactive() || output.json() || console == null) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "A rollback of %s removes %s and nobody has confirmed that, so nothing was done. Look at it with 'lakeshift rollback %s --dry-run', then add --yes."
                            .formatted(id, Human.count(tables, "synced table"), id));
        }
        String typed = console.readLine(
                "This removes %s from Unity Catalog and PostgreSQL. Type %s to go on: ",
                Human.count(tables, "synced table"), id);
        if (!id.equals(typed == null ? "" : typed.strip())) {
            throw new CommandException(ExitCode.FAILED, "Not confirmed, so nothing was done.");
        }
    }
}
