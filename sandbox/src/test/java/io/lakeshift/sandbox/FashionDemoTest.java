package io.lakeshift.sandbox;

import static io.lakeshift.sandbox.RunningSandbox.DATABASE;
import static io.lakeshift.sandbox.RunningSandbox.INSTANCE;
import static io.lakeshift.sandbox.RunningSandbox.SANDBOX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FashionDemoTest {
    private static final Map<String, String> TABLES = Map.of(
            "products_synced", "productsdb product_id",
            "users_synced", "usersdb user_id",
            "product_embeddings_synced", "product_image_embeddingsdb product_id",
            "user_features_synced", "user_style_featuresdb user_id");

    @Test
    void theFourTablesOfTheShippedSeedTakeTheGuidesStatements() throws Exception {
        // Given
        Calls.call(
                "POST",
                "/api/2.1/unity-catalog/schemas",
                "{\"name\":\"fashion_demo_lakebase\",\"catalog_name\":\"main\"}");
        for (Map.Entry<String, String> each : TABLES.entrySet()) {
            String[] source = each.getValue().split(" ");
            Calls.call("POST", "/api/2.0/database/synced_tables", """
                    {"name": "main.fashion_demo_lakebase.%s", "database_instance_name": "fashion-demo",
                     "logical_database_name": "databricks_postgres", "spec": {"scheduling_policy": "TRIGGERED",
                     "source_table_full_name": "main.fashion_demo.%s", "primary_key_columns": ["%s"],
                     "create_database_objects_if_missing": true}}""".formatted(each.getKey(), source[0], source[1]));
        }
        for (String table : TABLES.keySet()) {
            await().until(() -> Calls.get("/api/2.0/database/synced_tables/main.fashion_demo_lakebase." + table)
                    .body()
                    .path("data_synchronization_status")
                    .path("detailed_state")
                    .asText()
                    .equals("SYNCED_TABLE_ONLINE_NO_PENDING_UPDATE"));
        }

        // When
        try (Connection connection = SANDBOX.connect(INSTANCE, DATABASE);
                Statement statement = connection.createStatement()) {
            for (String index : new String[] {
                "products_synced(master_category)",
                "products_synced(sub_category)",
                "products_synced(price)",
                "products_synced(gender)",
                "products_synced(base_color)",
                "product_embeddings_synced(embedding_model)",
                "users_synced(segment)"
            }) {
                statement.execute("CREATE INDEX ON fashion_demo_lakebase." + index);
            }

            // Then
            assertThat(RunningSandbox.query(
                            connection,
                            "SELECT jsonb_array_elements_text(image_embedding::jsonb) FROM"
                                    + " fashion_demo_lakebase.product_embeddings_synced LIMIT 10"))
                    .hasSize(10)
                    .allSatisfy(it -> assertThat(Double.parseDouble(it)).isFinite());
            assertThat(RunningSandbox.query(
                            connection, "SELECT count(*) FROM fashion_demo_lakebase.user_features_synced"))
                    .containsExactly("500");
        }
    }
}
