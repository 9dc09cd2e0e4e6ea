package io.lakeshift.activities.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lakeshift.workflows.Phase;
import io.lakeshift.workflows.lifecycle.ApprovalRequest;
import io.lakeshift.workflows.lifecycle.Disposition;
import io.lakeshift.workflows.lifecycle.LedgerActivities;
import io.lakeshift.workflows.lifecycle.UnitState;
import io.lakeshift.workflows.lifecycle.Validation;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Units of work and the decisions on them, in PostgreSQL. */
final class PostgresUnits implements LedgerActivities {
    private final Jdbi jdbi;
    private final Clock clock;
    private final ObjectMapper json;

    PostgresUnits(Jdbi jdbi, Clock clock, ObjectMapper json) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.json = json;
    }

    private record Known(int attempt, boolean takenUp, String runId, UnitState state) {}

    @Override
    public Opened open(Open request) {
        return jdbi.inTransaction(transaction -> {
            boolean isNew = insert(transaction, request);
            Known known = lock(transaction, request.unit());
            if (!isNew && !known.runId().equals(request.runId())) {
                known = takeOver(transaction, request, known);
            }
            return new Opened(
                    known.attempt(),
                    known.takenUp(),
                    known.state(),
                    countedApprovals(transaction, request.unit(), known));
        });
    }

    private boolean insert(Handle transaction, Open request) {
        UnitState fresh = fresh(request);
        return transaction
                        .createUpdate("""
                        INSERT INTO migration_units (
                            unit_id, migration_id, kind, requester, request, workflow_type, workflow_id, run_id,
                            attempt, state, state_sequence, phase, phase_since, started_at)
                        VALUES (
                            :unit, :migration, :kind, :requestedBy, :request, :workflowType, :workflowId, :runId,
                            1, :state, -1, :phase, :now, :now)
                        ON CONFLICT (unit_id) DO NOTHING""")
                        .bindMethods(request)
                        .bind("state", write(fresh))
                        .bind("phase", fresh.phase().name())
                        .bind("now", clock.instant())
                        .execute()
                == 1;
    }

    private Known lock(Handle transaction, String unit) {
        return transaction
                .createQuery("""
                        SELECT attempt, taken_up, run_id, state FROM migration_units WHERE unit_id = :unit FOR UPDATE""")
                .bind("unit", unit)
                .map((row, context) -> new Known(
                        row.getInt("attempt"),
                        row.getBoolean("taken_up"),
                        row.getString("run_id"),
                        read(row.getString("state"))))
                .one();
    }

    private Known takeOver(Handle transaction, Open request, Known known) {
        boolean undone = known.state().phase().terminal() && !completed(known.state());
        boolean continued = request.continues().filter(known.runId()::equals).isPresent();
        Known present = undone
                ? new Known(known.attempt() + 1, false, request.runId(), fresh(request))
                : new Known(known.attempt(), known.takenUp() || !continued, request.runId(), known.state());
        transaction
                .createUpdate("""
                        UPDATE migration_units SET
                            run_id = :runId, request = :request, workflow_type = :workflowType,
                            workflow_id = :workflowId, requester = :requestedBy,
                            attempt = :attempt, taken_up = :takenUp, state = :state, state_sequence = -1,
                            phase = :phase,
                            phase_since = CASE WHEN :goesOn THEN phase_since ELSE :now END,
                            attention = CASE WHEN :goesOn THEN attention END,
                            plan_hash = CASE WHEN :goesOn THEN plan_hash END,
                            started_at = CASE WHEN :goesOn THEN started_at ELSE :now END,
                            finished_at = CASE WHEN :goesOn THEN finished_at END
                        WHERE unit_id = :unit""")
                .bindMethods(request)
                .bind("attempt", present.attempt())
                .bind("takenUp", present.takenUp())
                .bind("goesOn", !undone)
                .bind("state", write(present.state()))
                .bind("phase", present.state().phase().name())
                .bind("now", clock.instant())
                .execute();
        return present;
    }

    private static boolean completed(UnitState state) {
        return state.phase() == Phase.COMPLETED;
    }

    private static UnitState fresh(Open request) {
        return UnitState.fresh(request.unit().substring(request.unit().lastIndexOf('/') + 1));
    }

    private static List<CountedApproval> countedApprovals(Handle transaction, String unit, Known known) {
        return transaction
                .createQuery("""
                        SELECT subject, approver, plan_hash, head_version, validation_digest FROM migration_decisions
                        WHERE unit_id = :unit AND attempt = :attempt AND disposition = :accepted
                            AND subject IS NOT NULL
                            AND received_at > COALESCE(
                                (SELECT max(received_at) FROM migration_decisions
                                 WHERE unit_id = :unit AND attempt = :attempt AND disposition = :denied),
                                '-infinity')
                            AND received_at > COALESCE(CAST(:since AS timestamptz), '-infinity')
                        ORDER BY received_at, decision_key""")
                .bind("unit", unit)
                .bind("attempt", known.attempt())
                .bind("since", known.state().answersSince().orElse(null))
                .bind("accepted", Disposition.ACCEPTED.name())
                .bind("denied", Disposition.DENIED.name())
                .map((row, context) -> new CountedApproval(
                        ApprovalRequest.Subject.valueOf(row.getString("subject")),
                        row.getString("approver"),
                        row.getString("plan_hash"),
                        new Validation(row.getLong("head_version"), row.getString("validation_digest"))))
                .list();
    }

    @Override
    public Recorded recordState(RecordState request) {
        UnitState state = request.state();
        int recorded = jdbi.withHandle(handle -> handle.createUpdate("""
                        UPDATE migration_units SET
                            state = :state, state_sequence = :sequence,
                            phase_since = CASE WHEN phase = :phase THEN phase_since ELSE :now END,
                            phase = :phase, attention = :attention, plan_hash = :planHash,
                            finished_at = CASE WHEN :finished THEN COALESCE(finished_at, :now) END
                        WHERE unit_id = :unit AND run_id = :runId AND attempt = :attempt
                            AND state_sequence < :sequence""")
                .bindMethods(request)
                .bind("state", write(state))
                .bind("phase", state.phase().name())
                .bind("attention", state.attention().map(attention -> attention.message()))
                .bind("planHash", state.planHash())
                .bind("finished", state.phase().terminal())
                .bind("now", clock.instant())
                .execute());
        return recorded(recorded, request.unit(), request.runId());
    }

    /** Where nothing was written, it either had been before, or another run is the unit's present one. */
    private Recorded recorded(int rows, String unit, String runId) {
        return new Recorded(rows == 0, rows == 0 && !isPresent(unit, runId));
    }

    private boolean isPresent(String unit, String runId) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT EXISTS (SELECT FROM migration_units WHERE unit_id = :unit AND run_id = :runId)")
                .bind("unit", unit)
                .bind("runId", runId)
                .mapTo(Boolean.class)
                .one());
    }

    @Override
    public Recorded recordDecision(RecordDecision request) {
        Optional<ApprovalRequest> asked = request.asked();
        int recorded = jdbi.withHandle(handle -> handle.createUpdate("""
                        INSERT INTO migration_decisions (
                            unit_id, decision_key, attempt, approver, approve, reason, disposition, decision, subject,
                            plan_hash, head_version, validation_digest, received_at)
                        SELECT :unit, :key, :attempt, :approver, :approve, :reason, :disposition, :sent, :subject,
                            :planHash, :headVersion, :validationDigest, :at
                        FROM migration_units WHERE unit_id = :unit AND run_id = :runId
                        ON CONFLICT (unit_id, decision_key) DO NOTHING""")
                .bind("unit", request.unit())
                .bind("runId", request.runId())
                .bind("key", request.key())
                .bind("attempt", request.attempt())
                .bind("approver", request.decision().approver())
                .bind("approve", request.decision().approve())
                .bind("reason", request.decision().reason())
                .bind("disposition", request.disposition().name())
                .bind("sent", write(request.decision()))
                .bind("subject", asked.map(ApprovalRequest::subject).map(Enum::name))
                .bind("planHash", asked.map(ApprovalRequest::planHash))
                .bind("headVersion", asked.map(ApprovalRequest::headVersion))
                .bind("validationDigest", asked.map(ApprovalRequest::validationDigest))
                .bind("at", request.at())
                .execute());
        return recorded(recorded, request.unit(), request.runId());
    }

    private UnitState read(String state) {
        try {
            return json.readValue(state, UnitState.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A unit's recorded state is not readable", e);
        }
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
