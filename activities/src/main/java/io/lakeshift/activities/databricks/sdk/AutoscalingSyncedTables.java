package io.lakeshift.activities.databricks.sdk;

import com.databricks.sdk.service.postgres.CreateSyncedTableRequest;
import com.databricks.sdk.service.postgres.DeltaTableSyncInfo;
import com.databricks.sdk.service.postgres.NewPipelineSpec;
import com.databricks.sdk.service.postgres.PostgresAPI;
import com.databricks.sdk.service.postgres.SyncedTablePipelineProgress;
import com.databricks.sdk.service.postgres.SyncedTablePosition;
import com.databricks.sdk.service.postgres.SyncedTableSyncedTableSpec;
import com.databricks.sdk.service.postgres.SyncedTableSyncedTableSpecSyncedTableSchedulingPolicy;
import com.databricks.sdk.service.postgres.SyncedTableSyncedTableStatus;
import io.lakeshift.activities.databricks.Quoting;
import io.lakeshift.activities.databricks.SyncedTables;
import io.lakeshift.activities.databricks.sdk.SdkCalls.Act;
import io.lakeshift.workflows.databricks.Lakebase;
import io.lakeshift.workflows.databricks.SyncMode;
import io.lakeshift.workflows.databricks.TableName;
import java.time.Instant;
import java.util.Optional;

/** Synced tables of an autoscaling project. Its long-running operations are not waited for: the table itself tells. */
final class AutoscalingSyncedTables implements SyncedTables {
    private final PostgresAPI postgres;
    private final SdkCalls calls;
    private final AutoscalingNames names;
    private final Lakebase lakebase;

    AutoscalingSyncedTables(PostgresAPI postgres, SdkCalls calls, AutoscalingNames names, Lakebase lakebase) {
        this.postgres = postgres;
        this.calls = calls;
        this.names = names;
        this.lakebase = lakebase;
    }

    @Override
    public Optional<SyncedTable> find(TableName name) {
        return calls.find(
                        Act.reading("read synced table " + name, Needs.target(name)),
                        () -> postgres.getSyncedTable(resource(name)))
                .map(found -> read(name, found));
    }

    @Override
    public void create(NewSyncedTable table) {
        SyncedTableSyncedTableSpec spec = new SyncedTableSyncedTableSpec()
                .setSourceTableFullName(table.source().full())
                .setPrimaryKeyColumns(table.primaryKey())
                .setSchedulingPolicy(SyncedTableSyncedTableSpecSyncedTableSchedulingPolicy.valueOf(
                        table.mode().name()))
                .setCreateDatabaseObjectsIfMissing(true);
        String branch = names.branch(lakebase);
        if (!new RegisteredCatalogs(calls).decides(postgres, table.name(), lakebase, branch)) {
            spec.setBranch(branch).setPostgresDatabase(lakebase.database());
        }
        table.timeseriesKey().ifPresent(spec::setTimeseriesKey);
        if (table.accelerated()) {
            spec.setAcceleratedSync(true);
        }
        table.pipelineId()
                .ifPresentOrElse(
                        spec::setExistingPipelineId,
                        () -> spec.setNewPipelineSpec(new NewPipelineSpec()
                                .setStorageCatalog(table.stagingCatalog())
                                .setStorageSchema(table.stagingSchema())));
        calls.call(
                Act.changing("create synced table " + table.name(), Needs.creating(table.name(), lakebase)),
                () -> postgres.createSyncedTable(new CreateSyncedTableRequest()
                        .setSyncedTableId(table.name().full())
                        .setSyncedTable(new com.databricks.sdk.service.postgres.SyncedTable().setSpec(spec))));
    }

    @Override
    public void delete(TableName name) {
        calls.find(
                Act.changing("delete synced table " + name, Needs.deleting(name)),
                () -> postgres.deleteSyncedTable(resource(name)));
    }

    private static String resource(TableName name) {
        return "synced_tables/" + Quoting.path(name.full());
    }

    private static SyncedTable read(TableName name, com.databricks.sdk.service.postgres.SyncedTable found) {
        Optional<SyncedTableSyncedTableSpec> spec = Given.maybe(found.getSpec());
        Optional<SyncedTableSyncedTableStatus> status = Given.maybe(found.getStatus());
        return new SyncedTable(
                name,
                spec.map(it -> Given.text(it.getSourceTableFullName())).orElse(""),
                spec.map(it -> Given.list(it.getPrimaryKeyColumns())).orElseGet(() -> Given.list(null)),
                spec.flatMap(it -> Given.maybe(it.getTimeseriesKey())),
                spec.flatMap(it -> Given.name(it.getSchedulingPolicy())).map(SyncMode::valueOf),
                spec.flatMap(it -> Given.maybe(it.getPostgresDatabase())),
                status.flatMap(it -> Given.name(it.getDetailedState())),
                status.map(it -> Given.text(it.getMessage())).orElse(""),
                status.flatMap(it -> Given.maybe(it.getPipelineId())),
                status.flatMap(it -> Given.maybe(it.getOngoingSyncProgress()))
                        .map(AutoscalingSyncedTables::read)
                        .orElse(Progress.UNKNOWN),
                status.flatMap(AutoscalingSyncedTables::version).orElse(-1L),
                status.flatMap(it -> Given.maybe(it.getLastSyncTime()))
                        .map(it -> Instant.ofEpochSecond(it.getSeconds(), it.getNanos())
                                .toString()));
    }

    private static Progress read(SyncedTablePipelineProgress progress) {
        return new Progress(
                Given.number(progress.getSyncedRowCount()),
                Given.number(progress.getTotalRowCount()),
                Given.number(progress.getEstimatedCompletionTimeSeconds()));
    }

    private static Optional<Long> version(SyncedTableSyncedTableStatus status) {
        return Given.maybe(status.getLastSync())
                .map(SyncedTablePosition::getDeltaTableSyncInfo)
                .map(DeltaTableSyncInfo::getDeltaCommitVersion)
                .or(() -> Given.maybe(status.getLastProcessedCommitVersion()));
    }
}
