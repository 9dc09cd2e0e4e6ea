package io.lakeshift.cli.output;

import picocli.CommandLine.Option;

/** Options that every verb has. */
public final class OutputOptions {
    @Option(
            names = {"--output", "--format"},
            paramLabel = "human|json",
            description = "Format of the result on stdout (default: ${DEFAULT-VALUE}).")
    private OutputFormat format = OutputFormat.human;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    private boolean help;

    @Option(names = "--verbose", description = "More detail on stderr, with stack traces for problems.")
    private boolean verbose;

    public boolean json() {
        return format == OutputFormat.json;
    }

    public boolean verbose() {
        return verbose;
    }
}
