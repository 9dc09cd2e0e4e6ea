package io.lakeshift.workflows.lifecycle;

import io.lakeshift.workflows.Finding;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/** The page that the Web UI shows for a running migration, in Markdown: where it stands and what to type. */
final class StatusPage {
    private static final int MOST_FINDINGS = 10;

    private StatusPage() {}

    static String markdown(Progress progress, List<String> approvers, Optional<String> message) {
        StringJoiner page = new StringJoiner("\n\n");
        page.add("### " + progress.phase() + " (" + progress.percent() + " %)");
        message.ifPresent(page::add);
        progress.waitingFor()
                .filter(text -> !message.equals(Optional.of(text)))
                .ifPresent(text -> page.add("Waits for: " + text));
        progress.approval().ifPresent(asked -> page.add(question(asked)));
        page.add(numbers(progress, approvers));
        if (!progress.findings().isEmpty()) {
            page.add(findings(progress));
        }
        return page.toString();
    }

    private static String question(ApprovalRequest asked) {
        String bound = "\"unit\":\"" + asked.unit() + "\",\"planHash\":\"" + asked.planHash() + "\",\"headVersion\":"
                + asked.headVersion() + ",\"validationDigest\":\"" + asked.validationDigest() + "\"";
        return """
                Approvals: %d of %d%s. Any of these answers it:
                ```
                lakeshift approve %s
                temporal workflow update execute -w '%s' --name approve --input '{"approver":"YOU",%s}'
                temporal workflow signal -w '%s' --name approve --input '{"approver":"YOU",%s}'
                ```
                In this page: More Actions, Send an Update, name `approve`, the same JSON; `"approve":false` says no.""".formatted(
                        asked.approversSoFar().size(),
                        asked.quorum(),
                        asked.approversSoFar().isEmpty() ? "" : " (" + String.join(", ", asked.approversSoFar()) + ")",
                        asked.unit(),
                        asked.unit(),
                        bound,
                        asked.unit(),
                        bound);
    }

    private static String numbers(Progress progress, List<String> approvers) {
        UnitFacts facts = progress.facts();
        StringBuilder table = new StringBuilder("| | |\n|---|---|\n");
        row(table, "unit", progress.unit() + (progress.attempt() > 1 ? ", attempt " + progress.attempt() : ""));
        row(table, "plan", progress.planHash().orElse("not made yet"));
        if (!approvers.isEmpty()) {
            row(table, "cut over approved by", String.join(", ", approvers));
        }
        if (facts.details().isEmpty()) {
            deltaNumbers(table, facts);
        }
        facts.details().forEach(detail -> row(table, detail.name(), detail.value()));
        row(table, "since", progress.since().toString());
        progress.eta().ifPresent(eta -> row(table, "expected end", eta.toString()));
        if (progress.takenUp()) {
            row(table, "taken up", "yes: finished steps were recognised from the ledger");
        }
        return table.toString();
    }

    private static void deltaNumbers(StringBuilder table, UnitFacts facts) {
        row(table, "version in the catalog", known(facts.version()));
        row(table, "version in the log", known(facts.logVersion()));
        row(table, "published up to", known(facts.publishedVersion()));
        row(table, "file actions stored", known(facts.filesProcessed()));
        row(table, "active files", known(facts.activeFiles()));
        facts.uri().ifPresent(uri -> row(table, "writers use", uri));
    }

    private static String findings(Progress progress) {
        StringJoiner list = new StringJoiner("\n", "Findings:\n\n", "");
        progress.findings().stream().limit(MOST_FINDINGS).forEach(finding -> list.add(line(finding)));
        return list.toString();
    }

    private static String line(Finding finding) {
        return "- **" + finding.severity() + "** `" + finding.code() + "` " + finding.message()
                + finding.remedy().map(remedy -> " To fix it: " + remedy).orElse("");
    }

    private static void row(StringBuilder table, String name, String value) {
        table.append("| ")
                .append(name)
                .append(" | ")
                .append(value.replace("|", "\\|"))
                .append(" |\n");
    }

    private static String known(long number) {
        return number < 0 ? "unknown yet" : Long.toString(number);
    }
}
