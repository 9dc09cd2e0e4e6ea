package io.lakeshift.e2e;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A JVM of its own with this test's class path: a worker as production runs it, only smaller. */
final class JavaProcess {
    private JavaProcess() {}

    static KillableProcess of(
            String name, Path folder, Map<String, String> environment, String main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main));
        command.addAll(List.of(arguments));
        return new KillableProcess(name, command, environment, folder.resolve(name + ".log"));
    }
}
