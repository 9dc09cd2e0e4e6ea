package io.lakeshift.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lakeshift.workflows.kinds.sqldelta.FenceMode;
import io.lakeshift.workflows.kinds.sqldelta.ImportMode;
import io.lakeshift.workflows.kinds.sqldelta.SqlDeltaMigration;
import io.lakeshift.workflows.kinds.sqldelta.SqlDeltaPlanSpec;
import io.lakeshift.workflows.lifecycle.MaintenanceWindow;
import io.lakeshift.workflows.lifecycle.Policy;
import io.lakeshift.workflows.lifecycle.UnitState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PayloadsTest {
    private final ObjectMapper mapper = LakeshiftDataConverter.objectMapper();

    @Test
    void aRequestIsReadableAndComesBackEqual() throws Exception {
        // Given
        SqlDeltaMigration.Request request = new SqlDeltaMigration.Request(
                "sales-to-sql",
                new SqlDeltaPlanSpec(
                        new ConnectionName("prod"), "/data/sales", "sales", ImportMode.FULL_HISTORY, FenceMode.FEATURE),
                Policy.DEFAULT.withApproval(new Policy.Approval(
                        1,
                        List.of("ops@example.com"),
                        Optional.of(Duration.ofDays(2)),
                        false,
                        Optional.of(MaintenanceWindow.parse("Sat 02:00-05:00 Europe/Berlin")))),
                Optional.empty(),
                "rita",
                Optional.empty());

        // When
        String json = mapper.writeValueAsString(request);

        // Then
        assertThat(json)
                .contains(
                        "\"database\":\"prod\"",
                        "\"mode\":\"full-history\"",
                        "\"fence\":\"feature\"",
                        "\"strategy\":\"online\"",
                        "\"expiresAfter\":\"PT48H\"",
                        "\"window\":\"Sat 02:00-05:00 Europe/Berlin\"");
        assertThat(mapper.readValue(json, SqlDeltaMigration.Request.class)).isEqualTo(request);
    }

    @Test
    void aNewerProgramsMembersAreIgnored() throws Exception {
        // Given
        String json = mapper.writeValueAsString(UnitState.fresh("sales")).replaceFirst("\\{", "{\"tomorrow\":1,");

        // When
        UnitState state = mapper.readValue(json, UnitState.class);

        // Then
        assertThat(state).isEqualTo(UnitState.fresh("sales"));
    }

    @Test
    void aUrlIsNoConnectionNameAndIsNotRepeated() {
        assertThatThrownBy(() -> new ConnectionName("postgresql://user:secret@host/db"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A connection name has 1 to 63 letters, digits, dots, dashes or underscores and is no URL;"
                        + " name the connection in the worker's configuration and use that name.");
    }

    @Test
    void whatCannotHealIsNotRetried() {
        assertThat(MigrationFailure.nonRetryable())
                .contains("DATABASE_REFUSED", "LOG_CORRUPT", "NO_LOG_FILES")
                .doesNotContain("DATABASE_UNREACHABLE", "TABLE_BUSY", "INTERNAL");
    }
}
