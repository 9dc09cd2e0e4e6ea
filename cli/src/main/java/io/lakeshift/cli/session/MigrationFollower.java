package io.lakeshift.cli.session;

import io.lakeshift.activities.ledger.UnitOfWork;
import io.lakeshift.cli.ExitCode;
import io.lakeshift.cli.Pause;
import io.lakeshift.cli.output.Results;
import io.lakeshift.workflows.Phase;
import io.lakeshift.workflows.lifecycle.Attention;
import io.lakeshift.workflows.lifecycle.Progress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Follows the tables of a migration, tells each change once, and knows when to stop. */
public final class MigrationFollower {
    private final Session session;
    private final Results results;
    private final Units units;
    private final Consumer<UnitView> watcher;
    private final Map<String, Phase> told = new HashMap<>();

    public MigrationFollower(Session session, Results results) {
        this(session, results, unit -> {});
    }

    /** @param watcher is shown every table at every look, in the plan's order */
    public MigrationFollower(Session session, Results results, Consumer<UnitView> watcher) {
        this.session = session;
        this.results = results;
        this.units = new Units(session);
        this.watcher = watcher;
    }

    /** The members are part of the public contract. */
    public record Table(String id, String alias, Phase phase, long version, long activeFiles, Optional<String> error) {}

    /** @param phase of the table that is least far */
    public record View(String id, Phase phase, List<Table> tables) {}

    public record Result(View view, ExitCode exitCode) {}

    private record Seen(Table table, Optional<Attention> attention) {}

    public Result follow(String migration, List<String> aliases, Phase until, boolean noWait) {
        while (true) {
            List<Seen> seen =
                    aliases.stream().map(alias -> look(migration, alias)).toList();
            seen.forEach(it -> tell(it.table(), noWait));
            boolean done = seen.stream().allMatch(it -> settled(it.table().phase(), until, noWait));
            if (done) {
                List<Table> tables = seen.stream().map(Seen::table).toList();
                return new Result(new View(migration, least(tables), tables), exitCode(seen, until));
            }
            Pause.of(BatchFollower.LOOK);
        }
    }

    private Seen look(String migration, String alias) {
        String id = migration + "/" + alias;
        Optional<UnitOfWork> unit = session.ledger().reader().unit(id);
        if (unit.isEmpty()) {
            return new Seen(new Table(id, alias, Phase.ASSESSING, -1, -1, Optional.empty()), Optional.empty());
        }
        Optional<Progress> progress = units.progress(unit.get());
        UnitView view = UnitView.of(unit.get(), progress);
        watcher.accept(view);
        Optional<Attention> attention =
                progress.map(Progress::attention).orElse(unit.get().state().attention());
        return new Seen(
                new Table(id, alias, view.phase(), view.version(), view.activeFiles(), view.error()), attention);
    }

    private void tell(Table table, boolean noWait) {
        Phase before = told.put(table.id(), table.phase());
        if (table.phase() == before) {
            return;
        }
        results.progress(
                table.id() + ": " + table.phase() + (table.version() >= 0 ? " at version " + table.version() : ""));
        if (table.phase() == Phase.AWAITING_APPROVAL && !noWait) {
            results.progress("  It waits for approval. In another terminal: lakeshift approve " + table.id());
        }
    }

    private static boolean settled(Phase phase, Phase until, boolean noWait) {
        return phase.terminal()
                || phase == Phase.NEEDS_ATTENTION
                || phase == Phase.PAUSED
                || (phase == Phase.AWAITING_APPROVAL && noWait)
                || reached(phase, until);
    }

    private static boolean reached(Phase phase, Phase until) {
        return !phase.aside() && phase.ordinal() >= until.ordinal();
    }

    private static Phase least(List<Table> tables) {
        return tables.stream()
                .map(Table::phase)
                .filter(phase -> !phase.aside())
                .min(Phase::compareTo)
                .orElseGet(() -> tables.get(0).phase());
    }

    /** The worst of the tables decides. */
    private static ExitCode exitCode(List<Seen> seen, Phase until) {
        ExitCode waiting = ExitCode.SUCCESS;
        for (Seen it : seen) {
            Phase phase = it.table().phase();
            if (phase.aside()) {
                return it.attention()
                        .map(attention -> ExitCode.of(attention.failure().exitCode()))
                        .filter(code -> code != ExitCode.SUCCESS)
                        .orElse(ExitCode.FAILED);
            }
            if (phase == Phase.AWAITING_APPROVAL && !reached(phase, until)) {
                waiting = ExitCode.WAITING_FOR_APPROVAL;
            }
        }
        return waiting;
    }
}
