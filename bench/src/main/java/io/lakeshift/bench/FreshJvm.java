package io.lakeshift.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a main class in a JVM of its own, as users pay for it: start, class loading and compiling included. */
final class FreshJvm {
    private final List<String> options;

    FreshJvm(List<String> options) {
        this.options = List.copyOf(options);
    }

    FreshJvm with(String... more) {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of(more));
        return new FreshJvm(all);
    }

    /** Wall and CPU seconds of the whole process, and what it printed last. */
    record Run(double wallSeconds, double cpuSeconds, String lastLine) {}

    /** Fails with the process's own words when it does not end well. */
    Run run(Class<?> main, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("lakeshift-bench", ".log");
        try {
            long self = ProcessHandle.current().pid();
            double cpu = CpuTime.ofEndedChildren(self);
            long start = System.nanoTime();
            int exit = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start()
                    .waitFor();
            double wall = (System.nanoTime() - start) / 1e9;
            String printed = Files.readString(output, StandardCharsets.UTF_8).strip();
            if (exit != 0) {
                throw new IllegalStateException("%s ended with %d:%n%s".formatted(main.getSimpleName(), exit, printed));
            }
            String last = printed.substring(printed.lastIndexOf('\n') + 1);
            return new Run(wall, CpuTime.ofEndedChildren(self) - cpu, last);
        } finally {
            Files.delete(output);
        }
    }
}
