package io.lakeshift.activities.databricks.sdk;

import com.databricks.sdk.service.sql.ExecuteStatementRequest;
import com.databricks.sdk.service.sql.ExecuteStatementRequestOnWaitTimeout;
import com.databricks.sdk.service.sql.ResultData;
import com.databricks.sdk.service.sql.ResultManifest;
import com.databricks.sdk.service.sql.ResultSchema;
import com.databricks.sdk.service.sql.ServiceError;
import com.databricks.sdk.service.sql.StatementExecutionAPI;
import com.databricks.sdk.service.sql.StatementResponse;
import com.databricks.sdk.service.sql.StatementState;
import com.databricks.sdk.service.sql.StatementStatus;
import io.lakeshift.activities.databricks.Warehouse;
import io.lakeshift.activities.databricks.WorkspaceException;
import io.lakeshift.activities.databricks.sdk.SdkCalls.Act;
import io.lakeshift.workflows.MigrationFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Statements by the statement execution API: a failed one is an answer with HTTP 200. */
final class SdkWarehouse implements Warehouse {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    private final StatementExecutionAPI statements;
    private final SdkCalls calls;
    private final String id;

    SdkWarehouse(StatementExecutionAPI statements, SdkCalls calls, String id) {
        this.statements = statements;
        this.calls = calls;
        this.id = id;
    }

    @Override
    public Answer ask(String sql) {
        String needs = "CAN USE on the warehouse; its owner can grant that";
        StatementResponse response = calls.call(
                Act.changing("run SQL on warehouse " + id, needs),
                () -> statements.executeStatement(new ExecuteStatementRequest()
                        .setWarehouseId(id)
                        .setStatement(sql)
                        .setWaitTimeout("50s")
                        .setOnWaitTimeout(ExecuteStatementRequestOnWaitTimeout.CONTINUE)));
        Act looking = Act.reading("read the answer of warehouse " + id, needs);
        while (running(response)) {
            pause();
            String statement = response.getStatementId();
            response = calls.call(looking, () -> statements.getStatement(statement));
        }
        StatementState state = state(response);
        if (state != StatementState.SUCCEEDED) {
            throw WorkspaceException.of(
                    MigrationFailure.WORKSPACE_REFUSED,
                    "SQL on warehouse " + id + " ended " + (state == null ? "without a state" : state) + ": "
                            + SdkFailures.text(reason(response)) + " The statement was: " + SdkFailures.text(sql));
        }
        return new Answer(columns(response), rows(looking, response));
    }

    private static List<String> columns(StatementResponse response) {
        return Given.maybe(response.getManifest())
                .map(ResultManifest::getSchema)
                .map(ResultSchema::getColumns)
                .map(Given::list)
                .orElse(List.of())
                .stream()
                .map(column -> Given.text(column.getName()))
                .toList();
    }

    private List<List<Optional<String>>> rows(Act act, StatementResponse response) {
        List<List<Optional<String>>> rows = new ArrayList<>();
        @Nullable ResultData chunk = response.getResult();
        while (chunk != null) {
            for (Collection<String> row : Given.list(chunk.getDataArray())) {
                rows.add(row.stream().map(Optional::ofNullable).toList());
            }
            Long next = chunk.getNextChunkIndex();
            chunk = next == null
                    ? null
                    : calls.call(act, () -> statements.getStatementResultChunkN(response.getStatementId(), next));
        }
        return rows;
    }

    /** A state that the SDK does not know is waited for: it is no end that anybody has defined. */
    private static boolean running(StatementResponse response) {
        StatementState state = state(response);
        boolean unknown = state == null && response.getStatementId() != null;
        return unknown || state == StatementState.PENDING || state == StatementState.RUNNING;
    }

    private static @Nullable StatementState state(StatementResponse response) {
        return Given.maybe(response.getStatus()).map(StatementStatus::getState).orElse(null);
    }

    private static @Nullable String reason(StatementResponse response) {
        return Given.maybe(response.getStatus())
                .map(StatementStatus::getError)
                .map(ServiceError::getMessage)
                .orElse(null);
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a statement runs", e);
        }
    }
}
