package io.lakeshift.cli.commands;

import io.lakeshift.cli.plan.PlanFile;
import io.lakeshift.cli.session.Runs;
import io.lakeshift.cli.session.Session;
import io.lakeshift.workflows.sqldelta.PlanMigration;
import io.lakeshift.workflows.sqldelta.SqlDeltaPlanSpec;
import java.util.List;
import java.util.UUID;

/** Makes a plan, read-only. */
final class Planning {
    private Planning() {}

    static PlanMigration.Plan plan(Session session, PlanFile file, List<SqlDeltaPlanSpec> tables) {
        return new Runs(session)
                .run(
                        PlanMigration.class,
                        "plan/" + file.name() + "/" + UUID.randomUUID(),
                        new PlanMigration.Request(file.name(), tables, file.policy(), file.parallelism()),
                        PlanMigration.Plan.class);
    }
}
