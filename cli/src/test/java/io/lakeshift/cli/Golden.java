package io.lakeshift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Runs the program in this JVM, and compares what it prints with files; {@code -Dgolden.update=true} rewrites them. */
final class Golden {
    private static final Path FILES = Path.of("src/test/resources/golden");

    private Golden() {}

    record Result(int exitCode, String out, String err) {}

    static Result run(Map<String, String> environment, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(
                new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), environment, false), args);
        return new Result(code, out.toString(), err.toString());
    }

    static void assertMatches(String file, String actual) throws IOException {
        assertIs(FILES.resolve(file), actual);
    }

    static void assertIs(Path path, String actual) throws IOException {
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(path, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(path));
    }
}
