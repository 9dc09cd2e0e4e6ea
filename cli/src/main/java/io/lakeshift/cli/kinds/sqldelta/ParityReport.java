package io.lakeshift.cli.kinds.sqldelta;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.cli.CommandException;
import io.lakeshift.cli.ExitCode;
import io.lakeshift.cli.output.Human;
import io.lakeshift.cli.output.Results;
import io.lakeshift.cli.session.Runs;
import io.lakeshift.cli.session.Session;
import io.lakeshift.workflows.kinds.sqldelta.TableRef;
import io.lakeshift.workflows.kinds.sqldelta.TableValidations.Parity;
import io.lakeshift.workflows.kinds.sqldelta.TableValidations.Validate;
import io.lakeshift.workflows.kinds.sqldelta.ValidateTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * A comparison of catalog and log: its verdict came through the workflow, its details from the report that the worker
 * kept in the ledger.
 *
 * @param report the members are part of the public contract
 */
record ParityReport(Parity parity, ObjectNode report) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SHOWN_PATHS = 5;
    private static final String REPORTS = "reports/";

    static ParityReport of(Session session, TableRef table, Duration lagObjective, int maxDriftFiles) {
        String name = table.alias().or(table::path).map(TableOptions::leaf).orElse("table");
        Parity parity = new Runs(session)
                .run(
                        ValidateTable.class,
                        "diff/" + name + "/" + UUID.randomUUID(),
                        new Validate(table, lagObjective, maxDriftFiles, OptionalLong.empty()),
                        Parity.class);
        return new ParityReport(parity, stored(session, parity));
    }

    private static ObjectNode stored(Session session, Parity parity) {
        String digest = parity.report()
                .filter(place -> place.startsWith(REPORTS))
                .map(place -> place.substring(REPORTS.length()))
                .orElse("");
        return session.ledger()
                .reader()
                .report(digest)
                .map(stored -> parsed(stored.body()))
                .orElseThrow(() -> new CommandException(
                        ExitCode.FAILED,
                        "The comparison of %s is done (%s), but its report is not in the ledger of this database. Give the workers' database with --database-url."
                                .formatted(parity.alias(), parity.status())));
    }

    private static ObjectNode parsed(String body) {
        try {
            return (ObjectNode) JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored report that is no JSON", e);
        }
    }

    void print(Results results, OptionalInt allDifferences) {
        results.line("Status            %s", parity.status().name().toLowerCase(Locale.ROOT));
        results.line("Versions          catalog %d, log %d", parity.sqlVersion(), parity.logVersion());
        results.line("Publish lag       %s", Human.seconds(parity.lagSeconds()));
        results.line("Active files      catalog %s, log %s", text("sqlActiveFiles"), text("logActiveFiles"));
        results.line("Missing in SQL    %d", parity.missingInSql());
        results.line("Missing in log    %d", parity.extraInSql());
        results.line("Different files   %d", parity.mismatchedFiles());
        results.line("Metadata          %s", parity.metadataMatches() ? "equal" : "differs");
        results.line("Protocol          %s", parity.protocolMatches() ? "equal" : "differs");
        List<String> differences = differences();
        int shown = Math.min(differences.size(), allDifferences.orElse(SHOWN_PATHS));
        differences.subList(0, shown).forEach(results::line);
        if (shown < differences.size()) {
            results.line("  ... and %d more; --verbose shows them", differences.size() - shown);
        }
    }

    private List<String> differences() {
        List<String> lines = new ArrayList<>();
        for (String list : List.of("differences", "fileDifferences")) {
            for (JsonNode difference : report.path(list)) {
                String field = difference.path("field").asText();
                lines.add("  %s: %s%s: log has '%s', catalog has '%s'"
                        .formatted(
                                difference.path("code").asText(),
                                difference.path("subject").asText(),
                                field.isEmpty() ? "" : " " + field,
                                difference.path("logValue").asText(),
                                difference.path("sqlValue").asText()));
            }
        }
        return lines;
    }

    private String text(String member) {
        return report.path(member).asText();
    }
}
