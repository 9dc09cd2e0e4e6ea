package io.lakeshift.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrivilegesTest {
    private static final String CREATE = """
            {"name": "main.rights.t", "database_instance_name": "fashion-demo",
             "logical_database_name": "databricks_postgres", "spec": {"scheduling_policy": "SNAPSHOT",
             "source_table_full_name": "main.odd.copy_2", "primary_key_columns": ["id"],
             "create_database_objects_if_missing": true,
             "new_pipeline_spec": {"storage_catalog": "main", "storage_schema": "staging"}}}""";

    private static String refusal() throws Exception {
        return Calls.callAs("sandbox-worker", "POST", "/api/2.0/database/synced_tables", CREATE)
                .error();
    }

    @Test
    void creatingASyncedTableAsksForEachPrivilegeByName() throws Exception {
        // Given
        Calls.rows("CREATE SCHEMA main.rights");
        Calls.rows("CREATE SCHEMA main.staging");
        String user = "PERMISSION_DENIED: User 'worker@example.com' does not have ";

        // Then
        assertThat(refusal()).isEqualTo(user + "CAN USE on Database instance 'fashion-demo'.");
        Calls.call(
                "PATCH",
                "/api/2.0/permissions/database-instances/fashion-demo",
                "{\"access_control_list\":[{\"user_name\":\"worker@example.com\",\"permission_level\":\"CAN_USE\"}]}");
        assertThat(refusal()).isEqualTo(user + "USE CATALOG on Catalog 'main'.");
        Calls.rows("GRANT USE CATALOG ON CATALOG main TO `worker@example.com`");
        assertThat(refusal()).isEqualTo(user + "USE SCHEMA on Schema 'main.rights'.");
        Calls.rows("GRANT USE SCHEMA ON SCHEMA main.rights TO `worker@example.com`");
        assertThat(refusal()).isEqualTo(user + "CREATE TABLE on Schema 'main.rights'.");
        Calls.rows("GRANT CREATE TABLE ON SCHEMA main.rights TO `worker@example.com`");
        assertThat(refusal()).isEqualTo(user + "USE SCHEMA on Schema 'main.odd'.");
        Calls.rows("GRANT USE SCHEMA ON SCHEMA main.odd TO `worker@example.com`");
        assertThat(refusal()).isEqualTo(user + "SELECT on Table 'main.odd.copy_2'.");
        Calls.rows("GRANT SELECT ON TABLE main.odd.copy_2 TO `worker@example.com`");
        assertThat(refusal()).isEqualTo(user + "USE SCHEMA on Schema 'main.staging'.");
        Calls.rows("GRANT USE SCHEMA, CREATE TABLE ON SCHEMA main.staging TO `worker@example.com`");
        assertThat(Calls.callAs("sandbox-worker", "POST", "/api/2.0/database/synced_tables", CREATE)
                        .status())
                .isEqualTo(200);
    }
}
