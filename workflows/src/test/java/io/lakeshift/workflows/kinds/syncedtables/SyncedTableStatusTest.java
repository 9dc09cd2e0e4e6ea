package io.lakeshift.workflows.kinds.syncedtables;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakeshift.workflows.databricks.Standing;
import io.lakeshift.workflows.databricks.SyncMode;
import io.lakeshift.workflows.databricks.TableName;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableImports.Seen;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec.Decision;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableWatches.Columns;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableWatches.Watched;
import io.lakeshift.workflows.lifecycle.UnitFacts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SyncedTableStatusTest {
    private static final SyncedTableSpec TABLE = new SyncedTableSpec(
            new TableName("main", "shop", "orders"),
            new TableName("main", "shop_lakebase", "orders_synced"),
            List.of("id"),
            SyncMode.TRIGGERED,
            Optional.empty(),
            OnMissingCdf.SWITCH,
            List.of(),
            Optional.empty(),
            Upkeep.NONE);
    private static final Decision DECISION = new Decision(SyncMode.TRIGGERED, "asked for", false, Optional.empty());

    @Test
    void readsBackWhatTheMigrationTold() {
        // Given
        Seen seen = new Seen(
                Standing.WAITING,
                "SYNCED_TABLE_PROVISIONING_INITIAL_SNAPSHOT",
                "loading, 25 % done",
                Optional.of("pipeline-1"),
                500,
                2000,
                12,
                -1,
                Optional.empty());

        // When
        SyncedTableStatus status =
                SyncedTableStatus.of(SyncedTableFacts.seen(UnitFacts.unknown("orders_synced"), TABLE, DECISION, seen));

        // Then
        assertThat(status)
                .isEqualTo(new SyncedTableStatus(
                        "main.shop.orders",
                        "main.shop_lakebase.orders_synced",
                        "TRIGGERED",
                        Optional.of("SYNCED_TABLE_PROVISIONING_INITIAL_SNAPSHOT"),
                        Optional.of("loading, 25 % done"),
                        Optional.empty(),
                        Optional.of("pipeline-1"),
                        500,
                        2000,
                        25,
                        12,
                        Optional.empty(),
                        Optional.empty()));
        assertThat(status.there()).isTrue();
    }

    @Test
    void anUnknownNumberStaysUnknown() {
        // Given
        Seen seen = new Seen(
                Standing.WAITING, "unknown", "", Optional.empty(), -1, 2000, -1, -1, Optional.of("a new state"));

        // When
        SyncedTableStatus status =
                SyncedTableStatus.of(SyncedTableFacts.seen(UnitFacts.unknown("orders_synced"), TABLE, DECISION, seen));

        // Then
        assertThat(status.rowsDone()).isEqualTo(-1);
        assertThat(status.rowsTotal()).isEqualTo(2000);
        assertThat(status.percent()).isEqualTo(-1);
        assertThat(status.secondsLeft()).isEqualTo(-1);
        assertThat(status.warning()).contains("a new state");
    }

    @Test
    void hintsAreToldWhileTheyHold() {
        // Given
        Seen seen =
                new Seen(Standing.READY, "SYNCED_TABLE_ONLINE", "", Optional.empty(), -1, -1, -1, 3, Optional.empty());
        UnitFacts facts = SyncedTableFacts.watched(
                UnitFacts.unknown("orders_synced"),
                "shop/orders_synced",
                TABLE,
                watched(seen, List.of("one.", "two.")));

        // When
        UnitFacts later = SyncedTableFacts.watched(facts, "shop/orders_synced", TABLE, watched(seen, List.of()));

        // Then
        assertThat(SyncedTableStatus.of(facts).hints()).contains("one. two.");
        assertThat(SyncedTableStatus.of(later).hints()).isEmpty();
    }

    private static Watched watched(Seen seen, List<String> hints) {
        return new Watched(seen, Optional.empty(), Optional.empty(), Optional.empty(), Columns.ALIKE, hints);
    }

    @Test
    void aTableThatIsNotYetOrNoLongerThereIsNotThere() {
        assertThat(SyncedTableStatus.of(UnitFacts.unknown("orders_synced")).there())
                .isFalse();
        assertThat(SyncedTableStatus.of(SyncedTableFacts.removed(UnitFacts.unknown("orders_synced")))
                        .there())
                .isFalse();
    }
}
