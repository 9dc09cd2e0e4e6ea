package io.lakeshift.cli;

import java.io.PrintWriter;
import java.util.Map;

/**
 * Where a command reads and writes.
 *
 * @param out the result
 * @param err progress and problems
 * @param environment environment variables
 * @param interactive whether a person sits at it: only then there are prompts, colours and moving bars
 */
public record Terminal(PrintWriter out, PrintWriter err, Map<String, String> environment, boolean interactive) {
    public Terminal {
        environment = Map.copyOf(environment);
    }
}
