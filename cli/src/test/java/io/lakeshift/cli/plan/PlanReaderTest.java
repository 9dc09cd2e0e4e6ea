package io.lakeshift.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakeshift.cli.kinds.sqldelta.PlanFile;
import io.lakeshift.workflows.kinds.sqldelta.FenceMode;
import io.lakeshift.workflows.kinds.sqldelta.ImportMode;
import io.lakeshift.workflows.lifecycle.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanReaderTest {
    private static final String SMALLEST = """
            apiVersion: lakeshift/v1
            kind: SqlDelta
            metadata: { name: sales-to-sql }
            spec:
              tables:
                - { path: sales }
            """;

    @TempDir
    private Path directory;

    @Test
    void readsEveryKey() throws IOException {
        // Given
        String text = """
                apiVersion: lakeshift/v1
                kind: SqlDelta
                metadata: { name: sales-to-sql }
                spec:
                  database: ${DB}
                  mode: full-history
                  fence: none
                  tables:
                    - { path: /data/sales, alias: sales }
                    - { path: "s3://bucket/wh/*", exclude: ["_tmp", "_staging"] }
                policy:
                  strategy: offline
                  approval:
                    quorum: 2
                    approvers: [ann@example.com, bob@example.com]
                    expiresAfter: P2D
                    requesterMayNotApprove: true
                    window: "Sat 02:00-05:00 Europe/Berlin"
                  batch: { parallelism: 8 }
                  rollbackWindow: PT48H
                  lagObjective: PT10S
                """;

        // When
        PlanFile plan = read(text, Map.of("DB", "postgresql://me:secret@db/sales"));

        // Then
        assertThat(plan.name()).isEqualTo("sales-to-sql");
        assertThat(plan.database()).hasValue("postgresql://me:secret@db/sales");
        assertThat(plan.mode()).isEqualTo(ImportMode.FULL_HISTORY);
        assertThat(plan.fence()).isEqualTo(FenceMode.NONE);
        assertThat(plan.tables())
                .containsExactly(
                        new PlanFile.Table("/data/sales", Optional.of("sales"), List.of()),
                        new PlanFile.Table("s3://bucket/wh/*", Optional.empty(), List.of("_tmp", "_staging")));
        assertThat(plan.parallelism()).isEqualTo(8);
        assertThat(plan.policy().strategy()).isEqualTo(Policy.Strategy.OFFLINE);
        assertThat(plan.policy().rollbackWindow()).isEqualTo(Duration.ofHours(48));
        assertThat(plan.policy().lagObjective()).isEqualTo(Duration.ofSeconds(10));
        assertThat(plan.policy().approval().quorum()).isEqualTo(2);
        assertThat(plan.policy().approval().approvers()).containsExactly("ann@example.com", "bob@example.com");
        assertThat(plan.policy().approval().expiresAfter()).hasValue(Duration.ofDays(2));
        assertThat(plan.policy().approval().requesterMayNotApprove()).isTrue();
        assertThat(plan.policy().approval().window()).map(Object::toString).hasValue("Sat 02:00-05:00 Europe/Berlin");
    }

    @Test
    void whatIsLeftOutHasTheDocumentedDefault() throws IOException {
        // When
        PlanFile plan = read(SMALLEST, Map.of());

        // Then
        assertThat(plan.database()).isEmpty();
        assertThat(plan.mode()).isEqualTo(ImportMode.FAST);
        assertThat(plan.fence()).isEqualTo(FenceMode.FEATURE);
        assertThat(plan.policy()).isEqualTo(Policy.DEFAULT);
        assertThat(plan.tables().get(0).path())
                .isEqualTo(directory.resolve("sales").toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "metadata: { name: | metadata: { nam: | metadata.nam is unknown; did you mean name? Known there: name.",
                "tables:| tabels:| spec.tabels is unknown; did you mean tables? Known there: database, mode, fence, tables.",
                "path: | pth: | spec.tables[0].pth is unknown; did you mean path? Known there: path, alias, exclude.",
                "kind: SqlDelta| kind: SqlDleta| kind is SqlDleta; did you mean SqlDelta?",
                "kind: SqlDelta| kind: Medallion| plan.yaml is of kind Medallion, which this release does not run yet; it runs SqlDelta and SyncedTables.",
                "lakeshift/v1| lakeshift/v2| apiVersion is lakeshift/v2, but this program reads lakeshift/v1.",
                "tables:| mode: fats~  tables:| spec.mode is fats; did you mean fast? It can be fast, full-history.",
                "path: sales| path: [a]| spec.tables[0].path must be a text.",
                "path: sales| path: '${NOWHERE}'| spec.tables[0].path asks for ${NOWHERE}, which the environment does not have; set it.",
                "name: sales-to-sql| name: sales to sql| metadata.name is sales to sql, but may have letters, digits, dots, dashes and underscores only.",
                "metadata: { name: sales-to-sql }| metadata: {}| metadata.name is missing.",
            })
    void aMistakeIsToldWithItsPathAndTheNearestRightSpelling(String right, String wrong, String message) {
        // Given
        String text = SMALLEST.replace(right.strip(), wrong.strip().replace("~", "\n"));

        // Then
        assertThatThrownBy(() -> read(text, Map.of()))
                .isInstanceOf(PlanFileException.class)
                .hasMessageContaining(message.strip());
    }

    @Test
    void policyMistakesAreToldAllAtOnce() {
        // Given
        String text = SMALLEST + """
                policy:
                  strategy: onlin
                  rollbackWindow: 24h
                  approval: { quorum: two }
                  batch: { paralelism: 8 }
                """;

        // Then
        assertThatThrownBy(() -> read(text, Map.of()))
                .isInstanceOf(PlanFileException.class)
                .hasMessage("""
                        %s cannot be used:
                          policy.approval.quorum is two, but must be a whole number.
                          policy.rollbackWindow is 24h, but must be a duration such as PT24H or P2D.
                          policy.strategy is onlin; did you mean online? It can be hybrid, offline, online.
                          policy.batch.paralelism is unknown; did you mean parallelism? Known there: parallelism.""".formatted(directory.resolve("plan.yaml")));
    }

    @Test
    void aFileThatIsNoYamlIsToldWithItsLine() {
        assertThatThrownBy(() -> read("kind: [", Map.of()))
                .isInstanceOf(PlanFileException.class)
                .hasMessageMatching("(?s).*plan.yaml is no YAML: .*, at line \\d+\\.");
    }

    @Test
    void aMissingFileIsTold() {
        assertThatThrownBy(() -> new PlanReader(Map.of()).read(directory.resolve("none.yaml")))
                .isInstanceOf(PlanFileException.class)
                .hasMessage(directory.resolve("none.yaml")
                        + " cannot be read (NoSuchFileException). Name the plan file with -f.");
    }

    private PlanFile read(String text, Map<String, String> environment) throws IOException {
        Path file = Files.writeString(directory.resolve("plan.yaml"), text);
        return new PlanReader(environment).read(file);
    }
}
