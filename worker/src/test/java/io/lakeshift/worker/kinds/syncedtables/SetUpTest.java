package io.lakeshift.worker.kinds.syncedtables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.sandbox.lakebase.Home;
import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.Phase;
import io.lakeshift.workflows.databricks.Backend;
import io.lakeshift.workflows.databricks.Lakebase;
import io.lakeshift.workflows.databricks.Resource;
import io.lakeshift.workflows.databricks.Resource.Kind;
import io.lakeshift.workflows.databricks.Resource.Setting;
import io.lakeshift.workflows.databricks.Resource.Way;
import io.lakeshift.workflows.databricks.TableName;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSpec;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTablesSetup;
import io.lakeshift.workflows.kinds.syncedtables.Upkeep;
import io.lakeshift.workflows.lifecycle.Command;
import io.lakeshift.workflows.lifecycle.Decision;
import io.lakeshift.workflows.lifecycle.Policy;
import io.lakeshift.workflows.setup.SetUpSyncedTables;
import io.lakeshift.workflows.setup.SetUpSyncedTables.Act;
import io.lakeshift.workflows.setup.SetUpSyncedTables.Ready;
import io.lakeshift.workflows.setup.SetUpSyncedTables.Result;
import io.lakeshift.workflows.setup.SyncedTableSetUps.State;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What tables stand on: made, found, refused and taken away, in a workspace that answers over HTTP. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(240)
class SetUpTest {
    private static final String UNITY = "/api/2.1/unity-catalog";
    private static final String PROJECTS = "/api/2.0/postgres/projects";
    private static final String BRANCH = "projects/shop/branches/production";
    private static final String ROLE = "arn:aws:iam::123456789012:role/lake";
    private static final String BUCKET = "s3://lake/analytics";
    private static final Resource CREDENTIAL =
            new Resource(Kind.STORAGE_CREDENTIAL, "lake_credential", Way.CREATE, Map.of(Setting.ROLE_ARN, ROLE));
    private static final Resource LOCATION = new Resource(
            Kind.EXTERNAL_LOCATION,
            "lake_location",
            Way.CREATE,
            Map.of(
                    Setting.URL,
                    BUCKET,
                    Setting.CREDENTIAL,
                    "lake_credential",
                    Setting.COMMENT,
                    "External storage for analytics catalog"));
    private static final Resource CATALOG = new Resource(
            Kind.CATALOG,
            "analytics",
            Way.CREATE,
            Map.of(Setting.STORAGE_ROOT, BUCKET, Setting.COMMENT, "Catalog for operational and analytics data"));
    private static final Resource SCHEMA = new Resource(
            Kind.SCHEMA, "analytics.gold", Way.CREATE, Map.of(Setting.COMMENT, "Schema for lakehouse tables"));
    private static final Resource PROJECT = new Resource(Kind.PROJECT, "projects/shop", Way.CREATE, Map.of());
    private static final List<Resource> ALL = List.of(CREDENTIAL, LOCATION, CATALOG, SCHEMA, PROJECT);

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private FashionDemo demo;

    @BeforeEach
    void start() {
        demo = new FashionDemo(folder.resolve("app.env"));
    }

    @AfterEach
    void stop() {
        demo.close();
    }

    private static Lakebase shop() {
        return new Lakebase(
                Optional.of("sandbox"),
                Backend.AUTOSCALING,
                Optional.empty(),
                Optional.of("projects/shop"),
                FashionDemo.DATABASE,
                Optional.empty());
    }

    private SetUpSyncedTables begin(Act act, List<Resource> resources) {
        SetUpSyncedTables workflow =
                demo.workers.stub(SetUpSyncedTables.class, SetUpSyncedTables.workflowId(FashionDemo.NAME));
        WorkflowClient.start(
                workflow::setUp,
                new SetUpSyncedTables.Request(
                        FashionDemo.NAME,
                        act,
                        shop(),
                        resources,
                        List.of(new TableName("main", "fashion_demo", "usersdb"))));
        return workflow;
    }

    private Result result() {
        return demo.workers
                .client()
                .newUntypedWorkflowStub(SetUpSyncedTables.workflowId(FashionDemo.NAME))
                .getResult(Result.class);
    }

    private Result setUp(Act act, List<Resource> resources) {
        SetUpSyncedTables workflow = begin(act, resources);
        if (act == Act.CREATE && resources.contains(CREDENTIAL)) {
            workflow.ready(new Ready("rita"));
        }
        return result();
    }

    private String failure() {
        WorkflowFailedException failure = catchThrowableOfType(WorkflowFailedException.class, this::result);
        return String.valueOf(MigrationFailure.applicationFailureIn(Objects.requireNonNull(failure))
                .orElseThrow()
                .getOriginalMessage());
    }

