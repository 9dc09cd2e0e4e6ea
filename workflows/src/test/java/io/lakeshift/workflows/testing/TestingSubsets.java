package io.lakeshift.workflows.testing;

import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSubsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An application's units as a test wants them. */
public final class TestingSubsets implements SyncedTableSubsets {
    public final List<SwitchTo> switches = new CopyOnWriteArrayList<>();
    public volatile boolean switched;
    public volatile List<Unit> units =
            List.of(new Unit(TestingSyncedMigration.UNIT, Stage.CUT_OVER, "WATCHING"), givenUp("users_synced"));

    public static Unit givenUp(String alias) {
        return new Unit("fashion-demo/" + alias, Stage.GIVEN_UP, "ABORTED");
    }

    public static Unit cutOver(String alias) {
        return new Unit("fashion-demo/" + alias, Stage.CUT_OVER, "WATCHING");
    }

    @Override
    public Looked look(Look request) {
        return new Looked(switched, units);
    }

    @Override
    public Done switchTo(SwitchTo request) {
        switches.add(request);
        Subset now = new Subset(new Looked(switched, units).in(Stage.CUT_OVER), request.without());
        if (!now.validation().equals(request.approved())) {
            throw MigrationFailure.COMMIT_CONFLICT.asApplicationFailure("Others are cut over.", null);
        }
        switched = true;
        return new Done("switched");
    }
}
