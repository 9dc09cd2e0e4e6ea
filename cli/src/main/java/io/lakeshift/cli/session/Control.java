package io.lakeshift.cli.session;

import io.lakeshift.activities.ledger.UnitOfWork;
import io.lakeshift.cli.CommandException;
import io.lakeshift.cli.ExitCode;
import io.lakeshift.cli.Pause;
import io.lakeshift.cli.output.Results;
import io.lakeshift.cli.output.TextTable;
import io.lakeshift.workflows.Phase;
import io.lakeshift.workflows.client.NotAnsweredException;
import io.lakeshift.workflows.lifecycle.Act;
import io.lakeshift.workflows.lifecycle.Answer;
import io.lakeshift.workflows.lifecycle.Command;
import io.lakeshift.workflows.lifecycle.Decision;
import io.lakeshift.workflows.lifecycle.Progress;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowQueryException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sends an act to the tables that it is meant for, and reports what became of it. */
final class Control {
    private static final Duration EFFECT = Duration.ofSeconds(5);
    private static final Duration WORKFLOW_ANSWERS = Duration.ofSeconds(30);

    private final Session session;
    private final Results results;
    private final Units units;

    Control(Session session, Results results) {
        this.session = session;
        this.results = results;
        this.units = new Units(session);
    }

    /** What became of it; the members are part of the public contract. */
    record Outcome(String id, boolean accepted, String code, String message, Phase phase, long version) {}

    record Report(String verb, List<Outcome> tables) {
        boolean allAccepted() {
            return tables.stream().allMatch(Outcome::accepted);
        }
    }

    Report send(ControlVerb verb, String id, String by, String reason) {
        List<UnitOfWork> named = units.named(id);
        boolean one = named.size() == 1 && named.get(0).unitId().equals(id);
        List<UnitOfWork> open =
                named.stream().filter(unit -> !unit.isFinished()).toList();
        if (open.isEmpty()) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "%s has ended (%s); there is nothing to %s. See 'lakeshift status %s'."
                            .formatted(id, named.get(0).state().phase(), verb.update(), id));
        }
        List<UnitOfWork> meant = new ArrayList<>();
        for (UnitOfWork unit : open) {
            if (units.takeUp(unit)) {
                results.progress("%s was resting in the ledger and is taken up again".formatted(unit.unitId()));
            }
            Phase phase = settled(unit).phase();
            if (one || verb.appliesTo(phase)) {
                meant.add(unit);
            }
        }
        if (meant.isEmpty()) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "No table of %s is in a phase in which it can be told to %s. See 'lakeshift explain %s'."
                            .formatted(id, verb.update(), id));
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (UnitOfWork unit : meant) {
            outcomes.add(send(one ? verb : verb.amongOthers(unit), unit, by, reason));
        }
        return new Report(verb.update(), outcomes);
    }

    private Outcome send(ControlVerb verb, UnitOfWork unit, String by, String reason) {
        Progress before = settled(unit);
        Answer answer;
        try {
            Act act = verb.decides() ? decision(verb, before, by, reason) : new Command(by, reason);
            answer = units.running(unit).send(verb.update(), act);
        } catch (WorkflowNotFoundException e) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "The workflow of %s ended before it could be told to %s. See 'lakeshift explain %s'."
                            .formatted(unit.unitId(), verb.update(), unit.unitId()),
                    e);
        } catch (WorkflowException | NotAnsweredException e) {
            throw Runs.failure(e);
        }
        Progress after = answer.accepted() ? effect(unit, before) : before;
        if (session.runsWorkers() && answer.accepted()) {
            after = rested(unit, after);
        }
        return new Outcome(
                unit.unitId(),
                answer.accepted(),
                answer.code(),
                answer.message(),
                after.phase(),
                after.facts().version());
    }

    /** The answer is to what was shown, not to whatever is being asked when it arrives. */
    private static Decision decision(ControlVerb verb, Progress seen, String by, String reason) {
        Decision decision = verb == ControlVerb.APPROVE ? Decision.approve(by, reason) : Decision.deny(by, reason);
        return seen.approval().map(decision::boundTo).orElse(decision);
    }

    /** A workflow that has just been taken up first reads the ledger; until then its phase is not yet its own. */
    private Progress settled(UnitOfWork unit) {
        Phase recorded = unit.state().phase();
        Instant deadline = Instant.now().plus(EFFECT);
        Progress progress = progress(unit);
        while (recorded.waiting()
                && !progress.phase().waiting()
                && Instant.now().isBefore(deadline)) {
            Pause.of(BatchFollower.LOOK);
            progress = progress(unit);
        }
        return progress;
    }

    private Progress progress(UnitOfWork unit) {
        Instant deadline = Instant.now().plus(WORKFLOW_ANSWERS);
        while (true) {
            try {
                return units.running(unit).progress();
            } catch (WorkflowQueryException e) {
                // Not yet picked up by a worker.
                if (Instant.now().isAfter(deadline)) {
                    throw Runs.failure(e);
                }
                Pause.of(BatchFollower.LOOK);
            }
        }
    }

    private Progress effect(UnitOfWork unit, Progress before) {
        Instant deadline = Instant.now().plus(EFFECT);
        Progress now = progress(unit);
        while (now.phase() == before.phase()
                && !waitsForMore(now, before)
                && Instant.now().isBefore(deadline)) {
            Pause.of(BatchFollower.LOOK);
            now = progress(unit);
        }
        return now;
    }

    /** A yes was counted, and others are still to come: then nothing else happens. */
    private static boolean waitsForMore(Progress now, Progress before) {
        return !now.approval().equals(before.approval())
                && now.approval()
                        .filter(asked -> asked.approversSoFar().size() < asked.quorum())
                        .isPresent();
    }

    /** Where this very process does the work, it stays until the work rests. */
    private Progress rested(UnitOfWork unit, Progress from) {
        Progress now = from;
        Optional<Phase> told = Optional.empty();
        while (!(now.phase().terminal() || now.phase().waiting() || now.phase() == Phase.WATCHING)) {
            if (!told.equals(Optional.of(now.phase()))) {
                told = Optional.of(now.phase());
                results.progress(unit.unitId() + ": " + now.phase());
            }
            Pause.of(BatchFollower.LOOK);
            now = progress(unit);
        }
        return now;
    }

    static void print(Results results, Report report) {
        TextTable table = new TextTable("TABLE", "ANSWER", "PHASE", "VERSION");
        for (Outcome outcome : report.tables()) {
            table.row(outcome.id(), outcome.code(), outcome.phase(), outcome.version());
        }
        results.table(table);
        report.tables().forEach(outcome -> results.line("%s: %s", outcome.id(), outcome.message()));
    }
}
