package io.lakeshift.activities.databricks;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakeshift.workflows.databricks.Standing;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyncStatesTest {
    @ParameterizedTest
    @CsvSource({
        "SYNCED_TABLE_PROVISIONING, WAITING",
        "SYNCED_TABLE_PROVISIONING_PIPELINE_RESOURCES, WAITING",
        "SYNCED_TABLE_PROVISIONING_INITIAL_SNAPSHOT, WAITING",
        "SYNCED_TABLE_ONLINE, READY",
        "SYNCED_TABLE_ONLINE_CONTINUOUS_UPDATE, READY",
        "SYNCED_TABLE_ONLINE_TRIGGERED_UPDATE, READY",
        "SYNCED_TABLE_ONLINE_NO_PENDING_UPDATE, READY",
        "SYNCED_TABLE_ONLINE_UPDATING_PIPELINE_RESOURCES, READY",
        "SYNCED_TABLE_ONLINE_PIPELINE_FAILED, DEGRADED",
        "SYNCED_TABLE_OFFLINE_FAILED, FAILED",
        "SYNCED_TABLE_OFFLINE, WAITING",
        "SYNCED_TABLED_OFFLINE, WAITING",
        "SYNCED_TABLE_ONLINE_DREAMING, WAITING",
        "INITIALIZING, WAITING",
    })
    void everyStateHasItsMeaning(String state, Standing standing) {
        assertThat(SyncStates.standing(Optional.of(state))).isEqualTo(standing);
    }

    @Test
    void noStateAtAllIsWaitedFor() {
        assertThat(SyncStates.standing(Optional.empty())).isEqualTo(Standing.WAITING);
        assertThat(SyncStates.known(Optional.empty())).isFalse();
    }

    @Test
    void everyStateOfTheSdkIsKnown() {
        // Given
        Stream<Enum<?>> states = Stream.concat(
                Arrays.stream(com.databricks.sdk.service.database.SyncedTableState.values()),
                Arrays.stream(com.databricks.sdk.service.postgres.SyncedTableState.values()));

        // Then
        assertThat(states.map(Enum::name)).allMatch(state -> SyncStates.known(Optional.of(state)));
    }
}
