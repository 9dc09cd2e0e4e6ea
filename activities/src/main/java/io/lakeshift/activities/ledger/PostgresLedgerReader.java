package io.lakeshift.activities.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lakeshift.activities.ledger.RecordedDecision.Asked;
import io.lakeshift.activities.ledger.UnitOfWork.WorkflowStart;
import io.lakeshift.workflows.lifecycle.ApprovalRequest;
import io.lakeshift.workflows.lifecycle.Decision;
import io.lakeshift.workflows.lifecycle.Disposition;
import io.lakeshift.workflows.lifecycle.UnitState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Reads the ledger in PostgreSQL. */
final class PostgresLedgerReader implements LedgerReader {
    private final Jdbi jdbi;
    private final ObjectMapper json;

    PostgresLedgerReader(Jdbi jdbi, ObjectMapper json) {
        this.jdbi = jdbi;
        this.json = json;
    }

    @Override
    public Optional<UnitOfWork> unit(String unitId) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT * FROM migration_units WHERE unit_id = :unitId")
                .bind("unitId", unitId)
                .map((row, context) -> unit(row))
                .findOne());
    }

    @Override
    public List<UnitOfWork> unitsOf(String migrationId) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT * FROM migration_units WHERE migration_id = :migrationId ORDER BY unit_id""")
                .bind("migrationId", migrationId)
                .map((row, context) -> unit(row))
                .list());
    }

    @Override
    public List<UnitOfWork> units(int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT * FROM migration_units ORDER BY started_at DESC, unit_id LIMIT :limit""")
                .bind("limit", limit)
                .map((row, context) -> unit(row))
                .list());
    }

    @Override
    public List<UnitOfWork> unfinished() {
        return jdbi.withHandle(handle ->
                handle.createQuery("""
                        SELECT * FROM migration_units WHERE finished_at IS NULL ORDER BY started_at, unit_id""").map((row, context) -> unit(row)).list());
    }

    @Override
    public List<Step> steps(String workflowId) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT * FROM migration_steps WHERE workflow_id = :workflowId ORDER BY started_at, step""")
                .bind("workflowId", workflowId)
                .map((row, context) -> new Step(
                        new StepKey(row.getString("workflow_id"), row.getString("step")),
                        row.getString("activity"),
                        row.getLong("lease"),
                        row.getString("holder"),
                        Optional.ofNullable(row.getString("result")),
                        instant(row, "started_at").orElseThrow(),
                        instant(row, "finished_at")))
                .list());
    }

    @Override
    public List<RecordedDecision> decisions(String unitId) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT * FROM migration_decisions WHERE unit_id = :unitId ORDER BY received_at, decision_key""")
                .bind("unitId", unitId)
                .map((row, context) -> decision(row))
                .list());
    }

    @Override
    public Optional<StoredReport> report(String digest) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT * FROM migration_reports WHERE digest = :digest ORDER BY stored_at DESC LIMIT 1""")
                .bind("digest", digest)
                .map((row, context) -> report(row))
                .findOne());
    }

    @Override
    public Optional<StoredReport> latestReport(String subject, String kind) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT * FROM migration_reports WHERE subject = :subject AND kind = :kind
                        ORDER BY stored_at DESC LIMIT 1""")
                .bind("subject", subject)
                .bind("kind", kind)
                .map((row, context) -> report(row))
                .findOne());
    }

    private UnitOfWork unit(ResultSet row) throws SQLException {
        return new UnitOfWork(
                row.getString("unit_id"),
                row.getString("migration_id"),
                row.getString("kind"),
                row.getString("requester"),
                new WorkflowStart(
                        row.getString("workflow_type"),
                        row.getString("workflow_id"),
                        row.getString("run_id"),
                        row.getString("request")),
                row.getInt("attempt"),
                row.getBoolean("taken_up"),
                read(row.getString("state"), UnitState.class),
                instant(row, "phase_since").orElseThrow(),
                instant(row, "started_at").orElseThrow(),
                instant(row, "finished_at"));
    }

    private RecordedDecision decision(ResultSet row) throws SQLException {
        @Nullable String subject = row.getString("subject");
        return new RecordedDecision(
                row.getString("unit_id"),
                row.getString("decision_key"),
                row.getInt("attempt"),
                read(row.getString("decision"), Decision.class),
                Disposition.valueOf(row.getString("disposition")),
                subject == null ? Optional.empty() : Optional.of(asked(subject, row)),
                instant(row, "received_at").orElseThrow());
    }

    private static Asked asked(String subject, ResultSet row) throws SQLException {
        return new Asked(
                ApprovalRequest.Subject.valueOf(subject),
                row.getString("plan_hash"),
                row.getLong("head_version"),
                row.getString("validation_digest"));
    }

    private <T> T read(String text, Class<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The ledger holds an unreadable " + type.getSimpleName(), e);
        }
    }

    private static StoredReport report(ResultSet row) throws SQLException {
        return new StoredReport(
                row.getString("digest"),
                row.getString("subject"),
                row.getString("kind"),
                row.getString("body"),
                instant(row, "stored_at").orElseThrow());
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        @Nullable OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
    }
}
