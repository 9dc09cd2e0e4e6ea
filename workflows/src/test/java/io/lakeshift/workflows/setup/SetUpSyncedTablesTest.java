package io.lakeshift.workflows.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.databricks.Resource;
import io.lakeshift.workflows.databricks.Resource.Kind;
import io.lakeshift.workflows.databricks.Resource.Setting;
import io.lakeshift.workflows.databricks.Resource.Way;
import io.lakeshift.workflows.databricks.TableName;
import io.lakeshift.workflows.setup.SetUpSyncedTables.Act;
import io.lakeshift.workflows.setup.SetUpSyncedTables.Result;
import io.lakeshift.workflows.setup.SyncedTableSetUps.State;
import io.lakeshift.workflows.testing.TestingSetUp;
import io.lakeshift.workflows.testing.TestingStack;
import io.lakeshift.workflows.testing.TestingSyncedMigration;
import io.lakeshift.workflows.testing.TestingSyncedTable;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SetUpSyncedTablesTest {
    private static final Resource CREDENTIAL = new Resource(
            Kind.STORAGE_CREDENTIAL,
            "lake_credential",
            Way.CREATE,
            Map.of(
                    Setting.ROLE_ARN,
                    "arn:aws:iam::123456789012:role/lake",
                    Setting.TRUST_PRINCIPAL,
                    "arn:aws:iam::000000000000:role/unity"));
    private static final Resource LOCATION = new Resource(
            Kind.EXTERNAL_LOCATION,
            "lake_location",
            Way.CREATE,
            Map.of(Setting.URL, "s3://lake/analytics", Setting.CREDENTIAL, "lake_credential"));
    private static final Resource CATALOG =
            new Resource(Kind.CATALOG, "analytics", Way.CREATE, Map.of(Setting.STORAGE_ROOT, "s3://lake/analytics"));
    private static final Resource PROJECT = new Resource(Kind.PROJECT, "projects/shop", Way.CREATE, Map.of());

    private final TestingSetUp setUp = new TestingSetUp();
    private final TestingStack stack = new TestingStack(setUp, new TestingSyncedTable());

    @AfterEach
    void stop() {
        stack.close();
    }

    private SetUpSyncedTables start(Act act, Resource... resources) {
        SetUpSyncedTables workflow = stack.stub(SetUpSyncedTables.class, SetUpSyncedTables.workflowId("demo"));
        WorkflowClient.start(
                workflow::setUp,
                new SetUpSyncedTables.Request(
                        "demo",
                        act,
                        TestingSyncedMigration.setup().lakebase(),
                        List.of(resources),
                        List.of(new TableName("main", "shop", "orders"))));
        return workflow;
    }

    private Result result() {
        return stack.client()
                .newUntypedWorkflowStub(SetUpSyncedTables.workflowId("demo"))
                .getResult(Result.class);
    }

    @Test
    void makesOneAfterTheOtherOnceTheRoleIsReady() {
        // Given
        SetUpSyncedTables workflow = start(Act.CREATE, PROJECT, CATALOG, LOCATION, CREDENTIAL);
        Awaitility.await()
                .ignoreExceptions()
                .until(() -> !workflow.progress().waitingFor().isEmpty());
        SetUpSyncedTables.Progress asked = workflow.progress();
        List<String> before = List.copyOf(setUp.acts);

        // When
        workflow.ready(new SetUpSyncedTables.Ready("rita"));
        Result result = result();

        // Then
        assertThat(before).isEmpty();
        assertThat(asked.waitingFor())
                .isEqualTo("Make the AWS role arn:aws:iam::123456789012:role/lake with the policies in"
                        + " demo-permission-policy.json and demo-trust-policy.json. Then run: lakeshift set-up -f PLAN"
                        + " --role-ready --plan-hash " + result.hash());
        assertThat(setUp.acts)
                .containsExactly(
                        "storage credential lake_credential",
                        "external location lake_location",
                        "catalog analytics",
                        "Lakebase project projects/shop");
        assertThat(result.did())
                .containsExactly(
                        "rita said that the role is ready",
                        "created storage credential lake_credential",
                        "created external location lake_location",
                        "created catalog analytics",
                        "created Lakebase project projects/shop");
        assertThat(result.missing()).isEmpty();
        assertThat(result.files()).containsEntry("demo-trust-policy.json", "trust external-7");
    }

    @Test
    void aSurveyOnlyLooksAndSaysWhatItTakes() {
        // When
        start(Act.SURVEY, PROJECT);
        Result result = result();

        // Then
        assertThat(setUp.acts).isEmpty();
        assertThat(result.missing()).containsExactly(PROJECT);
        assertThat(result.resources().get(0).expectation())
                .isEqualTo(
                        "about a minute; compute is paid by capacity unit and second while it is awake, storage by GB"
                                + " and month");
    }

    @Test
    void nothingIsMadeWhereAnythingIsWrong() {
        // Given
        setUp.findings = List.of(Finding.blocker("RESOURCE_MISSING", "there is none", "x", "Correct it."));

        // When
        start(Act.CREATE, PROJECT);
        Result result = result();

        // Then
        assertThat(result.blocked()).isTrue();
        assertThat(setUp.acts).isEmpty();
    }

    @Test
    void whatIsReusedIsNotAskedFor() {
        // Given
        setUp.states.put("projects/shop", State.THERE);

        // When
        start(Act.CREATE, new Resource(Kind.PROJECT, "projects/shop", Way.REUSE, Map.of()));
        result();

        // Then
        assertThat(setUp.acts).isEmpty();
    }

    @Test
    void whatIsNeverReadyEndsWithWhereToLook() {
        // Given
        setUp.looksUntilReady = Integer.MAX_VALUE;

        // When
        start(Act.CREATE, PROJECT);
        WorkflowFailedException failure = catchThrowableOfType(WorkflowFailedException.class, this::result);

        // Then
        assertThat(MigrationFailure.applicationFailureIn(Objects.requireNonNull(failure))
                        .orElseThrow()
                        .getOriginalMessage())
                .isEqualTo(
                        "The Lakebase project projects/shop is being created and not ready after 60 minutes. It is not"
                                + " asked for again; look at it in the workspace, then run: lakeshift set-up -f PLAN");
    }

    @Test
    void theHashFollowsWhatIsAskedForAndNotWhatIsThere() {
        // When
        String one = SetUpWords.hash(List.of(CATALOG, PROJECT), List.of());
        String other = SetUpWords.hash(List.of(PROJECT, CATALOG), List.of());

        // Then
        assertThat(one).isEqualTo(other).isNotEqualTo(SetUpWords.hash(List.of(PROJECT), List.of()));
    }
}
