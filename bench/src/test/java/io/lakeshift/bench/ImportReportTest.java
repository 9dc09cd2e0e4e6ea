package io.lakeshift.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportReportTest {
    @TempDir
    Path folder;

    @Test
    void theRatioIsTheMedianOfTheRoundsRatiosNotTheRatioOfMedians() {
        // Given: the second round was slow for floor and import alike
        List<ImportRound> rounds = List.of(round(1, 2), round(10, 20), round(2, 4));

        // Then
        assertThat(report(rounds).markdown())
                .contains("| **import ÷ floor** | **2.00 (2.00–2.00)** of the slower floor |");
    }

    @Test
    void saysWhenAFloorVariedTooMuch() {
        assertThat(report(List.of(round(1, 2), round(10, 20))).markdown()).contains("repeat this series");
        assertThat(report(List.of(round(1, 2), round(1.1, 2))).markdown()).doesNotContain("repeat this series");
    }

    @Test
    void replacesOnlyItsOwnPartOfThePage() throws IOException {
        // Given
        Path page = folder.resolve("performance.md");
        Files.writeString(page, "# Before\n");
        report(List.of(round(1, 2))).replaceIn(page);
        Files.writeString(page, Files.readString(page) + "After\n");

        // When
        report(List.of(round(1, 3))).replaceIn(page);

        // Then
        assertThat(Files.readString(page))
                .startsWith("# Before\n")
                .endsWith("After\n")
                .containsOnlyOnce("<!-- import benchmark: begin -->")
                .contains("**3.00 (3.00–3.00)**")
                .doesNotContain("**2.00 (2.00–2.00)** of the slower floor");
    }

    private static ImportRound round(double floor, double candidate) {
        return new ImportRound(floor, floor, floor / 2, floor / 2, candidate, candidate, 0);
    }

    private static ImportReport report(List<ImportRound> rounds) {
        return new ImportReport(
                LogShape.of(1000, 100), new Oracle(99, 1, 1, "", 1000, 300, 1_000_000), "256m", "17", rounds);
    }
}
