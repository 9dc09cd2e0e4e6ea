package io.lakeshift.activities.kinds.syncedtables;

import io.lakeshift.activities.databricks.CatalogObjects.Column;
import io.lakeshift.activities.databricks.CatalogObjects.SourceTable;
import io.lakeshift.activities.databricks.Quoting;
import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.databricks.TableName;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What can be told from names, types and constraints alone. */
final class SourceChecks {
    private SourceChecks() {}

    /** @param principal through whose eyes a view is synced */
    static List<Finding> of(SyncedTableSpec spec, SourceTable source, String principal) {
        List<Finding> findings = new ArrayList<>();
        if (source.filtered()) {
            findings.add(SourceFindings.filtered(spec));
        }
        if (source.isView()) {
            findings.add(SourceFindings.view(spec, principal));
        }
        keys(spec, source, findings);
        List<String> quoted = source.columns().stream()
                .map(Column::name)
                .filter(PostgresNames::needsQuotes)
                .toList();
        if (!quoted.isEmpty()) {
            findings.add(NameFindings.quotedColumns(spec, quoted));
        }
        for (Column column : source.columns()) {
            type(spec, column).ifPresent(findings::add);
            if (!Quoting.fitsPostgres(column.name())) {
                findings.add(NameFindings.tooLong("column", column.name()));
            }
        }
        return findings;
    }

    /** What can be told without any answer of Databricks. */
    static List<Finding> ofNames(SyncedTableSpec spec) {
        List<Finding> findings = new ArrayList<>();
        TableName target = spec.target();
        if (!Quoting.fitsPostgres(target.schema())) {
            findings.add(NameFindings.tooLong("schema", target.schema()));
        }
        if (!Quoting.fitsPostgres(target.table())) {
            findings.add(NameFindings.tooLong("table", target.table()));
        }
        target.oddPart().ifPresent(part -> findings.add(NameFindings.oddName(target, part)));
        spec.indexes().stream()
                .map(index -> NameFindings.shortenedIndexName(index.name()))
                .flatMap(Optional::stream)
                .forEach(findings::add);
        return findings;
    }

    private static void keys(SyncedTableSpec spec, SourceTable source, List<Finding> findings) {
        List<String> names = source.columns().stream().map(Column::name).toList();
        if (spec.primaryKey().isEmpty()) {
            findings.add(SourceFindings.noKey(spec, source.primaryKey()));
        } else if (source.primaryKey().isEmpty() && !source.isView()) {
            findings.add(SourceFindings.keyNotDeclared(spec));
        } else if (!source.primaryKey().isEmpty() && !source.primaryKey().equals(spec.primaryKey())) {
            findings.add(SourceFindings.otherKey(spec, source.primaryKey()));
        }
        missing(spec.primaryKey(), names)
                .forEach(column -> findings.add(SourceFindings.unknownColumn(spec, column, "primaryKey")));
        missing(spec.timeseriesKey().stream().toList(), names)
                .forEach(column -> findings.add(SourceFindings.unknownColumn(spec, column, "timeseriesKey")));
        spec.indexes()
                .forEach(index -> missing(index.columns(), names)
                        .forEach(column ->
                                findings.add(SourceFindings.unknownColumn(spec, column, "index " + index.name()))));
    }

    private static List<String> missing(List<String> wanted, List<String> names) {
        return wanted.stream().filter(column -> !names.contains(column)).toList();
    }

    private static Optional<Finding> type(SyncedTableSpec spec, Column column) {
        Optional<String> postgres = ColumnTypes.postgres(column.type());
        if (postgres.isEmpty()) {
            return Optional.of(SourceFindings.unsupported(spec, column));
        }
        if (postgres.get().equals("unlisted")) {
            return Optional.of(SourceFindings.unlisted(spec, column));
        }
        return Optional.empty();
    }

    /** Without a warehouse nobody can tell whether there is one. */
    static List<Finding> ofJsonUnseen(SourceTable source) {
        return source.columns().stream()
                .filter(column -> ColumnTypes.mayHoldNan(column.type()))
                .map(SourceFindings::mayHoldNan)
                .toList();
    }
}
