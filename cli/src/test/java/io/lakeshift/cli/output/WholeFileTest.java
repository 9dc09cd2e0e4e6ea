package io.lakeshift.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    @TempDir
    private Path directory;

    @Test
    void replacesAFileInOneStepAndLeavesNothingBehind() throws IOException {
        // Given
        Path target = directory.resolve("sales.prom");
        Path asOthersMakeThem = Files.writeString(directory.resolve("plain"), "x");
        WholeFile.write(target, "old\n");
        Object oldFile = Files.getAttribute(target, "unix:ino");

        // When
        WholeFile.write(target, "new\n");

        // Then
        assertThat(target).hasContent("new\n");
        assertThat(Files.getAttribute(target, "unix:ino")).isNotEqualTo(oldFile);
        assertThat(Files.getPosixFilePermissions(target)).isEqualTo(Files.getPosixFilePermissions(asOthersMakeThem));
        assertThat(names()).containsExactlyInAnyOrder("sales.prom", "plain");
    }

    @Test
    void leavesNothingBehindWhereItCannotReplace() throws IOException {
        // Given
        Path target = Files.createDirectories(directory.resolve("taken"));
        Files.writeString(target.resolve("inside"), "x");

        // When
        assertThatThrownBy(() -> WholeFile.write(target, "new\n"))
                // Then
                .isInstanceOf(IOException.class);
        assertThat(names()).containsExactly("taken");
    }

    private Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList().stream();
        }
    }
}
