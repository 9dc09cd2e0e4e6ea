package io.lakeshift.worker.kinds.syncedtables;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakeshift.sandbox.SandboxOptions;
import io.lakeshift.sandbox.seed.Seed;
import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.databricks.Backend;
import io.lakeshift.workflows.databricks.Lakebase;
import io.lakeshift.workflows.databricks.Resource;
import io.lakeshift.workflows.databricks.Resource.Kind;
import io.lakeshift.workflows.databricks.Resource.Setting;
import io.lakeshift.workflows.databricks.Resource.Way;
import io.lakeshift.workflows.databricks.TableName;
import io.lakeshift.workflows.setup.SetUpSyncedTables;
import io.lakeshift.workflows.setup.SetUpSyncedTables.Act;
import io.lakeshift.workflows.setup.SetUpSyncedTables.Result;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where buckets and roles are, and why a catalog should have a storage root of its own: nothing is made here. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SetUpStorageTest {
    private static final Resource CREDENTIAL = new Resource(
            Kind.STORAGE_CREDENTIAL,
            "lake_credential",
            Way.CREATE,
            Map.of(Setting.ROLE_ARN, "arn:aws:iam::123456789012:role/lake"));
    private static final TableName USERS = new TableName("main", "fashion_demo", "usersdb");
    private static final Seed SEED = Seed.parse("""
            include: fashion-demo
            catalogs:
              - name: plain
                schemas:
                  - name: demo
                    tables:
                      - {name: stored, columns: [id bigint], primary_key: [id], rows: 3}
            """);

    @SuppressWarnings("NullAway.Init")
    private FashionDemo demo;

    private int surveys;

    @BeforeAll
    void start(@TempDir Path folder) {
        demo = new FashionDemo(folder.resolve("app.env"), SandboxOptions.fast().withSeed(SEED));
    }

    @AfterAll
    void stop() {
        demo.close();
    }

    private List<Finding> survey(TableName source, Resource... resources) {
        Lakebase shop = new Lakebase(
                Optional.of("sandbox"),
                Backend.AUTOSCALING,
                Optional.empty(),
                Optional.of("projects/shop"),
                FashionDemo.DATABASE,
                Optional.empty());
        Result result = demo.workers
                .stub(SetUpSyncedTables.class, "plan/storage-" + ++surveys)
                .setUp(new SetUpSyncedTables.Request(
                        FashionDemo.NAME, Act.SURVEY, shop, List.of(resources), List.of(source)));
        return result.findings();
    }

    /** @param declared in the order of region, account, and the workspace's of both; empty where it is not */
    private static Resource location(String... declared) {
        Map<Setting, String> settings = new EnumMap<>(Setting.class);
        settings.put(Setting.URL, "s3://lake/analytics");
        settings.put(Setting.CREDENTIAL, "lake_credential");
        List<Setting> order =
                List.of(Setting.REGION, Setting.ACCOUNT, Setting.WORKSPACE_REGION, Setting.WORKSPACE_ACCOUNT);
        for (int i = 0; i < declared.length; i++) {
            if (!declared[i].isEmpty()) {
                settings.put(order.get(i), declared[i]);
            }
        }
        return new Resource(Kind.EXTERNAL_LOCATION, "lake_location", Way.CREATE, settings);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', emptyValue = "", textBlock = """
            eu-west-1 | 123456789012 | us-east-1 | 123456789012 | The bucket of external location lake_location is in AWS region eu-west-1, but the workspace is in us-east-1.
            us-east-1 | 999999999999 | us-east-1 | 123456789012 | The bucket of external location lake_location is in AWS account 999999999999, but the workspace is in 123456789012.
            us-east-1 | 999999999999 | us-east-1 | 999999999999 | The role of external location lake_location is in AWS account 123456789012, but the workspace is in 999999999999.
            eu-west-1 | ''           | us-east-1 | ''           | The bucket of external location lake_location is in AWS region eu-west-1, but the workspace is in us-east-1.
            """)
    void aBucketOrARoleElsewhereThanTheWorkspaceIsRefused(
            String region, String account, String workspaceRegion, String workspaceAccount, String message) {
        // When
        List<Finding> findings =
                survey(USERS, CREDENTIAL, location(region, account, workspaceRegion, workspaceAccount));

        // Then
        assertThat(findings)
                .filteredOn(finding -> finding.severity() == Finding.Severity.BLOCKER)
                .containsExactly(Finding.blocker(
                        "BUCKET_ELSEWHERE",
                        message,
                        "spec.setup: s3://lake/analytics",
                        "Take a bucket and a role in the account and region of the workspace, or correct what the plan"
                                + " declares."));
    }

    @Test
    void whatNobodyDeclaredIsForAPersonToConfirm() {
        // When
        List<Finding> undeclared = survey(USERS, CREDENTIAL, location());
        List<Finding> half = survey(USERS, CREDENTIAL, location("us-east-1", "", "us-east-1"));
        List<Finding> declared =
                survey(USERS, CREDENTIAL, location("us-east-1", "123456789012", "us-east-1", "123456789012"));

        // Then
        assertThat(undeclared)
                .contains(Finding.warning(
                        "CONFIRM_BUCKET_PLACE",
                        "Confirm that the bucket of external location lake_location and its role are in the AWS account and"
                                + " region of the workspace, and that you may make roles and policies there: Databricks"
                                + " does not tell.",
                        "s3://lake/analytics",
                        "To have it checked, declare region and account in setup.externalLocation and in"
                                + " setup.workspace."));
        assertThat(half).extracting(Finding::code).contains("CONFIRM_BUCKET_PLACE");
        assertThat(declared).extracting(Finding::code).doesNotContain("CONFIRM_BUCKET_PLACE", "BUCKET_ELSEWHERE");
    }

    @Test
    void whichReasonsForStorageOfOnesOwnApplyIsPrinted() {
        // When
        List<Finding> own = survey(
                USERS,
                CREDENTIAL,
                location(),
                new Resource(
                        Kind.CATALOG, "analytics", Way.CREATE, Map.of(Setting.STORAGE_ROOT, "s3://lake/analytics")));
        List<Finding> reused = survey(USERS, new Resource(Kind.CATALOG, "main", Way.REUSE, Map.of()));
        List<Finding> plain = survey(USERS, new Resource(Kind.CATALOG, "scratch", Way.CREATE, Map.of()));

        // Then
        assertThat(own)
                .contains(Finding.info(
                        "EXTERNAL_STORAGE",
                        "Catalog analytics keeps its tables in s3://lake/analytics. A storage root of its own is for three"
                                + " cases: tables are synced from it (no, none of this plan's); the bucket's location,"
                                + " encryption or life cycle are to be controlled (yes, the plan names the bucket);"
                                + " another account or workspace reads it (Databricks does not tell)."));
        assertThat(reused)
                .extracting(Finding::message)
                .anySatisfy(text -> assertThat(text)
                        .startsWith("Catalog main keeps its tables in s3://sandbox-lakehouse/main. ")
                        .contains("(yes, 1 of this plan's)"));
        assertThat(plain)
                .contains(Finding.info(
                        "METASTORE_STORAGE",
                        "Catalog scratch keeps its tables in the metastore's storage, which is enough in most cases. A"
                                + " storage root of its own is for three cases: tables are synced from it (no, none of"
                                + " this plan's); the bucket's location, encryption or life cycle are to be controlled"
                                + " (no, the plan names no bucket); another account or workspace reads it (Databricks"
                                + " does not tell)."));
        assertThat(plain).noneMatch(finding -> finding.severity() == Finding.Severity.BLOCKER);
    }

    @Test
    void aCatalogWithoutRootFromWhichTablesAreSyncedIsRefused() {
        // When
        List<Finding> findings = survey(
                new TableName("plain", "demo", "stored"), new Resource(Kind.CATALOG, "plain", Way.REUSE, Map.of()));

        // Then
        assertThat(findings)
                .filteredOn(finding -> finding.severity() == Finding.Severity.BLOCKER)
                .containsExactly(Finding.blocker(
                        "DEFAULT_STORAGE",
                        "Catalog plain keeps its tables in the workspace's default storage, from which autoscaling Lakebase"
                                + " projects cannot sync.",
                        "storage_root is empty",
                        "Move the table to a catalog with a storage root of its own."));
    }
}
