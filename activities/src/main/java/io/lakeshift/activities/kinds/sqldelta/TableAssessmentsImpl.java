package io.lakeshift.activities.kinds.sqldelta;

import io.lakeshift.activities.execution.StepRunner;
import io.lakeshift.catalog.assess.TableAssessor;
import io.lakeshift.catalog.load.ImportMode;
import io.lakeshift.catalog.load.ImportRequest;
import io.lakeshift.catalog.uri.TableLocation;
import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.kinds.sqldelta.TableAssessments;
import io.lakeshift.workflows.kinds.sqldelta.TableRef;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Assesses with the catalog's assessor. */
public final class TableAssessmentsImpl implements TableAssessments {
    private static final int MOST_FINDINGS = 100;

    private final Tables tables;
    private final StepRunner steps;

    public TableAssessmentsImpl(Tables tables, StepRunner steps) {
        this.tables = tables;
        this.steps = steps;
    }

    @Override
    public Assessment assess(Assess request) {
        return steps.reading(heartbeat -> assessNow(request));
    }

    private Assessment assessNow(Assess request) {
        ImportRequest asked = importRequest(request.table())
                .withMode(ImportMode.valueOf(request.mode().name()));
        return assessment(asked, new TableAssessor().assess(asked));
    }

    /** A table that is named by its path is assessed without any database. */
    private ImportRequest importRequest(TableRef table) {
        if (table.path().isEmpty()) {
            return tables.in(table, store -> Tables.importRequest(store, table, Optional.empty()));
        }
        ImportRequest request = ImportRequest.of(table.path().get());
        return table.alias().map(request::withAlias).orElse(request);
    }

    private static Assessment assessment(ImportRequest asked, io.lakeshift.catalog.assess.Assessment found) {
        List<Finding> findings = found.findings().stream()
                .map(TableAssessmentsImpl::finding)
                .sorted(Comparator.comparing(Finding::severity))
                .limit(MOST_FINDINGS)
                .toList();
        return new Assessment(
                found.location(),
                asked.alias().orElseGet(() -> TableLocation.leafName(found.location())),
                found.version() < 0 ? OptionalLong.empty() : OptionalLong.of(found.version()),
                found.tableId(),
                new Size(found.commitCount(), found.activeFiles(), found.sizeBytes(), found.logBytes()),
                found.readerFeatures(),
                found.writerFeatures(),
                new Estimate(found.estimatedSecondsLow(), found.estimatedSeconds(), found.estimatedSecondsHigh()),
                factsDigest(found),
                findings);
    }

    private static Finding finding(io.lakeshift.catalog.assess.Finding found) {
        return new Finding(
                found.code(),
                Finding.Severity.valueOf(found.severity().name()),
                found.evidence(),
                Optional.empty(),
                Optional.of(found.fix()).filter(fix -> !fix.isBlank()));
    }

    /** Over what would change the plan, and nothing that changes with an ordinary commit. */
    private static String factsDigest(io.lakeshift.catalog.assess.Assessment found) {
        String blockers = found.findings().stream()
                .filter(finding -> finding.severity() == io.lakeshift.catalog.assess.Finding.Severity.BLOCKER)
                .map(io.lakeshift.catalog.assess.Finding::code)
                .sorted()
                .collect(Collectors.joining(","));
        String facts = String.join(
                "\n",
                found.location(),
                found.tableId().orElse(""),
                found.readerFeatures().stream().sorted().collect(Collectors.joining(",")),
                found.writerFeatures().stream().sorted().collect(Collectors.joining(",")),
                blockers);
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(facts.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
