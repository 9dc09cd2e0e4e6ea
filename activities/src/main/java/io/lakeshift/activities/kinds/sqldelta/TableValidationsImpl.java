package io.lakeshift.activities.kinds.sqldelta;

import io.lakeshift.activities.execution.StepRunner;
import io.lakeshift.activities.ledger.ReportStore;
import io.lakeshift.catalog.TableState;
import io.lakeshift.catalog.store.CatalogStore;
import io.lakeshift.catalog.validate.DiffReport;
import io.lakeshift.catalog.validate.DiffReportJson;
import io.lakeshift.catalog.validate.DiffRequest;
import io.lakeshift.catalog.validate.DriftFinding;
import io.lakeshift.catalog.validate.TableDiff;
import io.lakeshift.workflows.ActivityProgress;
import io.lakeshift.workflows.kinds.sqldelta.TableValidations;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares with the catalog's independent validator and keeps the whole report in the ledger. */
public final class TableValidationsImpl implements TableValidations {
    private static final int MOST_DIFFERENCES = 10;
    private static final int LONGEST_SUMMARY = 4_000;

    private final Tables tables;
    private final StepRunner steps;
    private final ReportStore reports;
    private final Clock clock;

    public TableValidationsImpl(Tables tables, StepRunner steps, ReportStore reports, Clock clock) {
        this.tables = tables;
        this.steps = steps;
        this.reports = reports;
        this.clock = clock;
    }

    @Override
    public Parity validate(Validate request) {
        return steps.reading(heartbeat -> tables.in(request.table(), store -> compare(store, request, heartbeat)));
    }

    private Parity compare(CatalogStore store, Validate request, Consumer<ActivityProgress> heartbeat) {
        Tables.Compared compared = Tables.compared(store, request.table());
        TableState table = compared.table();
        DiffRequest all = DiffRequest.of(table.tableId().toString())
                .withLagThreshold(request.lagObjective())
                .withMaxDriftFiles(request.maxDriftFiles());
        DiffRequest asked = compared.otherLog().map(all::withLogLocation).orElse(all);
        ActivityProgress comparing = new ActivityProgress("compare", table.currentVersion(), 0, 0, "versions");
        DiffReport report = new TableDiff(store, clock)
                .diff(
                        request.atVersion().isPresent()
                                ? asked.atVersion(request.atVersion().getAsLong())
                                : asked,
                        () -> heartbeat.accept(comparing));
        String body = reports.store(
                table.alias(), "validation", DiffReportJson.report(report).toString());
        return parity(report, body);
    }

    private static Parity parity(DiffReport report, String reportDigest) {
        return new Parity(
                report.tableId(),
                report.alias(),
                Status.valueOf(report.status().name()),
                report.sqlVersion(),
                report.logVersion(),
                report.lagSeconds(),
                report.missingInSql(),
                report.extraInSql(),
                report.mismatchedFiles(),
                report.metadataMatches(),
                report.protocolMatches(),
                report.files().sqlActiveFiles(),
                report.digest(),
                Optional.of("reports/" + reportDigest),
                summary(report));
    }

    private static String summary(DiffReport report) {
        String all = Stream.concat(report.findings().stream(), report.files().samples().stream())
                .limit(MOST_DIFFERENCES)
                .map(TableValidationsImpl::line)
                .collect(Collectors.joining("\n"));
        return all.length() <= LONGEST_SUMMARY ? all : all.substring(0, LONGEST_SUMMARY);
    }

    private static String line(DriftFinding finding) {
        String place = finding.field().isEmpty() ? finding.subject() : finding.subject() + " " + finding.field();
        return "%s: %s: log has '%s', catalog has '%s'"
                .formatted(finding.code(), place, finding.logValue(), finding.sqlValue());
    }
}
