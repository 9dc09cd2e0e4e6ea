package io.lakeshift.cli.kinds.sqldelta;

import io.lakeshift.cli.session.Runs;
import io.lakeshift.cli.session.Session;
import io.lakeshift.workflows.kinds.sqldelta.AssessTables;
import io.lakeshift.workflows.kinds.sqldelta.PlanMigration;
import io.lakeshift.workflows.kinds.sqldelta.SqlDeltaPlanSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Makes a plan, read-only. A large one is made in parts, because each answer goes through Temporal. */
public final class Planning {
    private Planning() {}

    public static PlanMigration.Plan plan(Session session, PlanFile file, List<SqlDeltaPlanSpec> tables) {
        List<PlanMigration.UnitPlan> units = new ArrayList<>();
        for (int from = 0; from < tables.size(); from += AssessTables.MOST_TABLES) {
            List<SqlDeltaPlanSpec> some =
                    tables.subList(from, Math.min(tables.size(), from + AssessTables.MOST_TABLES));
            units.addAll(new Runs(session)
                    .run(
                            PlanMigration.class,
                            "plan/" + file.name() + "/" + UUID.randomUUID(),
                            new PlanMigration.Request(file.name(), some, file.policy(), file.parallelism()),
                            PlanMigration.Plan.class)
                    .units());
        }
        return PlanMigration.Plan.of(file.name(), units);
    }
}
