package io.lakeshift.cli.session;

import io.lakeshift.activities.ledger.UnitOfWork;
import io.lakeshift.cli.ExitCode;
import io.lakeshift.cli.Terminal;
import io.lakeshift.cli.kinds.syncedtables.RollbackRehearsal;
import io.lakeshift.cli.output.OutputOptions;
import io.lakeshift.cli.output.Results;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which migration an act is for, and what the record shall say. */
public final class ControlOptions {
    @Parameters(paramLabel = "ID", description = "A migration, or one of its tables as name/alias.")
    private String id = "";

    @Option(names = "--by", paramLabel = "NAME", description = "Who acts, for the record (default: the login name).")
    private @Nullable String by;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the record.")
    private String reason = "";

    @Mixin
    private final StackOptions stackOptions = new StackOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    public int send(Terminal terminal, ControlVerb verb) {
        return send(terminal, verb, session -> {});
    }

    /** Refuses before anything is sent where it would remove tables and nobody has confirmed that. */
    public int rollback(Terminal terminal, boolean confirmed) {
        return send(terminal, ControlVerb.ROLLBACK, session -> {
            List<UnitOfWork> open = RollbackRehearsal.open(session, id);
            if (!confirmed && RollbackRehearsal.removes(open)) {
                Confirmation.ask(terminal, output, id, open.size());
            }
        });
    }

    public int rehearse(Terminal terminal) {
        Results results = new Results(terminal, output);
        RollbackRehearsal.View view;
        try (Session session = Session.open(stackOptions.settings(terminal, Optional.empty(), true))) {
            view = new RollbackRehearsal(session).rehearse(id);
        }
        results.print(view, () -> RollbackRehearsal.print(results, view));
        return view.exitCode().code();
    }

    private int send(Terminal terminal, ControlVerb verb, Consumer<Session> first) {
        Results results = new Results(terminal, output);
        Control.Report report;
        try (Session session = Session.open(stackOptions.settings(terminal, Optional.empty(), true))) {
            first.accept(session);
            report = new Control(session, results).send(verb, id, by == null ? Person.name() : by, reason);
        }
        results.print(report, () -> Control.print(results, report));
        return report.allAccepted() ? ExitCode.SUCCESS.code() : ExitCode.FAILED.code();
    }
}
