package io.lakeshift.workflows.replay;

import io.temporal.workflow.WorkflowInterface;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Where recorded histories are kept: one folder per workflow type, one file per scenario. */
final class Histories {
    private static final Path FOLDER = Path.of("src/test/resources/histories");

    private Histories() {}

    static Path file(String type, String scenario) {
        return FOLDER.resolve(type).resolve(scenario + ".json");
    }

    static List<Path> of(String type) {
        Path folder = FOLDER.resolve(type);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> all() {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A workflow's type as Temporal knows it: its interface's name. */
    static String typeOf(Class<?> implementation) {
        return Arrays.stream(implementation.getInterfaces())
                .filter(type -> type.isAnnotationPresent(WorkflowInterface.class))
                .map(Class::getSimpleName)
                .findFirst()
                .orElseThrow();
    }
}
