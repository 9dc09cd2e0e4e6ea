package io.lakeshift.workflows.kinds.syncedtables;

import io.lakeshift.workflows.databricks.Index;
import io.lakeshift.workflows.databricks.SyncMode;
import io.lakeshift.workflows.databricks.TableName;
import java.util.List;
import java.util.Optional;

/**
 * What is asked for one table.
 *
 * @param primaryKey in order
 * @param mode as asked for
 * @param timeseriesKey of rows with one key the one with the latest value wins; empty where duplicates must fail
 * @param indexes that must be valid before the cut over
 * @param decision what the plan made of the ask; empty before it is planned
 * @param upkeep what it is asked and what is done for it once it is there
 * @param takeOver a table that an earlier synced table left in PostgreSQL may be replaced
 */
public record SyncedTableSpec(
        TableName source,
        TableName target,
        List<String> primaryKey,
        SyncMode mode,
        Optional<String> timeseriesKey,
        OnMissingCdf onMissingCdf,
        List<Index> indexes,
        Optional<Decision> decision,
        Upkeep upkeep,
        boolean takeOver) {
    public SyncedTableSpec {
        primaryKey = List.copyOf(primaryKey);
        indexes = List.copyOf(indexes);
    }

    public SyncedTableSpec(
            TableName source,
            TableName target,
            List<String> primaryKey,
            SyncMode mode,
            Optional<String> timeseriesKey,
            OnMissingCdf onMissingCdf,
            List<Index> indexes,
            Optional<Decision> decision,
            Upkeep upkeep) {
        this(source, target, primaryKey, mode, timeseriesKey, onMissingCdf, indexes, decision, upkeep, false);
    }

    public SyncedTableSpec with(Upkeep other) {
        return new SyncedTableSpec(
                source, target, primaryKey, mode, timeseriesKey, onMissingCdf, indexes, decision, other, takeOver);
    }

    /** The mode that was decided, or while there is no decision the one that was asked for. */
    public SyncMode effectiveMode() {
        return decision.map(Decision::mode).orElse(mode);
    }

    public SyncedTableSpec takingOver() {
        return new SyncedTableSpec(
                source, target, primaryKey, mode, timeseriesKey, onMissingCdf, indexes, decision, upkeep, true);
    }

    /**
     * Decided once, so that no retry flips it.
     *
     * @param mode that the table will have
     * @param reason why it is the one asked for, or another
     * @param enableChangeDataFeed on the source, before the table is created
     * @param pipelineOf the synced table whose pipeline this one shares; empty for a pipeline of its own
     */
    public record Decision(SyncMode mode, String reason, boolean enableChangeDataFeed, Optional<TableName> pipelineOf) {
        public Decision sharing(TableName leader) {
            return new Decision(mode, reason, enableChangeDataFeed, Optional.of(leader));
        }
    }

    /** The unit's name within its migration. */
    public String alias() {
        return target.table();
    }

    public SyncedTableSpec decided(Decision made) {
        return new SyncedTableSpec(
                source,
                target,
                primaryKey,
                mode,
                timeseriesKey,
                onMissingCdf,
                indexes,
                Optional.of(made),
                upkeep,
                takeOver);
    }
}
