package io.lakeshift.cli;

import io.lakeshift.activities.failure.Secrets;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** A wrong command line: what is wrong, the nearest right spelling, where the help is. */
final class UsageProblems implements IParameterExceptionHandler {
    private final PrintWriter err;

    UsageProblems(PrintWriter err) {
        this.err = err;
    }

    @Override
    public int handleParseException(ParameterException problem, String[] args) {
        CommandLine command = problem.getCommandLine();
        // It quotes what was typed, which may be a database URL in a place where none belongs.
        err.println("lakeshift: " + Secrets.scrub(String.valueOf(problem.getMessage())));
        UnmatchedArgumentException.printSuggestions(problem, err);
        err.println("Try '%s --help'.".formatted(command.getCommandSpec().qualifiedName()));
        err.flush();
        return ExitCode.USAGE.code();
    }
}
