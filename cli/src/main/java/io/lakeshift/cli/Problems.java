package io.lakeshift.cli;

import io.grpc.StatusRuntimeException;
import io.lakeshift.catalog.CatalogException;
import io.lakeshift.cli.plan.PlanFileException;
import io.lakeshift.cli.stack.StackException;
import io.temporal.client.WorkflowServiceException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns what a command throws into one sentence for its user and an exit code. */
final class Problems implements IExecutionExceptionHandler {
    private final PrintWriter err;

    Problems(PrintWriter err) {
        this.err = err;
    }

    @Override
    public int handleExecutionException(Exception problem, CommandLine commandLine, ParseResult parsed) {
        err.println("lakeshift: " + sentence(problem));
        if (isVerbose(parsed)) {
            problem.printStackTrace(err);
        }
        err.flush();
        return exitCode(problem).code();
    }

    private static ExitCode exitCode(Throwable problem) {
        if (problem instanceof CommandException known) {
            return known.exitCode();
        }
        return problem instanceof PlanFileException ? ExitCode.USAGE : ExitCode.FAILED;
    }

    private static String sentence(Throwable problem) {
        if (problem instanceof WorkflowServiceException || problem instanceof StatusRuntimeException) {
            return "the connection to Temporal was lost (%s). What was started goes on where its workers run; run the command again to follow it."
                    .formatted(problem.getMessage());
        }
        if (problem instanceof CommandException
                || problem instanceof PlanFileException
                || problem instanceof StackException
                || problem instanceof CatalogException) {
            return String.valueOf(problem.getMessage());
        }
        return "something unforeseen went wrong (%s). Run the command again with --verbose to see where."
                .formatted(problem);
    }

    private static boolean isVerbose(ParseResult parsed) {
        return parsed.originalArgs().contains("--verbose");
    }
}
