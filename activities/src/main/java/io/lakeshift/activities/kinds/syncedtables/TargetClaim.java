package io.lakeshift.activities.kinds.syncedtables;

import io.lakeshift.activities.databricks.SyncedTableInventory.Synced;
import io.lakeshift.activities.databricks.Workspace;
import io.lakeshift.activities.lakebase.LakebaseDatabase;
import io.lakeshift.activities.lakebase.Occupant;
import io.lakeshift.activities.ledger.CreatedObjects.CreatedObject;
import io.lakeshift.activities.ledger.Made;
import io.lakeshift.workflows.databricks.Lakebase;
import io.lakeshift.workflows.databricks.TableName;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import java.util.Optional;

/**
 * A migration's claim to the name of a target: that the synced table of that name, and its table in PostgreSQL, are what
 * this migration has made. It is noted before the table is asked for, and only where nothing has the name, or what an
 * earlier sync has left may be replaced; it is withdrawn where the answer says that the migration made nothing.
 */
final class TargetClaim {
    private final Made made;
    private final String migration;
    private final TableName target;
    private boolean first;

    TargetClaim(Made made, String migration, TableName target) {
        this.made = made;
        this.migration = migration;
        this.target = target;
    }

    /** What a rollback leaves in PostgreSQL. */
    record Left(String words, String why) {}

    private Optional<CreatedObject> noted() {
        return made.find(migration, Made.Kind.SYNCED_TABLE, target.full());
    }

    /**
     * Looks right before the table is asked for: the name may have been taken since the plan was made.
     *
     * @return what is replaced, as the plan allows; empty where the name is free, or what is there is of an earlier attempt
     * @throws io.lakeshift.activities.databricks.WorkspaceException EXISTS_DIFFERENTLY where the name is not to be had
     */
    Optional<Occupant> look(LakebaseDatabase database, Workspace workspace, Lakebase lakebase, SyncedTableSpec spec) {
        Optional<Occupant> occupant = database.occupant(target);
        if (occupant.isEmpty() || (occupant.get().isSynced() && noted().isPresent())) {
            return Optional.empty();
        }
        if (!occupant.get().isSynced() || !spec.takeOver()) {
            throw SyncedTableMessages.nameTaken(target, occupant.get());
        }
        keeper(workspace, lakebase).ifPresent(keeper -> {
            throw SyncedTableMessages.keptByAnother(target, keeper.name());
        });
        return occupant;
    }

    /** The synced table of another catalog that has the same table in PostgreSQL, where a catalog's name is no part of it. */
    private Optional<Synced> keeper(Workspace workspace, Lakebase lakebase) {
        return workspace.inventory().read(lakebase).tables().stream()
                .filter(table -> table.keepsTableOf(target, lakebase))
                .findFirst();
    }

    /** @param replaced by its id, so that it is known later whether it was replaced at all */
    void note(Optional<Occupant> replaced) {
        first = noted().isEmpty();
        made.note(Made.Kind.SYNCED_TABLE, target.full(), replaced.map(occupant -> Long.toString(occupant.id())));
    }

    /** Unless an earlier attempt has noted it too, which may have made what is there. */
    void withdrawFirst() {
        if (first) {
            withdraw();
        }
    }

    void withdraw() {
        made.removed(migration, Made.Kind.SYNCED_TABLE, target.full());
    }

    boolean tookOver() {
        return noted().flatMap(CreatedObject::before).isPresent();
    }

    /** What has the name in PostgreSQL although this migration has not made it; empty for its own, and for nothing. */
    Optional<Left> left(LakebaseDatabase database) {
        return database.occupant(target).flatMap(occupant -> {
            if (!occupant.isSynced()) {
                return Optional.of(new Left(occupant.words(), "which no sync has made"));
            }
            boolean untouched = noted().flatMap(CreatedObject::before)
                    .filter(Long.toString(occupant.id())::equals)
                    .isPresent();
            return untouched
                    ? Optional.of(new Left(occupant.words(), "which was there before and has not been replaced"))
                    : Optional.empty();
        });
    }
}
