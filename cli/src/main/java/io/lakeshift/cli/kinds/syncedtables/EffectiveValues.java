package io.lakeshift.cli.kinds.syncedtables;

import io.lakeshift.cli.output.TextTable;
import io.lakeshift.workflows.databricks.Lakebase;
import io.lakeshift.workflows.databricks.TableName;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTablesSetup;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a plan comes to with its defaults filled in, under the names of the plan and those of the notebook. The members
 * are part of the public contract.
 */
public record EffectiveValues(List<Value> values, List<Table> tables) {
    /** @param notebook what the notebook calls it; empty for what it did not have */
    public record Value(String name, String value, String notebook) {}

    public record Table(
            String source,
            String target,
            List<String> primaryKey,
            Optional<String> timeseriesKey,
            String mode,
            String onMissingCdf) {}

    public static EffectiveValues of(SyncedTablesFile file) {
        SyncedTablesSetup setup = file.setup();
        Lakebase lakebase = setup.lakebase();
        List<Value> values = new ArrayList<>();
        values.add(new Value("profile", lakebase.profile().orElse("as the environment says"), ""));
        values.add(new Value("backend", lakebase.backend().name().toLowerCase(Locale.ROOT), ""));
        lakebase.instance().ifPresent(name -> values.add(new Value("instance", name, "DATABASE_INSTANCE_NAME")));
        lakebase.endpoint().ifPresent(name -> values.add(new Value("endpoint", name, "")));
        values.add(new Value("database", lakebase.database(), "LOGICAL_DATABASE_NAME"));
        values.add(new Value("warehouse", lakebase.warehouse().orElse("none: rows are not looked at"), ""));
        values.add(
                new Value("source.catalog", all(file, SyncedTableSpec::source, TableName::catalog), "SOURCE_CATALOG"));
        values.add(new Value("source.schema", all(file, SyncedTableSpec::source, TableName::schema), "SOURCE_SCHEMA"));
        values.add(
                new Value("target.catalog", all(file, SyncedTableSpec::target, TableName::catalog), "TARGET_CATALOG"));
        values.add(new Value("target.schema", all(file, SyncedTableSpec::target, TableName::schema), "TARGET_SCHEMA"));
        values.add(new Value("target.createIfMissing", Boolean.toString(setup.createTargetSchema()), ""));
        values.add(new Value("staging.catalog", setup.staging().catalog(), "PIPELINE_STORAGE_CATALOG"));
        values.add(new Value("staging.schema", setup.staging().schema(), "PIPELINE_STORAGE_SCHEMA"));
        values.add(new Value(
                "staging.createIfMissing", Boolean.toString(setup.staging().createIfMissing()), ""));
        values.add(new Value(
                "policy.approval.quorum",
                Integer.toString(file.policy().approval().quorum()),
                ""));
        values.add(new Value("policy.batch.parallelism", Integer.toString(file.parallelism()), ""));
        values.add(new Value(
                "policy.rollbackWindow", file.policy().rollbackWindow().toString(), ""));
        return new EffectiveValues(
                values, file.tables().stream().map(EffectiveValues::table).toList());
    }

    private static Table table(SyncedTableSpec spec) {
        return new Table(
                spec.source().full(),
                spec.target().full(),
                spec.primaryKey(),
                spec.timeseriesKey(),
                spec.mode().name(),
                spec.onMissingCdf().name().toLowerCase(Locale.ROOT));
    }

    private static String all(
            SyncedTablesFile file, Function<SyncedTableSpec, TableName> name, Function<TableName, String> part) {
        return file.tables().stream().map(name).map(part).distinct().collect(Collectors.joining(", "));
    }

    public TextTable valuesTable() {
        TextTable table = new TextTable("VALUE", "IS", "IN THE NOTEBOOK");
        values.forEach(value -> table.row(value.name(), value.value(), value.notebook()));
        return table;
    }

    public TextTable tablesTable() {
        TextTable table = new TextTable("SOURCE", "TARGET", "PRIMARY KEY", "TIMESERIES KEY", "MODE", "ON MISSING CDF");
        tables.forEach(it -> table.row(
                it.source(),
                it.target(),
                String.join(", ", it.primaryKey()),
                it.timeseriesKey().orElse(""),
                it.mode(),
                it.onMissingCdf()));
        return table;
    }
}
