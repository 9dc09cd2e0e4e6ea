package io.lakeshift.activities.databricks.sdk;

import com.databricks.sdk.service.database.CreateSyncedDatabaseTableRequest;
import com.databricks.sdk.service.database.DatabaseAPI;
import com.databricks.sdk.service.database.DeltaTableSyncInfo;
import com.databricks.sdk.service.database.NewPipelineSpec;
import com.databricks.sdk.service.database.SyncedDatabaseTable;
import com.databricks.sdk.service.database.SyncedTableContinuousUpdateStatus;
import com.databricks.sdk.service.database.SyncedTablePipelineProgress;
import com.databricks.sdk.service.database.SyncedTablePosition;
import com.databricks.sdk.service.database.SyncedTableProvisioningStatus;
import com.databricks.sdk.service.database.SyncedTableSchedulingPolicy;
import com.databricks.sdk.service.database.SyncedTableSpec;
import com.databricks.sdk.service.database.SyncedTableStatus;
import com.databricks.sdk.service.database.SyncedTableTriggeredUpdateStatus;
import io.lakeshift.activities.databricks.Quoting;
import io.lakeshift.activities.databricks.SyncedTables;
import io.lakeshift.activities.databricks.sdk.SdkCalls.Act;
import io.lakeshift.workflows.databricks.Lakebase;
import io.lakeshift.workflows.databricks.SyncMode;
import io.lakeshift.workflows.databricks.TableName;
import java.util.Optional;

/** Synced tables of a provisioned instance. Its list and update calls are documented as unimplemented, and not used. */
final class ProvisionedSyncedTables implements SyncedTables {
    private final DatabaseAPI database;
    private final SdkCalls calls;
    private final Lakebase lakebase;

    ProvisionedSyncedTables(DatabaseAPI database, SdkCalls calls, Lakebase lakebase) {
        this.database = database;
        this.calls = calls;
        this.lakebase = lakebase;
    }

    @Override
    public Optional<SyncedTable> find(TableName name) {
        return calls.find(
                        Act.reading("read synced table " + name, Needs.target(name)),
                        () -> database.getSyncedDatabaseTable(Quoting.path(name.full())))
                .map(found -> read(name, found));
    }

    @Override
    public void create(NewSyncedTable table) {
        SyncedTableSpec spec = new SyncedTableSpec()
                .setSourceTableFullName(table.source().full())
                .setPrimaryKeyColumns(table.primaryKey())
                .setSchedulingPolicy(
                        SyncedTableSchedulingPolicy.valueOf(table.mode().name()))
                .setCreateDatabaseObjectsIfMissing(true);
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
        SyncedDatabaseTable wanted =
                new SyncedDatabaseTable().setName(table.name().full()).setSpec(spec);
        if (!new RegisteredCatalogs(calls).decides(database, table.name(), lakebase)) {
            wanted.setDatabaseInstanceName(lakebase.place()).setLogicalDatabaseName(lakebase.database());
        }
        calls.call(
                Act.changing("create synced table " + table.name(), Needs.creating(table.name(), lakebase)),
                () -> database.createSyncedDatabaseTable(
                        new CreateSyncedDatabaseTableRequest().setSyncedTable(wanted)));
    }

    @Override
    public void delete(TableName name) {
        calls.find(Act.changing("delete synced table " + name, Needs.deleting(name)), () -> {
            database.deleteSyncedDatabaseTable(Quoting.path(name.full()));
            return true;
        });
    }

    private static SyncedTable read(TableName name, SyncedDatabaseTable found) {
        Optional<SyncedTableSpec> spec = Given.maybe(found.getSpec());
        Optional<SyncedTableStatus> status = Given.maybe(found.getDataSynchronizationStatus());
        return new SyncedTable(
                name,
                spec.map(it -> Given.text(it.getSourceTableFullName())).orElse(""),
                spec.map(it -> Given.list(it.getPrimaryKeyColumns())).orElseGet(() -> Given.list(null)),
                spec.flatMap(it -> Given.maybe(it.getTimeseriesKey())),
                spec.flatMap(it -> Given.name(it.getSchedulingPolicy())).map(SyncMode::valueOf),
                Given.maybe(found.getEffectiveLogicalDatabaseName())
                        .or(() -> Given.maybe(found.getLogicalDatabaseName())),
                status.flatMap(it -> Given.name(it.getDetailedState())),
                status.map(it -> Given.text(it.getMessage())).orElse(""),
                status.flatMap(it -> Given.maybe(it.getPipelineId())),
                status.flatMap(ProvisionedSyncedTables::progress)
                        .map(ProvisionedSyncedTables::read)
                        .orElse(Progress.UNKNOWN),
                status.flatMap(ProvisionedSyncedTables::version).orElse(-1L),
                status.flatMap(it -> Given.maybe(it.getLastSync()))
                        .flatMap(it -> Given.maybe(it.getSyncEndTimestamp())));
    }

    private static Optional<SyncedTablePipelineProgress> progress(SyncedTableStatus status) {
        return Given.maybe(status.getProvisioningStatus())
                .map(SyncedTableProvisioningStatus::getInitialPipelineSyncProgress)
                .or(() -> Given.maybe(status.getContinuousUpdateStatus())
                        .map(SyncedTableContinuousUpdateStatus::getInitialPipelineSyncProgress))
                .or(() -> Given.maybe(status.getTriggeredUpdateStatus())
                        .map(SyncedTableTriggeredUpdateStatus::getTriggeredUpdateProgress));
    }

    private static Progress read(SyncedTablePipelineProgress progress) {
        return new Progress(
                Given.number(progress.getSyncedRowCount()),
                Given.number(progress.getTotalRowCount()),
                Given.number(progress.getEstimatedCompletionTimeSeconds()));
    }

    private static Optional<Long> version(SyncedTableStatus status) {
        return Given.maybe(status.getLastSync())
                .map(SyncedTablePosition::getDeltaTableSyncInfo)
                .map(DeltaTableSyncInfo::getDeltaCommitVersion)
                .or(() -> Given.maybe(status.getTriggeredUpdateStatus())
                        .map(SyncedTableTriggeredUpdateStatus::getLastProcessedCommitVersion))
                .or(() -> Given.maybe(status.getContinuousUpdateStatus())
                        .map(SyncedTableContinuousUpdateStatus::getLastProcessedCommitVersion));
    }
}
