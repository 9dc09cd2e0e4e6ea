package io.lakeshift.cli;

import io.lakeshift.cli.commands.AbortCommand;
import io.lakeshift.cli.commands.ApproveCommand;
import io.lakeshift.cli.commands.AssessCommand;
import io.lakeshift.cli.commands.AuditCommand;
import io.lakeshift.cli.commands.CompletionCommand;
import io.lakeshift.cli.commands.DevCommand;
import io.lakeshift.cli.commands.DoctorCommand;
import io.lakeshift.cli.commands.ExplainCommand;
import io.lakeshift.cli.commands.MigrateCommand;
import io.lakeshift.cli.commands.PauseCommand;
import io.lakeshift.cli.commands.PlanCommand;
import io.lakeshift.cli.commands.RejectCommand;
import io.lakeshift.cli.commands.ReportCommand;
import io.lakeshift.cli.commands.ResumeCommand;
import io.lakeshift.cli.commands.RetryCommand;
import io.lakeshift.cli.commands.RollbackCommand;
import io.lakeshift.cli.commands.SandboxCommand;
import io.lakeshift.cli.commands.StatusCommand;
import io.lakeshift.cli.commands.WarmUpCommand;
import io.lakeshift.cli.commands.WatchCommand;
import io.lakeshift.cli.commands.WorkerCommand;
import io.lakeshift.cli.kinds.sqldelta.BatchImportCommand;
import io.lakeshift.cli.kinds.sqldelta.DemoCommand;
import io.lakeshift.cli.kinds.sqldelta.DiffCommand;
import io.lakeshift.cli.kinds.sqldelta.DiscoverCommand;
import io.lakeshift.cli.kinds.sqldelta.ImportCommand;
import io.lakeshift.cli.kinds.sqldelta.MigrationStatusCommand;
import io.lakeshift.cli.kinds.sqldelta.PerformanceCompareCommand;
import io.lakeshift.cli.kinds.sqldelta.SupersedeCommand;
import io.lakeshift.cli.kinds.sqldelta.ValidateCommand;
import io.lakeshift.cli.kinds.sqldelta.VerifyRollbackCommand;
import io.lakeshift.cli.kinds.syncedtables.ConnectionInfoCommand;
import io.lakeshift.cli.kinds.syncedtables.RefreshCommand;
import io.lakeshift.cli.kinds.syncedtables.SwitchCommand;
import io.lakeshift.cli.setup.SetUpCommand;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;

/**
 * Every verb, with what the root's help says about it. The command class is touched only when its verb is used: that
 * keeps the start short.
 */
enum Verb {
    DEMO("demo", "Show the whole life of a migration on real tables, in a minute.", DemoCommand::new),
    DISCOVER("discover", "List the Delta tables under a path.", DiscoverCommand::new),
    DOCTOR("doctor", "Say whether programs and logins are as they should be.", DoctorCommand::new),
    ASSESS("assess", "Say what a migration would meet.", AssessCommand::new),
    PLAN("plan", "Say what a migration would do, with its hash.", PlanCommand::create),
    MIGRATE("migrate", "Start the migration that a plan describes, and follow it.", MigrateCommand::new),
    STATUS("status", "Show where migrations stand.", StatusCommand::new),
    WATCH("watch", "Follow migrations as they go.", WatchCommand::new),
    EXPLAIN("explain", "Say what a migration waits for and what unblocks it.", ExplainCommand::new),
    REPORT("report", "Print what somebody who is to help needs to know.", ReportCommand::new),
    APPROVE("approve", "Say yes to what a migration asks.", ApproveCommand::new),
    REJECT("reject", "Say no to what a migration asks.", RejectCommand::new),
    PAUSE("pause", "Stop a migration at its next safe point.", PauseCommand::new),
    RESUME("resume", "Let a paused migration go on.", ResumeCommand::new),
    RETRY("retry", "Repeat the phase that failed.", RetryCommand::new),
    ABORT("abort", "Give a migration up.", AbortCommand::new),
    ROLLBACK("rollback", "Undo a cut over: keep every write, remove only what was made.", RollbackCommand::new),
    IMPORT("import", "Import one table's log, or catch up with it.", ImportCommand::new, "import-table"),
    BATCH_IMPORT("batch-import", "Import every table under a path.", BatchImportCommand::new),
    VALIDATE("validate", "Say whether the catalog holds a table as its log does.", ValidateCommand::new),
    DIFF("diff", "Compare a table in the catalog with its log, in detail.", DiffCommand::new),
    PERFORMANCE_COMPARE(
            "performance-compare",
            "Measure reading a table through its log and through the catalog.",
            PerformanceCompareCommand::new),
    MIGRATION_STATUS("migration-status", "Show the state of every table's import.", MigrationStatusCommand::new),
    VERIFY_ROLLBACK(
            "verify-rollback", "Say whether a table could go back to its log files.", VerifyRollbackCommand::new),
    SUPERSEDE("supersede", "Restore what readers accept over a head that they refuse.", SupersedeCommand::new),
    AUDIT("audit", "Export or verify the audit chain.", AuditCommand::create),
    REFRESH("refresh", "Bring a synced table up to its source.", RefreshCommand::new),
    SWITCH("switch", "Switch an application without tables that were given up.", SwitchCommand::new),
    SET_UP("set-up", "Make what the tables of a plan stand on.", SetUpCommand::new),
    CONNECTION_INFO(
            "connection-info", "Print how applications reach the Lakebase of a plan.", ConnectionInfoCommand::new),
    DEV("dev", "Run a local stack until Ctrl-C; other terminals use it.", DevCommand::new),
    SANDBOX("sandbox", "Run a Databricks workspace to rehearse on.", SandboxCommand::new),
    WORKER("worker", "Run a production worker.", WorkerCommand::new),
    COMPLETION("completion", "Print the completion script for bash and zsh.", CompletionCommand::new),
    WARM_UP("warm-up", "", WarmUpCommand::new);

    private final String name;
    private final String summary;
    private final List<String> aliases;
    private final Function<Terminal, Object> command;

    Verb(String name, String summary, Function<Terminal, Object> command, String... aliases) {
        this.name = name;
        this.summary = summary;
        this.command = command;
        this.aliases = List.of(aliases);
    }

    static Optional<Verb> named(String word) {
        return Arrays.stream(values())
                .filter(verb -> verb.name.equals(word) || verb.aliases.contains(word))
                .findFirst();
    }

    String verbName() {
        return name;
    }

    String summary() {
        return summary;
    }

    List<String> aliases() {
        return aliases;
    }

    /** Used by the launcher, not by people. */
    boolean hidden() {
        return summary.isEmpty();
    }

    CommandLine create(Terminal terminal) {
        Object created = command.apply(terminal);
        return created instanceof CommandLine withSubcommands ? withSubcommands : new CommandLine(created);
    }
}
