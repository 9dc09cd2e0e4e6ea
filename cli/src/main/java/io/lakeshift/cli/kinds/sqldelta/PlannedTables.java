package io.lakeshift.cli.kinds.sqldelta;

import io.lakeshift.cli.CommandException;
import io.lakeshift.cli.ExitCode;
import io.lakeshift.cli.session.Session;
import io.lakeshift.workflows.kinds.sqldelta.SqlDeltaPlanSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tables of a plan, its patterns resolved. */
public final class PlannedTables {
    private PlannedTables() {}

    public static List<SqlDeltaPlanSpec> of(Session session, PlanFile plan) {
        TableNames names = new TableNames();
        for (PlanFile.Table table : plan.tables()) {
            if (table.isPattern()) {
                Discovery found = Discovery.under(session, table.base(), table.recursive(), table.exclude());
                found.tables().forEach(each -> names.found(each.path(), each.alias()));
            } else {
                names.given(table.path(), table.alias().orElseGet(() -> TableOptions.leaf(table.path())));
            }
        }
        List<SqlDeltaPlanSpec> specs = new ArrayList<>();
        names.byPath().forEach((path, alias) -> specs.add(spec(session, plan, path, alias)));
        if (specs.isEmpty()) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "The plan %s names no table: nothing was found under its patterns. Try 'lakeshift discover' on them."
                            .formatted(plan.name()));
        }
        refuseSharedNames(specs);
        return specs;
    }

    private static SqlDeltaPlanSpec spec(Session session, PlanFile plan, String path, String alias) {
        return new SqlDeltaPlanSpec(session.database(), path, alias, plan.mode(), plan.fence());
    }

    private static void refuseSharedNames(List<SqlDeltaPlanSpec> specs) {
        Map<String, String> pathByAlias = new LinkedHashMap<>();
        for (SqlDeltaPlanSpec spec : specs) {
            String other = pathByAlias.putIfAbsent(spec.alias(), spec.path());
            if (other != null) {
                throw new CommandException(
                        ExitCode.USAGE,
                        "Two tables would be called %s: %s and %s. Give one of them an alias in the plan."
                                .formatted(spec.alias(), other, spec.path()));
            }
        }
    }
}
