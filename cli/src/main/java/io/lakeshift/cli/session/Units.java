package io.lakeshift.cli.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.lakeshift.activities.ledger.LedgerReader;
import io.lakeshift.activities.ledger.UnitOfWork;
import io.lakeshift.cli.CommandException;
import io.lakeshift.cli.ExitCode;
import io.lakeshift.workflows.LakeshiftDataConverter;
import io.lakeshift.workflows.client.RunningMigration;
import io.lakeshift.workflows.lifecycle.Progress;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowQueryException;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import java.util.List;
import java.util.Optional;

/** The tables of migrations, as ledger and Temporal know them. */
public final class Units {
    private final Session session;
    private final LedgerReader ledger;

    public Units(Session session) {
        this.session = session;
        this.ledger = session.ledger().reader();
    }

    /** The tables of a migration, or the one table that the id names. */
    public List<UnitOfWork> named(String id) {
        Optional<UnitOfWork> unit = ledger.unit(id);
        List<UnitOfWork> units = unit.map(List::of).orElseGet(() -> ledger.unitsOf(id));
        if (units.isEmpty()) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "No migration is called %s. 'lakeshift status' lists those that there are.".formatted(id));
        }
        return units;
    }

    public List<UnitOfWork> newest(int limit) {
        return ledger.units(limit);
    }

    /** What the running workflow says; empty where none runs, or no worker answers for it. */
    public Optional<Progress> progress(UnitOfWork unit) {
        if (!session.hasTemporal() || unit.isFinished()) {
            return Optional.empty();
        }
        try {
            return Optional.of(running(unit).progress());
        } catch (WorkflowNotFoundException | WorkflowQueryException e) {
            return Optional.empty();
        } catch (WorkflowServiceException e) {
            return Optional.empty();
        }
    }

    RunningMigration running(UnitOfWork unit) {
        return new RunningMigration(session.client(), unit.workflow().workflowId());
    }

    private WorkflowStub stub(UnitOfWork unit) {
        return session.client().newUntypedWorkflowStub(unit.workflow().workflowId());
    }

    /**
     * Starts an unfinished unit again where Temporal has forgotten it. It goes on under the same workflow id from what
     * the ledger holds; no finished step is done twice.
     *
     * @return whether it had to be started
     */
    public boolean takeUp(UnitOfWork unit) {
        if (unit.isFinished() || isRunning(unit)) {
            return false;
        }
        new Runs(session)
                .start(
                        unit.workflow().type(),
                        unit.workflow().workflowId(),
                        request(unit.workflow().request()));
        return true;
    }

    /** Whether Temporal has a run of it that has not ended. */
    public boolean isRunning(UnitOfWork unit) {
        try {
            return stub(unit).describe().getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
        } catch (WorkflowNotFoundException e) {
            return false;
        }
    }

    private static JsonNode request(String json) {
        try {
            return LakeshiftDataConverter.objectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the ledger holds a request that is no JSON", e);
        }
    }
}
