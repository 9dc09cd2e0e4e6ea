package io.lakeshift.workflows.testing;

import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.Phase;
import io.lakeshift.workflows.lifecycle.ApprovalRequest;
import io.lakeshift.workflows.lifecycle.Disposition;
import io.lakeshift.workflows.lifecycle.LedgerActivities;
import io.lakeshift.workflows.lifecycle.UnitState;
import io.lakeshift.workflows.lifecycle.Validation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A ledger in memory. It outlives an environment, as PostgreSQL outlives a Temporal service. */
public final class TestingLedger implements LedgerActivities {
    private record Unit(String runId, int attempt, long sequence, UnitState state) {}

    private final Map<String, Unit> units = new HashMap<>();
    public final List<RecordDecision> decisions = new CopyOnWriteArrayList<>();
    public final List<Phase> phases = new CopyOnWriteArrayList<>();
    public final List<Open> opens = new CopyOnWriteArrayList<>();
    /** So many calls fail before one succeeds. */
    public final AtomicInteger refusals = new AtomicInteger();

    @Override
    public synchronized Opened open(Open request) {
        refuseWhileTold();
        opens.add(request);
        Unit known = units.get(request.unit());
        String alias = request.unit().substring(request.unit().indexOf('/') + 1);
        boolean over = known != null
                && (known.state().phase() == Phase.ABORTED || known.state().phase() == Phase.ROLLED_BACK);
        if (known == null || (over && !known.runId().equals(request.runId()))) {
            int attempt = known == null ? 1 : known.attempt() + 1;
            units.put(request.unit(), new Unit(request.runId(), attempt, 0, UnitState.fresh(alias)));
            return new Opened(attempt, false, UnitState.fresh(alias), List.of());
        }
        boolean takenUp = !known.runId().equals(request.runId())
                && !request.continues().filter(known.runId()::equals).isPresent();
        units.put(
                request.unit(),
                new Unit(
                        request.runId(),
                        known.attempt(),
                        known.runId().equals(request.runId()) ? known.sequence() : 0,
                        known.state()));
        return new Opened(known.attempt(), takenUp, known.state(), counted(request.unit(), known));
    }

    private List<CountedApproval> counted(String unit, Unit known) {
        List<CountedApproval> counted = new ArrayList<>();
        for (RecordDecision decision : decisions) {
            Instant since = known.state().answersSince().orElse(Instant.MIN);
            if (!decision.unit().equals(unit)
                    || decision.attempt() != known.attempt()
                    || !decision.at().isAfter(since)) {
                continue;
            }
            if (decision.disposition() == Disposition.DENIED) {
                counted.clear();
            }
            if (decision.disposition() == Disposition.ACCEPTED) {
                ApprovalRequest asked = decision.asked().orElseThrow();
                counted.add(new CountedApproval(
                        asked.subject(),
                        decision.decision().approver(),
                        asked.planHash(),
                        new Validation(asked.headVersion(), asked.validationDigest())));
            }
        }
        return counted;
    }

    @Override
    public synchronized Recorded recordState(RecordState request) {
        refuseWhileTold();
        Unit known = units.get(request.unit());
        if (known == null || !known.runId().equals(request.runId())) {
            return new Recorded(true, true);
        }
        if (known.sequence() >= request.sequence()) {
            return new Recorded(true, false);
        }
        units.put(request.unit(), new Unit(request.runId(), known.attempt(), request.sequence(), request.state()));
        if (phases.isEmpty() || phases.get(phases.size() - 1) != request.state().phase()) {
            phases.add(request.state().phase());
        }
        return new Recorded(false, false);
    }

    @Override
    public synchronized Recorded recordDecision(RecordDecision request) {
        refuseWhileTold();
        if (decisions.stream().anyMatch(known -> known.key().equals(request.key()))) {
            return new Recorded(true, false);
        }
        decisions.add(request);
        return new Recorded(false, false);
    }

    public synchronized UnitState state(String unit) {
        Unit known = units.get(unit);
        if (known == null) {
            throw new IllegalStateException(unit + " was never opened");
        }
        return known.state();
    }

    /** Puts a unit into the ledger as an earlier run would have left it. */
    public synchronized void seed(String unit, UnitState state) {
        units.put(unit, new Unit("an earlier run", 1, 1, state));
    }

    public List<Disposition> dispositions() {
        return decisions.stream().map(RecordDecision::disposition).toList();
    }

    private void refuseWhileTold() {
        if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw MigrationFailure.DATABASE_REFUSED.asApplicationFailure("Database connection failed", null);
        }
    }
}
