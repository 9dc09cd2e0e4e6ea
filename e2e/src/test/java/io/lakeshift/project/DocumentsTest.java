package io.lakeshift.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DocumentsTest {
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#\\s]+)(#[^)]*)?\\)");
    private static final Pattern SOURCE =
            Pattern.compile("`([A-Za-z0-9_./-]+/[A-Za-z0-9_.-]+\\.(?:java|sql|yml|yaml|xml|sh|md))`");

    @Test
    void everyLinkLeadsSomewhere() {
        List<String> broken = new ArrayList<>();
        for (Path page : pages()) {
            Matcher link = LINK.matcher(Project.read(page));
            while (link.find()) {
                if (!Files.exists(page.resolveSibling(link.group(1)))) {
                    broken.add(Project.ROOT.relativize(page) + " → " + link.group(1));
                }
            }
        }

        assertThat(broken).isEmpty();
    }

    @Test
    void everyFileThatIsNamedExists() {
        List<String> missing = new ArrayList<>();
        for (Path page : pages()) {
            Matcher named = SOURCE.matcher(Project.read(page));
            while (named.find()) {
                if (Files.notExists(Project.ROOT.resolve(named.group(1)))) {
                    missing.add(Project.ROOT.relativize(page) + " names " + named.group(1));
                }
            }
        }

        assertThat(missing).isEmpty();
    }

    private static List<Path> pages() {
        return Stream.concat(Stream.of(Project.ROOT.resolve("README.md")), Project.files("docs", ".md").stream())
                .toList();
    }
}
