package io.lakeshift.cli.session;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.lakeshift.cli.output.Human;
import io.lakeshift.cli.output.Results;
import io.lakeshift.cli.output.TextTable;
import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.kinds.sqldelta.TableAssessments.Assessment;
import io.lakeshift.workflows.kinds.sqldelta.TableAssessments.Estimate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What an assessment found, as it is printed. */
public record AssessmentView(List<Table> tables) {
    public record Table(
            String path,
            String alias,
            long version,
            Optional<String> deltaTableId,
            long versions,
            long activeFiles,
            long bytes,
            long logBytes,
            List<String> readerFeatures,
            List<String> writerFeatures,
            Estimate estimateSeconds,
            List<Finding> findings) {
        public static Table of(Assessment assessment) {
            return new Table(
                    assessment.path(),
                    assessment.alias(),
                    assessment.version().orElse(-1),
                    assessment.deltaTableId(),
                    assessment.size().versions(),
                    assessment.size().activeFiles(),
                    assessment.size().bytes(),
                    assessment.size().logBytes(),
                    assessment.readerFeatures(),
                    assessment.writerFeatures(),
                    assessment.estimate(),
                    assessment.findings());
        }

        public boolean blocked() {
            return findings.stream().anyMatch(finding -> finding.severity() == Finding.Severity.BLOCKER);
        }
    }

    @JsonProperty
    public boolean blocked() {
        return tables.stream().anyMatch(Table::blocked);
    }

    public void print(Results results) {
        TextTable overview = new TextTable("TABLE", "VERSION", "FILES", "DATA", "LOG", "IMPORT TAKES", "VERDICT");
        for (Table table : tables) {
            overview.row(
                    table.alias(),
                    table.version(),
                    table.activeFiles(),
                    Human.bytes(table.bytes()),
                    Human.bytes(table.logBytes()),
                    estimate(table.estimateSeconds()),
                    table.blocked() ? "blocked" : "can be migrated");
        }
        results.table(overview);
        tables.forEach(table -> findings(results, table.alias(), table.findings()));
    }

    public static void findings(Results results, String alias, List<Finding> findings) {
        for (Finding finding : findings) {
            results.line("");
            results.line("%-8s %s: %s (%s)", finding.severity(), alias, finding.message(), finding.code());
            finding.evidence().ifPresent(evidence -> results.line("         Seen in: %s", evidence));
            finding.remedy().ifPresent(remedy -> results.line("         To fix:  %s", remedy));
        }
    }

    public static String estimate(Estimate estimate) {
        return estimate.high() < 1
                ? "under 1 s"
                : String.format(
                        Locale.ROOT, "%.0f s (%.0f to %.0f)", estimate.likely(), estimate.low(), estimate.high());
    }
}
