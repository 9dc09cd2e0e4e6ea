package io.lakeshift.cli.kinds.syncedtables;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.cli.CommandException;
import io.lakeshift.cli.ExitCode;
import io.lakeshift.cli.session.Person;
import io.lakeshift.cli.session.Runs;
import io.lakeshift.cli.session.Session;
import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.LakeshiftDataConverter;
import io.lakeshift.workflows.batch.MigrationBatch;
import io.lakeshift.workflows.kinds.syncedtables.PlanSyncedTables;
import io.lakeshift.workflows.kinds.syncedtables.PlanSyncedTables.Plan;
import io.lakeshift.workflows.kinds.syncedtables.PlanSyncedTables.UnitPlan;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableAssessments.Limit;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableMigration;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Plans and starts migrations of kind SyncedTables. */
public final class SyncedTablesRun {
    private final Session session;
    private final SyncedTablesFile file;

    public SyncedTablesRun(Session session, SyncedTablesFile file) {
        this.session = session;
        this.file = file;
    }

    /** One table of a plan, as it is printed; the members are part of the public contract. */
    record Table(
            String id,
            String source,
            String target,
            String requestedMode,
            String mode,
            String reason,
            long rows,
            long importSeconds,
            double costPerMonth,
            String formula,
            String planHash,
            List<Finding> findings,
            List<String> steps) {
        public static Table of(UnitPlan unit) {
            return new Table(
                    unit.unit(),
                    unit.spec().source().full(),
                    unit.spec().target().full(),
                    unit.spec().mode().name(),
                    unit.assessment().decision().mode().name(),
                    unit.assessment().decision().reason(),
                    unit.assessment().rows(),
                    unit.assessment().estimate().importSeconds(),
                    unit.assessment().estimate().costPerMonth(),
                    unit.assessment().estimate().formula(),
                    unit.planHash(),
                    unit.assessment().findings(),
                    unit.steps());
        }

        @JsonProperty
        public boolean blocked() {
            return findings.stream().anyMatch(finding -> finding.severity() == Finding.Severity.BLOCKER);
        }
    }

    /**
     * @param findings about the workspace and the Lakebase
     * @param limits how much of each shared limit is used
     */
    public record View(
            String id,
            String planHash,
            EffectiveValues effective,
            List<Table> tables,
            List<Finding> findings,
            List<Limit> limits) {
        @JsonProperty
        public boolean blocked() {
            return tables.stream().anyMatch(Table::blocked)
                    || findings.stream().anyMatch(finding -> finding.severity() == Finding.Severity.BLOCKER);
        }
    }

    public Plan plan() {
        return new Runs(session)
                .run(
                        PlanSyncedTables.class,
                        "plan/" + file.name() + "/" + UUID.randomUUID(),
                        new PlanSyncedTables.Request(file.name(), file.setup(), file.tables(), file.parallelism()),
                        Plan.class);
    }

    public static View view(SyncedTablesFile file, Plan plan) {
        return new View(
                plan.migration(),
                plan.planHash(),
                EffectiveValues.of(file),
                plan.units().stream().map(Table::of).toList(),
                plan.findings(),
                plan.limits());
    }

    /**
     * Plans afresh, refuses what is blocked or no longer what was looked at, and starts with what was decided.
     *
     * @return the tables, with their decisions
     */
    public List<SyncedTableSpec> start(@Nullable String expectedHash) {
        Plan plan = plan();
        if (expectedHash != null && !plan.planHash().equals(expectedHash)) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "The plan has changed: it was %s and is now %s, so nothing was started. Look at it with 'lakeshift plan', then start it with its new hash."
                            .formatted(expectedHash, plan.planHash()));
        }
        refuseBlocked(plan);
        ObjectMapper json = LakeshiftDataConverter.objectMapper();
        ObjectNode shared = json.createObjectNode();
        shared.set("setup", json.valueToTree(file.setup()));
        shared.set("policy", json.valueToTree(file.policy()));
        List<MigrationBatch.Table> tables = plan.units().stream()
                .map(unit -> new MigrationBatch.Table(
                        unit.spec().source().full(),
                        unit.spec().alias(),
                        Optional.of(unit.planHash()),
                        Optional.of((JsonNode) json.valueToTree(unit.spec()))))
                .toList();
        new Runs(session)
                .start(
                        MigrationBatch.class,
                        file.name(),
                        MigrationBatch.Request.of(
                                file.name(),
                                file.parallelism(),
                                new MigrationBatch.Units(SyncedTableMigration.class.getSimpleName(), shared),
                                tables,
                                Person.name()));
        return plan.units().stream().map(UnitPlan::spec).toList();
    }

    private static void refuseBlocked(Plan plan) {
        if (!plan.blocked()) {
            return;
        }
        Optional<UnitPlan> unit = plan.units().stream()
                .filter(each -> each.assessment().blocked())
                .findFirst();
        Finding finding = unit.map(each -> each.assessment().findings().get(0))
                .orElseGet(() -> plan.findings().get(0));
        throw new CommandException(
                ExitCode.BLOCKED,
                "Nothing was started, because %s is blocked: %s%s See everything with: lakeshift plan -f PLAN"
                        .formatted(
                                unit.map(UnitPlan::unit).orElse(plan.migration()),
                                finding.message(),
                                finding.remedy()
                                        .map(remedy -> " To fix it: " + remedy)
                                        .orElse("")));
    }
}
