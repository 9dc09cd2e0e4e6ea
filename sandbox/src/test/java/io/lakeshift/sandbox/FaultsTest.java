package io.lakeshift.sandbox;

import static io.lakeshift.sandbox.RunningSandbox.SANDBOX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultsTest {
    private static final String ME = "/api/2.0/preview/scim/v2/Me";

    @AfterEach
    void clear() {
        SANDBOX.faults().clear();
        SANDBOX.syncFaults().clear();
    }

    private static void fault(String script) throws Exception {
        assertThat(Calls.call("POST", "/__sandbox/faults", script).status()).isEqualTo(200);
    }

    @Test
    void theSecondCallIsTurnedAwayAndToldWhenToComeAgain() throws Exception {
        // Given
        fault("{\"path\":\"*/scim/v2/Me\",\"from\":2,\"kind\":\"status\",\"status\":429,\"retry_after\":\"3\"}");

        // When
        int first = Calls.get(ME).status();
        Calls.Answer second = Calls.get(ME);
        int third = Calls.get(ME).status();

        // Then
        assertThat(first).isEqualTo(200);
        assertThat(second.status()).isEqualTo(429);
        assertThat(second.response().headers().firstValue("Retry-After")).hasValue("3");
        assertThat(second.error()).isEqualTo("REQUEST_LIMIT_EXCEEDED: A scripted fault.");
        assertThat(third).isEqualTo(200);
    }

    @Test
    void aConnectionThatIsCutAfterTheEffectLeavesTheEffect() throws Exception {
        // Given
        fault("{\"method\":\"POST\",\"path\":\"/api/2.1/unity-catalog/schemas\",\"kind\":\"cut_after\"}");

        // When
        String body = "{\"name\":\"cut\",\"catalog_name\":\"main\"}";
        assertThatThrownBy(() -> Calls.call("POST", "/api/2.1/unity-catalog/schemas", body))
                .isInstanceOf(IOException.class);

        // Then
        assertThat(Calls.get("/api/2.1/unity-catalog/schemas/main.cut").status())
                .isEqualTo(200);
        JsonNode logged = SANDBOX.requests().stream()
                .filter(it -> it.path("body").path("name").asText().equals("cut"))
                .findFirst()
                .orElseThrow();
        assertThat(logged.path("status").asInt()).isZero();
        assertThat(logged.path("effect").asBoolean()).isTrue();
        assertThat(logged.path("fault").asText()).endsWith("CUT_AFTER");
    }

    @Test
    void aConnectionThatIsCutBeforeTheEffectLeavesNone() throws Exception {
        // Given
        fault("{\"method\":\"POST\",\"path\":\"/api/2.1/unity-catalog/schemas\",\"kind\":\"cut_before\"}");

        // When
        String body = "{\"name\":\"uncut\",\"catalog_name\":\"main\"}";
        assertThatThrownBy(() -> Calls.call("POST", "/api/2.1/unity-catalog/schemas", body))
                .isInstanceOf(IOException.class);

        // Then
        assertThat(Calls.get("/api/2.1/unity-catalog/schemas/main.uncut").error())
                .isEqualTo("SCHEMA_DOES_NOT_EXIST: Schema 'main.uncut' does not exist.");
    }

    @Test
    void anAnswerCanBeAWebPageOrHoldAnUnknownValueOrAnEmptyPage() throws Exception {
        // Given
        fault("{\"path\":\"" + ME + "\",\"kind\":\"html\"}");
        fault("{\"path\":\"*/instances/fashion-demo\",\"kind\":\"replace\",\"field\":\"state\",\"value\":\"MELTING\"}");
        fault("{\"path\":\"*/catalogs\",\"kind\":\"empty_page\",\"next_page_token\":\"ZnJvbTow\"}");

        // Then
        assertThat(Calls.get(ME).response().body()).startsWith("<!doctype html>");
        assertThat(Calls.get("/api/2.0/database/instances/fashion-demo")
                        .body()
                        .path("state")
                        .asText())
                .isEqualTo("MELTING");
        assertThat(RunningSandbox.client()
                        .catalogs()
                        .list(new com.databricks.sdk.service.catalog.ListCatalogsRequest()))
                .extracting(it -> it.getName())
                .contains("main", "system");
    }

    @Test
    void aRefusalOrATimeOutLeavesNoEffect() throws Exception {
        // Given
        fault("{\"method\":\"POST\",\"path\":\"*/schemas\",\"kind\":\"deny\",\"message\":\"Ask the owner.\"}");
        fault("{\"method\":\"POST\",\"path\":\"*/schemas\",\"from\":2,\"kind\":\"timeout\",\"delay_ms\":50}");
        String body = "{\"name\":\"denied\",\"catalog_name\":\"main\"}";

        // When
        Calls.Answer denied = Calls.call("POST", "/api/2.1/unity-catalog/schemas", body);

        // Then
        assertThat(denied.status()).isEqualTo(403);
        assertThat(denied.error()).isEqualTo("PERMISSION_DENIED: Ask the owner.");
        assertThatThrownBy(() -> Calls.call("POST", "/api/2.1/unity-catalog/schemas", body))
                .isInstanceOf(IOException.class);
        assertThat(Calls.get("/api/2.1/unity-catalog/schemas/main.denied").status())
                .isEqualTo(404);
    }

    @Test
    void anErrorCanComeAfterTheEffectAndAnAnswerCanComeLate() throws Exception {
        // Given
        fault("{\"method\":\"POST\",\"path\":\"*/schemas\",\"kind\":\"status_after\",\"status\":503}");
        fault("{\"path\":\"" + ME + "\",\"kind\":\"delay\",\"delay_ms\":200}");

        // When
        Calls.Answer failed =
                Calls.call("POST", "/api/2.1/unity-catalog/schemas", "{\"name\":\"failed\",\"catalog_name\":\"main\"}");
        long asked = System.nanoTime();
        Calls.Answer late = Calls.get(ME);

        // Then
        assertThat(failed.status()).isEqualTo(503);
        assertThat(Calls.get("/api/2.1/unity-catalog/schemas/main.failed").status())
                .isEqualTo(200);
        assertThat(late.status()).isEqualTo(200);
        assertThat(System.nanoTime() - asked).isGreaterThan(200_000_000L);
    }

    @Test
    void aFaultCanBeOfCallsWithATextInTheirBody() throws Exception {
        // Given
        fault(
                "{\"method\":\"POST\",\"path\":\"*/schemas\",\"containing\":\"picked\",\"kind\":\"status\",\"status\":503}");

        // When
        int other = Calls.call(
                        "POST", "/api/2.1/unity-catalog/schemas", "{\"name\":\"passed\",\"catalog_name\":\"main\"}")
                .status();
        int picked = Calls.call(
                        "POST", "/api/2.1/unity-catalog/schemas", "{\"name\":\"picked\",\"catalog_name\":\"main\"}")
                .status();

        // Then
        assertThat(other).isEqualTo(200);
        assertThat(picked).isEqualTo(503);
    }

    @Test
    void anUnknownFaultOrAFaultWithoutPathIsRefused() throws Exception {
        assertThat(Calls.call("POST", "/__sandbox/faults", "{\"path\":\"/x\",\"kind\":\"explode\"}")
                        .error())
                .startsWith("INVALID_PARAMETER_VALUE: There is no fault 'explode'; there are [STATUS, DELAY,");
        assertThat(Calls.call("POST", "/__sandbox/faults", "{}").error())
                .isEqualTo("INVALID_PARAMETER_VALUE: Missing required field: path");
    }

    @Test
    void aTableStaysInItsStateUntilTheFaultIsLiftedAndAScriptedErrorFailsItsNextRun() throws Exception {
        // Given
        Calls.call("POST", "/api/2.1/unity-catalog/schemas", "{\"name\":\"faulty\",\"catalog_name\":\"main\"}");
        Calls.call(
                "POST",
                "/__sandbox/sync-faults",
                "{\"table\":\"main.faulty.t\",\"stuck_in\":\"SYNCED_TABLE_PROVISIONING_PIPELINE_RESOURCES\"}");

        // When
        Calls.call("POST", "/api/2.0/database/synced_tables", """
                {"name": "main.faulty.t", "database_instance_name": "fashion-demo",
                 "logical_database_name": "databricks_postgres", "spec": {"scheduling_policy": "SNAPSHOT",
                 "source_table_full_name": "main.odd.no_feed", "primary_key_columns": ["id"],
                 "create_database_objects_if_missing": true}}""");

        // Then
        await().until(() -> state().equals("SYNCED_TABLE_PROVISIONING_PIPELINE_RESOURCES"));
        await().during(java.time.Duration.ofMillis(200))
                .until(() -> state().equals("SYNCED_TABLE_PROVISIONING_PIPELINE_RESOURCES"));
        Calls.call(
                "POST",
                "/__sandbox/sync-faults",
                "{\"table\":\"main.faulty.t\",\"error\":\"SYNCED_TABLE_USER_ERROR.CONNECTION_ERROR\",\"message\":\"Gone.\"}");
        await().until(() -> state().equals("SYNCED_TABLE_OFFLINE_FAILED"));
        assertThat(table().path("data_synchronization_status").path("message").asText())
                .isEqualTo("[SYNCED_TABLE_USER_ERROR.CONNECTION_ERROR] Gone.");
    }

    private static JsonNode table() throws IOException, InterruptedException {
        return Calls.get("/api/2.0/database/synced_tables/main.faulty.t").body();
    }

    private static String state() throws IOException, InterruptedException {
        return table().path("data_synchronization_status")
                .path("detailed_state")
                .asText();
    }
}
