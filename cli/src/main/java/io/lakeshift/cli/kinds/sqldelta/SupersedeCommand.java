package io.lakeshift.cli.kinds.sqldelta;

import io.lakeshift.activities.audit.AuditRecord;
import io.lakeshift.catalog.TableState;
import io.lakeshift.catalog.supersede.SupersedeRequest;
import io.lakeshift.catalog.supersede.Superseded;
import io.lakeshift.catalog.supersede.Superseder;
import io.lakeshift.cli.CommandException;
import io.lakeshift.cli.ExitCode;
import io.lakeshift.cli.Terminal;
import io.lakeshift.cli.output.OutputOptions;
import io.lakeshift.cli.output.Results;
import io.lakeshift.cli.session.Person;
import io.lakeshift.cli.session.Session;
import io.lakeshift.cli.session.StackOptions;
import io.lakeshift.workflows.kinds.sqldelta.SqlDeltaMigration;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code supersede}. */
@Command(
        name = "supersede",
        description = {
            "Leads a SQL-backed table out of a head that readers refuse: a new version restores the newest state that",
            "they accept, or the one that is named. Nothing that was ratified is taken back; history keeps it all."
        },
        footer = {
            "",
            "Examples:",
            "  lakeshift supersede sales --dry-run",
            "  lakeshift supersede sales --yes --reason \"reader version 99 by mistake\"",
        })
public final class SupersedeCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "TABLE_ID", description = "The table's name in the catalog, or its UUID.")
    private String tableId = "";

    @Option(
            names = "--to",
            paramLabel = "VERSION",
            description = "The version to restore, instead of the newest that readers accept.")
    private @Nullable Long to;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept in the table's history and the audit.")
    private String reason = "";

    @Option(names = "--dry-run", description = "Only say what would be restored.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Do it: what was written by the versions in between leaves the table.")
    private boolean yes;

    @Mixin
    private final StackOptions stackOptions = new StackOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    public SupersedeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** @param version the new version; empty where none was ratified */
    record Result(
            String table,
            OptionalLong version,
            long supersededVersion,
            long restoredVersion,
            int filesTakenOut,
            int filesPutBack) {}

    @Override
    public Integer call() {
        Results results = new Results(terminal, output);
        Result result;
        try (Session session = Session.open(stackOptions.settings(terminal, Optional.empty(), false))) {
            TableState table = session.catalog()
                    .tables()
                    .find(tableId)
                    .orElseThrow(() -> new CommandException(
                            ExitCode.FAILED,
                            "The catalog knows no table %s. See which there are with 'lakeshift migration-status'."
                                    .formatted(tableId)));
            Superseder superseder = new Superseder(session.catalog(), Clock.systemUTC());
            SupersedeRequest request = new SupersedeRequest(
                    table.tableId(), to == null ? OptionalLong.empty() : OptionalLong.of(to), reason);
            Superseded outcome = superseder.plan(request);
            if (!dryRun && outcome.needed()) {
                requireYes(table, outcome);
                record(session, table, "SUPERSEDE_ASKED", outcome);
                outcome = superseder.supersede(request);
                record(session, table, "SUPERSEDED", outcome);
            }
            result = new Result(
                    table.alias(),
                    outcome.version(),
                    outcome.head(),
                    outcome.restored(),
                    outcome.filesTakenOut(),
                    outcome.filesPutBack());
        }
        results.print(result, () -> results.line("%s", told(result)));
        return ExitCode.SUCCESS.code();
    }

    private void requireYes(TableState table, Superseded planned) {
        if (!yes) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "Version %d of %s would be restored over version %d, and nobody has confirmed that, so nothing was done. Look at it with --dry-run, then add --yes."
                            .formatted(planned.restored(), table.alias(), planned.head()));
        }
    }

    /** Before and after, so that a process that dies between the two leaves a trace of what it was about to do. */
    private void record(Session session, TableState table, String event, Superseded outcome) {
        session.ledger()
                .audit()
                .append(new AuditRecord(
                        table.alias(),
                        table.alias(),
                        SqlDeltaMigration.KIND,
                        UUID.randomUUID().toString(),
                        event,
                        Person.name(),
                        reason,
                        Optional.empty(),
                        Optional.of(outcome.version().orElse(outcome.head())),
                        Optional.empty(),
                        Instant.now(),
                        "restores version " + outcome.restored()));
    }

    private static String told(Result result) {
        if (result.supersededVersion() == result.restoredVersion()) {
            return "Readers accept %s as it is, at version %d; nothing is to be done."
                    .formatted(result.table(), result.supersededVersion());
        }
        String files =
                "%d files leave the table, %d come back".formatted(result.filesTakenOut(), result.filesPutBack());
        return result.version().isPresent()
                ? "%s is at version %d now, which restores version %d: %s. Prove it with: lakeshift diff %s"
                        .formatted(
                                result.table(),
                                result.version().getAsLong(),
                                result.restoredVersion(),
                                files,
                                result.table())
                : "A new version of %s would restore version %d over version %d: %s. To do it: lakeshift supersede %s --yes"
                        .formatted(
                                result.table(),
                                result.restoredVersion(),
                                result.supersededVersion(),
                                files,
                                result.table());
    }
}
