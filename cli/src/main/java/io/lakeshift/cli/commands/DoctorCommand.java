package io.lakeshift.cli.commands;

import io.lakeshift.cli.ExitCode;
import io.lakeshift.cli.Terminal;
import io.lakeshift.cli.doctor.Check;
import io.lakeshift.cli.doctor.Doctor;
import io.lakeshift.cli.doctor.Doctor.Diagnosis;
import io.lakeshift.cli.doctor.Place;
import io.lakeshift.cli.doctor.Purpose;
import io.lakeshift.cli.kinds.syncedtables.SyncedTablesFile;
import io.lakeshift.cli.output.OutputOptions;
import io.lakeshift.cli.output.Results;
import io.lakeshift.cli.output.TextTable;
import io.lakeshift.cli.session.PlanOptions;
import io.lakeshift.workflows.databricks.Lakebase;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code doctor}. */
@Command(
        name = "doctor",
        description = {
            "Says whether programs and Databricks logins are as they should be: every profile with its host, and",
            "whether a real call accepts it. Which one has to work: --profile, else the plan's, else",
            "$DATABRICKS_CONFIG_PROFILE, else DEFAULT. With --for, also whether its workspace has what a kind of",
            "migration needs. Changes nothing. Exit code 1 where something that is needed does not work or is missing."
        },
        footer = {
            "",
            "Examples:",
            "  lakeshift doctor",
            "  lakeshift doctor --profile production",
            "  lakeshift doctor -f docs/examples/fashion-demo.yaml --output json",
            "  lakeshift doctor -f plan.yaml --for synced-tables",
            "  lakeshift doctor --for lakehouse-sync --project shop --destination analytics.bronze",
            "  lakeshift doctor --for medallion --destination analytics.bronze --entity orders --entity users",
        })
public final class DoctorCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final PlanOptions plan = new PlanOptions();

    @Mixin
    private final PrerequisiteOptions prerequisites = new PrerequisiteOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    public DoctorCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Results results = new Results(terminal, output);
        Optional<SyncedTablesFile> file = plan.readSyncedTables(terminal);
        Optional<Lakebase> lakebase = file.map(it -> it.setup().lakebase());
        Place place = prerequisites.place(lakebase);
        Optional<Purpose> purpose = prerequisites.purpose();
        Doctor doctor = new Doctor(terminal.environment(), System.getProperty("os.name"));
        Diagnosis logins = doctor.examine(
                plan.profile(), lakebase.flatMap(Lakebase::profile), file.isPresent() || purpose.isPresent());
        Diagnosis diagnosis =
                purpose.map(it -> doctor.examine(logins, it, place)).orElse(logins);
        results.print(diagnosis, () -> print(results, diagnosis));
        return diagnosis.healthy() ? ExitCode.SUCCESS.code() : ExitCode.FAILED.code();
    }

    private static void print(Results results, Diagnosis diagnosis) {
        TextTable profiles = new TextTable("Name", "Host", "Valid");
        diagnosis.profiles().forEach(it -> profiles.row(it.name(), it.host(), it.valid() ? "YES" : "NO"));
        results.table(profiles);
        if (diagnosis.profiles().isEmpty()) {
            results.line("No Databricks profiles.");
        }
        results.line("");
        diagnosis
                .profiles()
                .forEach(it -> it.problem().ifPresent(problem -> results.line("%s: %s", it.name(), problem)));
        results.line("Profile %s would be used (%s).", diagnosis.chosen(), diagnosis.chosenBy());
        results.line("");
        TextTable checks = new TextTable("CHECK", "RESULT", "DETAIL");
        for (Check check : diagnosis.checks()) {
            checks.row(check.name(), check.result().name().toLowerCase(Locale.ROOT), check.detail());
        }
        results.table(checks);
    }
}
