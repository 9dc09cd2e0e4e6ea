package io.lakeshift.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What docs/requirements-coverage.md claims is executed by a test that is there. */
class RequirementsCoverageTest {
    private static final Pattern TEST =
            Pattern.compile("\\b([A-Z][A-Za-z0-9]+(?:Test|IT))(?:#([a-zA-Z0-9]+))?|(?<=[ `])#([a-zA-Z0-9]+)");
    private static final Pattern METHOD = Pattern.compile("void\\s+([a-zA-Z0-9]+)\\s*\\(");

    @Test
    void everyRowNamesATestThatExistsOrSaysNotYet() {
        // Given
        Map<String, List<Path>> tests = Project.files("", "Test.java", "IT.java", "Contract.java").stream()
                .collect(Collectors.groupingBy(
                        file -> file.getFileName().toString().replace(".java", "")));
        List<String> rows = Project.read("docs/requirements-coverage.md")
                .lines()
                .filter(line -> line.matches("\\| (edge )?[A-Z]?-?[0-9].*"))
                .toList();

        // When
        List<String> wrong = new ArrayList<>();
        for (String row : rows) {
            boolean named = false;
            List<Path> files = List.of();
            Matcher test = TEST.matcher(row);
            while (test.find()) {
                named = true;
                // "#other" after a class's name is another method of the same class.
                files = test.group(1) == null ? files : tests.getOrDefault(test.group(1), List.of());
                if (!exists(files, test.group(1) == null ? test.group(3) : test.group(2))) {
                    wrong.add(row + " ← there is no " + test.group());
                }
            }
            if (!named && !row.contains("not yet")) {
                wrong.add(row + " ← neither a test nor 'not yet'");
            }
        }

        // Then
        assertThat(rows).hasSizeGreaterThan(100);
        assertThat(wrong).isEmpty();
    }

    private static boolean exists(List<Path> files, @Nullable String method) {
        return files.stream().anyMatch(file -> method == null || methods(file).contains(method));
    }

    private static List<String> methods(Path file) {
        List<String> methods = new ArrayList<>();
        Matcher matcher = METHOD.matcher(Project.read(file));
        while (matcher.find()) {
            methods.add(matcher.group(1));
        }
        return methods;
    }
}
