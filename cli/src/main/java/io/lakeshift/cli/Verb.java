package io.lakeshift.cli;

import io.lakeshift.cli.commands.CompletionCommand;
import io.lakeshift.cli.commands.DevCommand;
import io.lakeshift.cli.commands.WarmUpCommand;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Every verb, with what the root's help says about it. The command class is touched only when its verb is used: that
 * keeps the start short.
 */
enum Verb {
    DEV("dev", "Run a local stack until Ctrl-C; other terminals use it.", DevCommand::new),
    COMPLETION("completion", "Print the completion script for bash and zsh.", CompletionCommand::new),
    WARM_UP("warm-up", "", WarmUpCommand::new);

    private final String name;
    private final String summary;
    private final List<String> aliases;
    private final Function<Terminal, Object> command;

    Verb(String name, String summary, Function<Terminal, Object> command, String... aliases) {
        this.name = name;
        this.summary = summary;
        this.command = command;
        this.aliases = List.of(aliases);
    }

    static Optional<Verb> named(String word) {
        return Arrays.stream(values())
                .filter(verb -> verb.name.equals(word) || verb.aliases.contains(word))
                .findFirst();
    }

    String verbName() {
        return name;
    }

    String summary() {
        return summary;
    }

    List<String> aliases() {
        return aliases;
    }

    /** Used by the launcher, not by people. */
    boolean hidden() {
        return summary.isEmpty();
    }

    Object create(Terminal terminal) {
        return command.apply(terminal);
    }
}
