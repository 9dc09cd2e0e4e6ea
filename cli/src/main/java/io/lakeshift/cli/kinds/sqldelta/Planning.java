package io.lakeshift.cli.kinds.sqldelta;

import io.lakeshift.cli.session.Runs;
import io.lakeshift.cli.session.Session;
import io.lakeshift.workflows.kinds.sqldelta.PlanMigration;
import io.lakeshift.workflows.kinds.sqldelta.SqlDeltaPlanSpec;
import java.util.List;
import java.util.UUID;

/** Makes a plan, read-only. */
public final class Planning {
    private Planning() {}

    public static PlanMigration.Plan plan(Session session, PlanFile file, List<SqlDeltaPlanSpec> tables) {
        return new Runs(session)
                .run(
                        PlanMigration.class,
                        "plan/" + file.name() + "/" + UUID.randomUUID(),
                        new PlanMigration.Request(file.name(), tables, file.policy(), file.parallelism()),
                        PlanMigration.Plan.class);
    }
}
