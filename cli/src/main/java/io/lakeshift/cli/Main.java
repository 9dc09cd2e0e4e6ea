package io.lakeshift.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;

/** The program: one verb, its result on stdout, everything else on stderr, an exit code. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        LogSetup.beVerbose(Arrays.asList(args).contains("--verbose"));
        PrintWriter out = writer(FileDescriptor.out);
        PrintWriter err = writer(FileDescriptor.err);
        int code = run(new Terminal(out, err, System.getenv(), System.console() != null), args);
        out.flush();
        err.flush();
        System.exit(code);
    }

    /** Runs a command as a script would see it: no prompts, no colours. */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        return run(new Terminal(out, err, System.getenv(), false), args);
    }

    public static int run(Terminal terminal, String... args) {
        if (args.length == 0 || List.of("--help", "-h").contains(args[0])) {
            return help(terminal);
        }
        return commandLine(terminal, Verb.named(args[0])).execute(args);
    }

    /** Prepared text, which a test compares with {@link #renderHelp}: looking at the verbs must not take half a second. */
    private static int help(Terminal terminal) {
        try (InputStream prepared = Objects.requireNonNull(Main.class.getResourceAsStream("help.txt"))) {
            terminal.out().print(new String(prepared.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        terminal.out().flush();
        return ExitCode.SUCCESS.code();
    }

    static int renderHelp(Terminal terminal) {
        return commandLine(terminal, Optional.empty()).execute("--help");
    }

    /** With every verb in full: for completion scripts and the manual. */
    public static CommandLine whole(Terminal terminal) {
        CommandLine root = root(terminal);
        for (Verb verb : Verb.values()) {
            if (!verb.hidden()) {
                root.addSubcommand(
                        verb.verbName(), verb.create(terminal), verb.aliases().toArray(new String[0]));
            }
        }
        return root;
    }

    private static CommandLine commandLine(Terminal terminal, Optional<Verb> called) {
        CommandLine root = root(terminal);
        for (Verb verb : Verb.values()) {
            if (called.filter(verb::equals).isPresent()) {
                root.addSubcommand(
                        verb.verbName(), verb.create(terminal), verb.aliases().toArray(new String[0]));
            } else if (!verb.hidden()) {
                CommandLine listed = new CommandLine(CommandLine.Model.CommandSpec.create());
                listed.getCommandSpec().usageMessage().description(verb.summary());
                root.addSubcommand(verb.verbName(), listed);
            }
        }
        return configure(root, terminal);
    }

    private static CommandLine root(Terminal terminal) {
        CommandLine root = new CommandLine(new LakeshiftCommand());
        LakeshiftCommand.listExitCodes(root.getCommandSpec());
        return configure(root, terminal);
    }

    private static CommandLine configure(CommandLine commandLine, Terminal terminal) {
        IExecutionExceptionHandler problems = new Problems(terminal.err());
        IParameterExceptionHandler usage = new UsageProblems(terminal.err());
        CommandLine.Help.Ansi colours = terminal.interactive() ? CommandLine.Help.Ansi.AUTO : CommandLine.Help.Ansi.OFF;
        return commandLine
                .setOut(terminal.out())
                .setErr(terminal.err())
                .setColorScheme(CommandLine.Help.defaultColorScheme(colours))
                .setUsageHelpWidth(100)
                .setExecutionExceptionHandler(problems)
                .setParameterExceptionHandler(usage)
                .setExitCodeExceptionMapper(exception -> ExitCode.FAILED.code());
    }

    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), true);
    }
}
