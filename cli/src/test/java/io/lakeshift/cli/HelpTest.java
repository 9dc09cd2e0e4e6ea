package io.lakeshift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class HelpTest {
    @Test
    void theRootListsVerbsAndExitCodes() throws IOException {
        // Given
        StringWriter rendered = new StringWriter();
        Main.renderHelp(new Terminal(new PrintWriter(rendered, true), silence(), Map.of(), false));
        Golden.assertIs(Path.of("src/main/resources/io/lakeshift/cli/help.txt"), rendered.toString());

        // When
        Golden.Result result = Golden.run(Map.of(), "--help");

        // Then
        assertThat(result).isEqualTo(new Golden.Result(0, rendered.toString(), ""));
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void everyVerbHasHelpWithAnExample(String verb) throws IOException {
        // When
        Golden.Result result = Golden.run(Map.of(), verb, "--help");

        // Then
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).containsPattern("(?s)\nExamples?:\n.*lakeshift " + verb);
        Golden.assertMatches("help-" + verb + ".txt", result.out());
    }

    @Test
    void withoutAVerbTheHelpIsShown() {
        // When
        Golden.Result result = Golden.run(Map.of());

        // Then
        assertThat(result.out()).startsWith("Usage: lakeshift");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void aMisspeltVerbGetsTheNearestOneAndExitCode64() {
        // When
        Golden.Result result = Golden.run(Map.of(), "complet");

        // Then
        assertThat(result.exitCode()).isEqualTo(64);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).isEqualTo("""
                        lakeshift: Unmatched argument at index 0: 'complet'
                        Did you mean: lakeshift completion or lakeshift performance-compare or lakeshift plan?
                        Try 'lakeshift --help'.
                        """);
    }

    @Test
    void aMisspeltOptionGetsTheNearestOneAndExitCode64() {
        // When
        Golden.Result result = Golden.run(Map.of(), "dev", "--databse-url=x");

        // Then
        assertThat(result.exitCode()).isEqualTo(64);
        assertThat(result.err()).isEqualTo("""
                        lakeshift: Unknown option: '--databse-url=x'
                        Possible solutions: --database-url, --database
                        Try 'lakeshift dev --help'.
                        """);
    }

    @Test
    void theCompletionScriptKnowsEveryVerb() {
        // When
        Golden.Result result = Golden.run(Map.of(), "completion");

        // Then
        assertThat(result.exitCode()).isZero();
        assertThat(verbs()).allSatisfy(verb -> assertThat(result.out()).contains(verb));
    }

    static Stream<String> verbs() {
        Terminal silent = new Terminal(silence(), silence(), Map.of(), false);
        return Main.whole(silent).getSubcommands().values().stream()
                .map(CommandLine::getCommandName)
                .distinct();
    }

    private static PrintWriter silence() {
        return new PrintWriter(Writer.nullWriter());
    }
}
