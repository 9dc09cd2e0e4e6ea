package io.lakeshift.workflows.replay;

import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.workflow.WorkflowInterface;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Where recorded histories are kept: one folder per workflow type, one compressed file per scenario, and beside it a text
 * of its commands, which is what a change of a workflow shows in a diff.
 */
final class Histories {
    private static final Path FOLDER = Path.of("src/test/resources/histories");

    private static final String RECORDED = ".json.gz";

    private Histories() {}

    static WorkflowExecutionHistory read(Path recorded) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(recorded))) {
            return WorkflowExecutionHistory.fromJson(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    static void write(Path recorded, WorkflowExecutionHistory history) throws IOException {
        Files.createDirectories(recorded.getParent());
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(recorded))) {
            out.write(history.toJson(false).getBytes(StandardCharsets.UTF_8));
        }
        Files.writeString(text(recorded), CommandText.of(history));
    }

    /** Where the commands of a recorded history are listed. */
    static Path text(Path recorded) {
        String name = recorded.getFileName().toString();
        return recorded.resolveSibling(name.substring(0, name.length() - RECORDED.length()) + ".txt");
    }

    static Path file(String type, String scenario) {
        return FOLDER.resolve(type).resolve(scenario + RECORDED);
    }

    static List<Path> of(String type) {
        Path folder = FOLDER.resolve(type);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(RECORDED))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> all() {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(RECORDED))
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
