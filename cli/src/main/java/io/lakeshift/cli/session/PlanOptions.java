package io.lakeshift.cli.session;

import io.lakeshift.cli.Terminal;
import io.lakeshift.cli.kinds.sqldelta.PlanFile;
import io.lakeshift.cli.kinds.syncedtables.SyncedTablesFile;
import io.lakeshift.cli.plan.PlanReader;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The plan file. */
public final class PlanOptions {
    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "PLAN",
            description = "The plan file (YAML).")
    private @Nullable Path file;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "The Databricks profile, instead of the plan's; for plans of kind SyncedTables.")
    private @Nullable String profile;

    public Optional<PlanFile> readIfGiven(Terminal terminal) {
        return Optional.ofNullable(file).map(new PlanReader(terminal.environment())::read);
    }

    /** The plan where it is of kind SyncedTables; empty where it is of another kind, or none is named. */
    public Optional<SyncedTablesFile> readSyncedTables(Terminal terminal) {
        return Optional.ofNullable(file)
                .flatMap(new PlanReader(terminal.environment())::readSyncedTables)
                .map(plan -> profile == null ? plan : plan.withProfile(profile));
    }

    /** Where the plan file lies. */
    public Path folder() {
        Path parent = file == null ? null : file.toAbsolutePath().getParent();
        return parent == null ? Path.of("").toAbsolutePath() : parent;
    }

    public PlanFile read(Terminal terminal) {
        return readIfGiven(terminal)
                .orElseThrow(() -> new ParameterException(spec.commandLine(), "Name the plan file with -f."));
    }

    /** The profile that the command line names. */
    public Optional<String> profile() {
        return Optional.ofNullable(profile);
    }

    /** As it was typed. */
    public String name() {
        return String.valueOf(file);
    }
}
