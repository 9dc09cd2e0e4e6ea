package io.lakeshift.cli.kinds.syncedtables.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotebookPlanTest {
    private static final String PLACES = """
            # Source
            SOURCE_CATALOG = "main"
            SOURCE_SCHEMA = 'fashion_demo'   # where it is now
            TARGET_CATALOG: str = "main"
            TARGET_SCHEMA = "fashion_demo" + "_lakebase"
            DATABASE_INSTANCE_NAME = "instance-e2ff35b5-a3fc-44f3-9d65-7cba8332db7c"
            LOGICAL_DATABASE_NAME = "databricks_postgres"
            PIPELINE_STORAGE_CATALOG = SOURCE_CATALOG
            PIPELINE_STORAGE_SCHEMA = f"{SOURCE_SCHEMA}_staging"
            DEFAULT_SYNC_MODE = "TRIGGERED"
            """;

    @Test
    void readsAConfigurationCellOfMappings() throws IOException {
        // When
        NotebookPlan plan = NotebookPlan.of(PLACES + """
                TABLES_TO_MIGRATE = [
                    {
                        "source_table": "productsdb",   # the catalogue
                        "synced_table": "products_synced",
                        "primary_key": ["product_id"],
                        "timeseries_key": "ingested_at",
                    },
                    {'source': 'usersdb', 'target': 'users_synced', 'primary_keys': ['user_id', 'region'],
                     'sync_mode': SyncMode.SNAPSHOT, 'timeseries_key': None},
                    dict(source="events", target="events_synced", pk="id, day", mode="continuous"),
                ]
                """, "fashion-demo");

        // Then
        JsonNode spec = spec(plan);
        assertThat(plan.notUnderstood()).isEmpty();
        assertThat(plan.missing()).isEmpty();
        assertThat(spec.path("instance").asText()).isEqualTo("instance-e2ff35b5-a3fc-44f3-9d65-7cba8332db7c");
        assertThat(spec.path("database").asText()).isEqualTo("databricks_postgres");
        assertThat(spec.at("/source/schema").asText()).isEqualTo("fashion_demo");
        assertThat(spec.at("/target/schema").asText()).isEqualTo("fashion_demo_lakebase");
        assertThat(spec.at("/staging/catalog").asText()).isEqualTo("main");
        assertThat(spec.at("/staging/schema").asText()).isEqualTo("fashion_demo_staging");
        assertThat(spec.at("/defaults/mode").asText()).isEqualTo("TRIGGERED");
        assertThat(spec.path("tables"))
                .hasToString(
                        "[{\"source\":\"productsdb\",\"target\":\"products_synced\",\"primaryKey\":[\"product_id\"],\"timeseriesKey\":\"ingested_at\"},"
                                + "{\"source\":\"usersdb\",\"target\":\"users_synced\",\"primaryKey\":[\"user_id\",\"region\"],\"mode\":\"SNAPSHOT\"},"
                                + "{\"source\":\"events\",\"target\":\"events_synced\",\"primaryKey\":[\"id\",\"day\"],\"mode\":\"CONTINUOUS\"}]");
    }

    @Test
    void readsTuplesAndAMappingBySource() throws IOException {
        // Given
        String tuples = PLACES + """
                TABLES_TO_MIGRATE = (
                    ("productsdb", "products_synced", ["product_id"], "ingested_at"),
                    ("usersdb", "users_synced", "user_id", "SNAPSHOT"),
                )
                """;
        String bySource = PLACES + """
                TABLES_TO_MIGRATE = {
                    "productsdb": {"target_table": "products_synced", "key": ["product_id"]},
                }
                """;

        // When
        JsonNode fromTuples = spec(NotebookPlan.of(tuples, "n")).path("tables");
        JsonNode fromMapping = spec(NotebookPlan.of(bySource, "n")).path("tables");

        // Then
        assertThat(fromTuples)
                .hasToString(
                        "[{\"source\":\"productsdb\",\"target\":\"products_synced\",\"primaryKey\":[\"product_id\"],\"timeseriesKey\":\"ingested_at\"},"
                                + "{\"source\":\"usersdb\",\"target\":\"users_synced\",\"primaryKey\":[\"user_id\"],\"mode\":\"SNAPSHOT\"}]");
        assertThat(fromMapping)
                .hasToString(
                        "[{\"source\":\"productsdb\",\"target\":\"products_synced\",\"primaryKey\":[\"product_id\"]}]");
    }

    @Test
    void namesEverythingThatItDidNotUnderstand() {
        // When
        NotebookPlan plan = NotebookPlan.of("""
                %pip install databricks-sdk
                from databricks.sdk import WorkspaceClient
                w = WorkspaceClient()
                SOURCE_CATALOG = dbutils.widgets.get("catalog")
                SOURCE_SCHEMA = os.getenv("SCHEMA", "x")
                TARGET_CATALOG = "main"
                TARGET_SCHEMA = f"{prefix}_lakebase"
                ENABLE_CLEANUP = True
                RETRIES = 3
                TABLES_TO_MIGRATE = [
                    {"source": "a", "target": "a_synced", "primary_key": ["id"], "owner": "ann"},
                    "just_a_name",
                    {"source": "b"},
                ]
                """, "n");

        // Then
        assertThat(plan.notUnderstood())
                .containsExactly(
                        "SOURCE_CATALOG on line 4: it calls dbutils.widgets.get(…), which only running it would tell",
                        "SOURCE_SCHEMA on line 5: it calls os.getenv(…), which only running it would tell",
                        "TARGET_SCHEMA on line 7: its text asks for {prefix}, which only running it would tell",
                        "table 1 of TABLES_TO_MIGRATE on line 10: a plan has no place for its owner",
                        "table 2 of TABLES_TO_MIGRATE on line 10: it is no mapping, and no tuple of source, target, key, mode and timeseries key",
                        "table 3 of TABLES_TO_MIGRATE on line 10: it has no target, so it is left out",
                        "ENABLE_CLEANUP on line 8: a plan has no place for it; cleaning up is 'lakeshift rollback'",
                        "RETRIES on line 9: a plan has no place for it");
        assertThat(plan.missing())
                .containsExactly(
                        "spec.instance: the notebook gives no DATABASE_INSTANCE_NAME",
                        "spec.source.catalog: the notebook gives no SOURCE_CATALOG",
                        "spec.source.schema: the notebook gives no SOURCE_SCHEMA",
                        "spec.target.schema: the notebook gives no TARGET_SCHEMA",
                        "spec.staging.catalog: the notebook gives no PIPELINE_STORAGE_CATALOG",
                        "spec.staging.schema: the notebook gives no PIPELINE_STORAGE_SCHEMA");
    }

    @Test
    void readsWhatIsAddedAndNamesWhatIsChangedOtherwise() throws IOException {
        // When
        NotebookPlan plan = NotebookPlan.of(PLACES + """
                TABLES_TO_MIGRATE = [("a", "a_synced", "id")]
                TABLES_TO_MIGRATE += [("b", "b_synced", "id", SyncMode.CONTINUOUS.value)]
                TABLES_TO_MIGRATE.append(("c", "c_synced", "id"))
                if DEBUG:
                    print(TABLES_TO_MIGRATE)
                """, "n");

        // Then
        assertThat(spec(plan).path("tables"))
                .hasToString(
                        "[{\"source\":\"a\",\"target\":\"a_synced\",\"primaryKey\":[\"id\"]},"
                                + "{\"source\":\"b\",\"target\":\"b_synced\",\"primaryKey\":[\"id\"],\"mode\":\"CONTINUOUS\"}]");
        assertThat(plan.notUnderstood())
                .containsExactly("TABLES_TO_MIGRATE is changed on line 13, which only running it would tell");
    }

    @Test
    void addsTextsAndListsAndNothingElse() throws IOException {
        // When
        NotebookPlan plan = NotebookPlan.of("""
                VERSION = 1 + 2
                SOURCE_SCHEMA = "sales" + 7
                SHARD = 7
                TARGET_SCHEMA = f"sales_{SHARD}"
                TABLES_TO_MIGRATE = [("a", "a_synced", "id")] + [("b", "b_synced", "id")]
                TARGET_CATALOG = ["main"] + "x"
                """, "n");

        // Then
        assertThat(plan.notUnderstood())
                .containsExactly(
                        "VERSION on line 1: the '+' on line 1 adds what is neither two texts nor two lists",
                        "SOURCE_SCHEMA on line 2: the '+' on line 2 adds what is neither two texts nor two lists",
                        "TARGET_CATALOG on line 6: the '+' on line 6 adds what is neither two texts nor two lists",
                        "SHARD on line 3: a plan has no place for it");
        assertThat(spec(plan).at("/target/schema").asText()).isEqualTo("sales_7");
        assertThat(spec(plan).path("tables")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "TABLES_TO_MIGRATE = [{",
                "TABLES_TO_MIGRATE = [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1",
                "TABLES_TO_MIGRATE = {'a': }",
                "TABLES_TO_MIGRATE = \"never closed",
                "TABLES_TO_MIGRATE = '''never closed\n\n",
                "TABLES_TO_MIGRATE = dict(1=2)",
                "TABLES_TO_MIGRATE = ]",
                "TABLES_TO_MIGRATE = [x for x in y]",
                "\\",
                "=\n==\nA =\nA = =",
            })
    void brokenPythonIsToldAndNeverThrown(String code) {
        // When
        NotebookPlan plan = NotebookPlan.of(code, "n");

        // Then
        assertThat(plan.missing()).contains("spec.tables: the notebook gives no table in TABLES_TO_MIGRATE");
    }

    private static JsonNode spec(NotebookPlan plan) throws IOException {
        return new YAMLMapper().readTree(plan.yaml()).path("spec");
    }
}
