package io.lakeshift.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sample for pipelines, with a program in place of lakeshift that answers as the table's name says. */
class ParityGateTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "exit-0, 0, exit-0: parity",
        "exit-0 exit-3, 0, 'exit-3: parity, but the lag objective is missed'",
        "exit-2, 2, exit-2: DRIFT",
        "exit-2 exit-3 exit-0, 2, exit-0: parity",
        "exit-1 exit-2, 2, exit-1: could not be compared (exit code 1)",
        "exit-64 exit-0, 1, exit-64: could not be compared (exit code 64)",
    })
    void driftAndWhatCannotBeComparedStopThePromotionAndLagDoesNot(String tables, int expected, String line)
            throws Exception {
        // When
        Ended ended = gate(tables.split(" "));

        // Then
        assertThat(ended.exitCode()).isEqualTo(expected);
        assertThat(ended.out().lines()).contains(line).hasSize(tables.split(" ").length);
        assertThat(ended.err().contains("ALERT exit-3:")).isEqualTo(tables.contains("exit-3"));
        for (String table : tables.split(" ")) {
            assertThat(directory.resolve("reports").resolve(table + ".json")).hasContent("diff " + table);
        }
    }

    @Test
    void provesNothingAboutNoTable() throws Exception {
        assertThat(gate().exitCode()).isEqualTo(64);
    }

    private record Ended(int exitCode, String out, String err) {}

    private Ended gate(String... tables) throws IOException, InterruptedException {
        Path program = Files.writeString(directory.resolve("lakeshift"), """
                #!/bin/sh
                [ "$2" = --table-id ] || exit 99
                table=$3
                while [ "$1" != --json-output ]; do shift; done
                echo "diff $table" > "$2"
                exit "${table#exit-}"
                """);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        List<String> command = new ArrayList<>(List.of(Project.ROOT
                .resolve("deploy/ci/parity-gate.sh")
                .toAbsolutePath()
                .toString()));
        command.addAll(List.of(tables));
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        ProcessBuilder gate =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        gate.environment().put("LAKESHIFT", program.toString());
        gate.environment().put("PARITY_REPORTS", directory.resolve("reports").toString());
        int code = gate.start().waitFor();
        return new Ended(code, Files.readString(out), Files.readString(err));
    }
}
