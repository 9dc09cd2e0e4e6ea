package io.lakeshift.sandbox.engine.spark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where Spark with Delta is: what the module {@code spark} leaves in its build directory. */
final class SparkLibraries {
    /** The directory; the launcher and the tests set it. */
    static final String PROPERTY = "lakeshift.spark";

    private SparkLibraries() {}

    /** A class path for a JVM that runs {@code EngineServer}. */
    static String find() throws IOException {
        return in(Optional.ofNullable(System.getProperty(PROPERTY))
                .or(() -> Optional.ofNullable(System.getenv("LAKESHIFT_SPARK")))
                .filter(it -> !it.isBlank())
                .map(Path::of)
                .orElse(Path.of("spark", "target")));
    }

    static String in(Path directory) throws IOException {
        Path classes = directory.resolve("classes");
        Path list = directory.resolve("class-path");
        if (!Files.isDirectory(classes) || !Files.isRegularFile(list)) {
            throw new IOException(
                    "Spark 4.2 with Delta 4.4 is not in %s. It is 290 MB and fetched by Maven, once: run ./mvnw -q -f spark/pom.xml process-classes, and set %s to the module's target directory if the sandbox is not started from the project's root."
                            .formatted(directory.toAbsolutePath(), "LAKESHIFT_SPARK"));
        }
        return classes.toAbsolutePath()
                + File.pathSeparator
                + Files.readString(list).strip();
    }
}