    private static List<String> codes(Result result) {
        return result.findings().stream()
                .filter(it -> it.severity() == Finding.Severity.BLOCKER)
                .map(Finding::code)
                .toList();
    }

    private JsonNode body(String path) {
        List<? extends JsonNode> posted = demo.effective("POST", path);
        assertThat(posted).as(path).hasSize(1);
        return posted.get(0).path("body");
    }

    private void fault(String method, String path, String kind, ObjectNode more) {
        demo.sandbox.faults().set(more.put("method", method).put("path", path).put("kind", kind));
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    @Test
    void makesAllOfItInOrderWithWhatWasAskedForAndNothingTheSecondTime() {
        // When
        Result first = setUp(Act.CREATE, ALL);
        int requests = demo.sandbox.requests().size();
        begin(Act.CREATE, ALL);
        Result second = result();

        // Then
        assertThat(first.blocked()).as("%s", first.findings()).isFalse();
        assertThat(first.resources())
                .extracting(SetUpSyncedTables.Standing::state)
                .containsOnly(State.MADE);
        assertThat(body(UNITY + "/storage-credentials"))
                .isEqualTo(object().put("name", "lake_credential")
                        .<ObjectNode>set("aws_iam_role", object().put("role_arn", ROLE)));
        assertThat(body(UNITY + "/external-locations"))
                .isEqualTo(object().put("name", "lake_location")
                        .put("url", BUCKET)
                        .put("credential_name", "lake_credential")
                        .put("comment", "External storage for analytics catalog"));
        assertThat(body(UNITY + "/catalogs"))
                .isEqualTo(object().put("name", "analytics")
                        .put("storage_root", BUCKET)
                        .put("comment", "Catalog for operational and analytics data"));
        assertThat(body(UNITY + "/schemas"))
                .isEqualTo(object().put("name", "gold")
                        .put("catalog_name", "analytics")
                        .put("comment", "Schema for lakehouse tables"));
        assertThat(demo.effective("POST", PROJECTS))
                .extracting(it -> it.at("/query/project_id").asText())
                .containsExactly("shop");
        assertThat(demo.sandbox.requests())
                .filteredOn(it -> it.path("path").asText().contains("/operations/"))
                .hasSizeGreaterThan(2);
        assertThat(first.files().get(FashionDemo.NAME + "-trust-policy.json")).contains("sts:ExternalId");
        assertThat(second.missing()).isEmpty();
        assertThat(demo.sandbox
                        .requests()
                        .subList(requests, demo.sandbox.requests().size()))
                .noneMatch(it -> it.path("method").asText().equals("POST"));
    }

    @Test
    void aCatalogWithoutStorageRootIsAskedForWithoutOne() {
        // When
        setUp(Act.CREATE, List.of(new Resource(Kind.CATALOG, "plain", Way.CREATE, Map.of())));

        // Then
        assertThat(body(UNITY + "/catalogs")).isEqualTo(object().put("name", "plain"));
    }

    @Test
    void aProvisionedInstanceIsWaitedForUntilItIsAvailable() {
        // When
        Result result = setUp(
                Act.CREATE,
                List.of(new Resource(Kind.INSTANCE, "shop-1", Way.CREATE, Map.of(Setting.CAPACITY, "CU_2"))));

        // Then
        assertThat(result.did()).containsExactly("created Lakebase instance shop-1");
        assertThat(body("/api/2.0/database/instances"))
                .isEqualTo(object().put("name", "shop-1").put("capacity", "CU_2"));
    }

    @Test
    void nothingIsMadeWhereSomethingIsThereOrMissingOtherwiseThanThePlanSays() {
        // When
        Result result = setUp(
                Act.CREATE,
                List.of(
                        new Resource(Kind.CATALOG, "main", Way.CREATE, Map.of()),
                        new Resource(Kind.SCHEMA, "main.nowhere", Way.REUSE, Map.of()),
                        new Resource(Kind.PROJECT, "projects/shop", Way.CREATE, Map.of())));

        // Then
        assertThat(codes(result)).containsExactly("RESOURCE_EXISTS", "RESOURCE_MISSING");
        assertThat(result.findings())
                .extracting(Finding::message)
                .contains(
                        "The plan creates the catalog main, but there is one that this migration has not made.",
                        "The plan reuses the schema main.nowhere, but there is none.",
                        "The Lakebase project projects/shop will be created.");
        assertThat(demo.effective("POST", "/api/2")).isEmpty();
    }

    @Test
    void aStorageRootIsComparedSegmentBySegment() {
        // When
        Result result = setUp(
                Act.SURVEY,
                List.of(
                        CREDENTIAL,
                        LOCATION,
                        new Resource(
                                Kind.CATALOG, "analytics", Way.CREATE, Map.of(Setting.STORAGE_ROOT, BUCKET + "10"))));

        // Then
        assertThat(codes(result)).containsExactly("STORAGE_ROOT_NOT_COVERED");
        assertThat(result.findings())
                .extracting(Finding::message)
                .contains("The storage root s3://lake/analytics10 of catalog analytics is not within external location"
                        + " lake_location, which covers s3://lake/analytics.");
    }

    @Test
    void anAnswerThatIsLostIsReadAgainAndNotAskedForTwice() {
        // Given
        for (String path : List.of(UNITY + "/catalogs", PROJECTS)) {
            fault("POST", path, "cut_after", object().put("times", 1));
        }

        // When
        Result result = setUp(Act.CREATE, List.of(CATALOG_WITHOUT_ROOT, PROJECT));

        // Then
        assertThat(result.resources())
                .extracting(SetUpSyncedTables.Standing::state)
                .containsOnly(State.MADE);
        assertThat(demo.effective("POST", UNITY + "/catalogs")).hasSize(1);
        assertThat(demo.effective("POST", PROJECTS)).hasSize(1);
    }

    private static final Resource CATALOG_WITHOUT_ROOT = new Resource(Kind.CATALOG, "plain", Way.CREATE, Map.of());

    @Test
    void aCloudThatDoesNotLetDatabricksInYetIsTriedAgain() {
        // Given
        fault(
                "POST",
                UNITY + "/external-locations",
                "status",
                object().put("times", 2)
                        .put("status", 403)
                        .set("body", object().put("error_code", "ACCESS_DENIED").put("message", "AWS said no")));

        // When
        Result result = setUp(Act.CREATE, List.of(CREDENTIAL, LOCATION));

        // Then
        assertThat(result.resources())
                .extracting(SetUpSyncedTables.Standing::state)
                .containsOnly(State.MADE);
        assertThat(demo.effective("POST", UNITY + "/external-locations")).hasSize(1);
    }

    @Test
    void aMissingPrivilegeIsNamedWithWhoCanGrantIt() {
        // Given
        fault(
                "POST",
                UNITY + "/storage-credentials",
                "deny",
                object().put("message", "User does not have CREATE STORAGE CREDENTIAL"));

        // When
        begin(Act.CREATE, List.of(CREDENTIAL)).ready(new Ready("rita"));

        // Then
        assertThat(failure())
                .isEqualTo("Cannot create storage credential lake_credential at " + demo.sandbox.host()
                        + ": User does not have CREATE STORAGE CREDENTIAL. That needs CREATE STORAGE CREDENTIAL on the"
                        + " metastore; the metastore admin can grant it.");
    }

    @Test
    void aBucketThatIsNotThereAndARootThatIsNotCoveredSayWhatToLookAt() {
        // Given
        fault(
                "POST",
                UNITY + "/external-locations",
                "status",
                object().put("status", 400)
                        .set(
                                "body",
                                object().put("error_code", "INVALID_PARAMETER_VALUE")
                                        .put("message", "The bucket lake does not exist")));
        begin(Act.CREATE, List.of(CREDENTIAL, LOCATION)).ready(new Ready("rita"));
        String bucket = failure();
        demo.sandbox.faults().clear();
        fault(
                "POST",
                UNITY + "/catalogs",
                "status",
                object().put("status", 400)
                        .set(
                                "body",
                                object().put("error_code", "INVALID_PARAMETER_VALUE")
                                        .put("message", "Invalid storage root")));

        // When
        begin(Act.CREATE, List.of(CREDENTIAL, LOCATION, CATALOG));
        String root = failure();

        // Then
        assertThat(bucket)
                .endsWith(
                        "The bucket lake does not exist. Confirm that the bucket exists, in the same AWS region as the"
                                + " workspace.");
        assertThat(root).endsWith("Invalid storage root. Verify that an external location covers s3://lake/analytics.");
    }

    @Test
    void whereLakebaseIsNotEnabledThatIsSaid() {
        // Given
        fault(
                "GET",
                PROJECTS,
                "status",
                object().put("status", 400)
                        .set(
                                "body",
                                object().put("error_code", "BAD_REQUEST")
                                        .put("message", "Lakebase is not enabled in this workspace")));

        // When
        Result result = setUp(Act.SURVEY, List.of(PROJECT));

        // Then
        assertThat(codes(result)).containsExactly("LAKEBASE_UNAVAILABLE");
        assertThat(result.findings().get(0).message())
                .isEqualTo("Lakebase is not available to this identity. Cannot list Lakebase projects at "
                        + demo.sandbox.host() + ": Lakebase is not enabled in this workspace.");
    }

    @Test
    void whatIsMadeByHandAfterAnOperationFailedIsNotTheMigrations() {
        // Given
        String operation = "projects/shop/operations/one";
        fault(
                "POST",
                PROJECTS,
                "status",
                object().put("times", 1)
                        .put("status", 200)
                        .set("body", object().put("name", operation).put("done", false)));
        fault(
                "GET",
                "/api/2.0/postgres/" + operation,
                "status",
                object().put("times", 1)
                        .put("status", 200)
                        .set(
                                "body",
                                object().put("name", operation)
                                        .put("done", true)
                                        .set("error", object().put("message", "no capacity"))));
        begin(Act.CREATE, List.of(PROJECT));
        String failed = failure();
        demo.workspace(Optional.of("sandbox"), demo.sandbox.adminToken())
                .resources()
                .create(PROJECT);

        // When
        Result result = setUp(Act.SURVEY, List.of(PROJECT));

        // Then
        assertThat(failed).contains("could not be created: no capacity");
        assertThat(result.resources())
                .extracting(SetUpSyncedTables.Standing::state)
                .containsExactly(State.THERE);
    }

    @Test
    void aSourceThatIsNotThereStopsItBeforeAnythingIsMade() {
        // When
        SetUpSyncedTables workflow =
                demo.workers.stub(SetUpSyncedTables.class, SetUpSyncedTables.workflowId(FashionDemo.NAME));
        Result result = workflow.setUp(new SetUpSyncedTables.Request(
                FashionDemo.NAME,
                Act.CREATE,
                shop(),
                List.of(PROJECT),
                List.of(new TableName("main", "fashion_demo", "nosuchdb"))));

        // Then
        assertThat(codes(result)).containsExactly("SOURCE_MISSING");
        assertThat(demo.effective("POST", "/api/2.0/postgres")).isEmpty();
    }

    @Test
    void theLastTableTakesWhatWasMadeAlongInTheRightOrder() {
        // Given
        setUp(Act.CREATE, List.of(CREDENTIAL, LOCATION, CATALOG, SCHEMA, PROJECT));
        String unit = migrateUsers();

        // When
        demo.workers.control(unit).send("rollback", new Command("rita", "because"));
        demo.workers.awaitPhase(unit, Phase.ROLLED_BACK);

        // Then
        List<String> deleted = demo.sandbox.requests().stream()
                .filter(it -> it.path("effect").asBoolean()
                        && it.path("method").asText().equals("DELETE"))
                .map(it -> it.path("path").asText())
                .toList();
        assertThat(deleted)
                .containsSubsequence(
                        "/api/2.0/postgres/synced_tables/analytics.gold.users_synced",
                        UNITY + "/schemas/analytics.gold",
                        PROJECTS + "/shop",
                        UNITY + "/catalogs/analytics",
                        UNITY + "/external-locations/lake_location",
                        UNITY + "/storage-credentials/lake_credential");
    }

    @ParameterizedTest
    @ValueSource(strings = {FashionDemo.DATABASE, "orders"})
    void aLakebaseThatHoldsWhatOthersMadeIsLeft(String database) throws Exception {
        // Given
        setUp(Act.CREATE, List.of(CATALOG_WITHOUT_ROOT, PROJECT));
        if (!database.equals(FashionDemo.DATABASE)) {
            demo.click(
                    "/api/2.0/postgres/" + BRANCH + "/databases?database_id=" + database,
                    "{\"spec\": {\"postgres_database\": \"" + database + "\"}}");
        }
        try (Connection connection = demo.sandbox.connect(Home.branch(BRANCH), database)) {
            connection.createStatement().execute("CREATE TABLE public.orders (id bigint PRIMARY KEY)");
        }

        // When
        Result result = setUp(Act.REMOVE, List.of(CATALOG_WITHOUT_ROOT, PROJECT));

        // Then
        assertThat(result.did())
                .containsExactly(
                        "left Lakebase project projects/shop: it holds public.orders, which this migration has not"
                                + " made.",
                        "deleted catalog plain");
        assertThat(demo.effective("DELETE", PROJECTS)).isEmpty();
    }

    private String migrateUsers() {
        SyncedTablesSetup usual = demo.setup;
        demo.setup = new SyncedTablesSetup(
                shop(),
                new SyncedTablesSetup.Staging("analytics", "staging", true),
                true,
                List.of(),
                Optional.empty(),
                usual.sizing());
        SyncedTableSpec users = FashionDemo.tables().get(1);
        SyncedTableSpec there = new SyncedTableSpec(
                users.source(),
                new TableName("analytics", "gold", "users_synced"),
                users.primaryKey(),
                users.mode(),
                users.timeseriesKey(),
                users.onMissingCdf(),
                List.of(),
                Optional.empty(),
                Upkeep.NONE);
        String unit = FashionDemo.unit(there);
        demo.migrate(demo.plan(List.of(there)), Policy.DEFAULT);
        demo.workers.awaitQuestion(unit);
        demo.workers.control(unit).send("approve", Decision.approve("ann", "fine"));
        demo.workers.awaitPhase(unit, Phase.WATCHING);
        return unit;
    }
}
