package io.lakeshift.cli.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a short program to its end, its output appended to a log file. */
record ChildProgram(Path log) {
    /** A file and not a pipe: a daemon that the program leaves behind would keep a pipe open. */
    int run(List<String> command, String... input) throws IOException {
        Process process = new ProcessBuilder(new ArrayList<>(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        try (var stdin = process.outputWriter()) {
            for (String line : input) {
                stdin.write(line);
                stdin.newLine();
            }
        }
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroy();
            throw StackErrors.interrupted("running " + command.get(0));
        }
    }

    String lastLines(int count) throws IOException {
        if (!Files.exists(log)) {
            return "";
        }
        List<String> lines =
                Files.readAllLines(log).stream().filter(line -> !line.isBlank()).toList();
        return String.join(" ", lines.subList(Math.max(0, lines.size() - count), lines.size()));
    }
}
