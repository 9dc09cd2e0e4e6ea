package io.lakeshift.cli.stack;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A {@link StackHolder} in a JVM of its own. */
record HolderProcess(Process process, BufferedReader out) implements AutoCloseable {
    static HolderProcess start(Path home, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                StackHolder.class.getName()));
        builder.environment().keySet().removeIf(name -> name.startsWith("TEMPORAL_") || name.startsWith("LAKESHIFT_"));
        builder.environment().put("LAKESHIFT_HOME", home.toString());
        // Without it a real dev server on the developer's PATH would be used.
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().putAll(environment);
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        return new HolderProcess(process, process.inputReader());
    }

    /** The fields that the holder prints: kind, address, whether it owns, connection. */
    List<String> awaitReady() throws IOException {
        String line = out.readLine();
        if (line == null) {
            throw new IOException("the holder ended before it was ready");
        }
        return List.of(line.split(" ", -1));
    }

    void letGo() throws IOException {
        process.getOutputStream().close();
    }

    void killHard() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    @Override
    public void close() throws Exception {
        letGo();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
