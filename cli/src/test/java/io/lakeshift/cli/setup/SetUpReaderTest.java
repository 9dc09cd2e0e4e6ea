package io.lakeshift.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakeshift.cli.kinds.syncedtables.SyncedTablesFile;
import io.lakeshift.cli.plan.PlanFileException;
import io.lakeshift.cli.plan.PlanReader;
import io.lakeshift.workflows.databricks.Resource;
import io.lakeshift.workflows.databricks.Resource.Kind;
import io.lakeshift.workflows.databricks.Resource.Setting;
import io.lakeshift.workflows.databricks.Resource.Way;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SetUpReaderTest {
    private static final Path EXAMPLE = Path.of("../docs/examples/shop-from-scratch.yaml");

    @TempDir
    Path folder;

    private SyncedTablesFile read(String... replacements) throws IOException {
        String text = Files.readString(EXAMPLE);
        for (int i = 0; i < replacements.length; i += 2) {
            assertThat(text).contains(replacements[i]);
            text = text.replace(replacements[i], replacements[i + 1]);
        }
        return new PlanReader(Map.of())
                .readSyncedTables(Files.writeString(folder.resolve("plan.yaml"), text))
                .orElseThrow();
    }

    @Test
    void readsEachThingWithItsWayAndItsSettings() throws IOException {
        // When
        SyncedTablesFile plan = read();

        // Then
        assertThat(plan.setup().lakebase().place()).isEqualTo("projects/shop");
        assertThat(plan.resources())
                .containsExactly(
                        new Resource(
                                Kind.STORAGE_CREDENTIAL,
                                "lake_credential",
                                Way.CREATE,
                                Map.of(Setting.ROLE_ARN, "arn:aws:iam::123456789012:role/lake")),
                        new Resource(
                                Kind.EXTERNAL_LOCATION,
                                "lake_location",
                                Way.CREATE,
                                Map.of(
                                        Setting.URL,
                                        "s3://lake/analytics",
                                        Setting.CREDENTIAL,
                                        "lake_credential",
                                        Setting.COMMENT,
                                        "External storage for analytics catalog")),
                        new Resource(
                                Kind.CATALOG,
                                "analytics",
                                Way.CREATE,
                                Map.of(
                                        Setting.STORAGE_ROOT,
                                        "s3://lake/analytics",
                                        Setting.COMMENT,
                                        "Catalog for operational and analytics data")),
                        new Resource(
                                Kind.SCHEMA,
                                "analytics.gold",
                                Way.CREATE,
                                Map.of(Setting.COMMENT, "Schema for lakehouse tables")),
                        new Resource(Kind.PROJECT, "projects/shop", Way.CREATE, Map.of()));
    }

    @Test
    void reusesWhatIsSaidToBeReused() throws IOException {
        // When
        SyncedTablesFile plan = read("lakebase: { create: shop }", "lakebase: { reuse: shop }");

        // Then
        assertThat(plan.resources()).contains(new Resource(Kind.PROJECT, "projects/shop", Way.REUSE, Map.of()));
    }

    @Test
    void whereBucketAndWorkspaceAreIsWhatThePlanDeclares() throws IOException {
        // When
        SyncedTablesFile plan = read(
                "      url: s3://lake/analytics\n",
                "      url: s3://lake/analytics\n      region: eu-central-1\n      account: \"123456789012\"\n",
                "  setup:\n",
                "  setup:\n    workspace: { region: us-east-1, account: \"012345678901\" }\n");

        // Then
        assertThat(plan.resources().get(1).settings())
                .containsEntry(Setting.REGION, "eu-central-1")
                .containsEntry(Setting.ACCOUNT, "123456789012")
                .containsEntry(Setting.WORKSPACE_REGION, "us-east-1")
                .containsEntry(Setting.WORKSPACE_ACCOUNT, "012345678901");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lakebase: { create: shop } | lakebase: { }"
                        + " | spec.setup.lakebase must say either create: NAME, then it is made, or reuse: NAME, then it is"
                        + " taken as it is; nothing is assumed.",
                "lakebase: { create: shop } | lakebase: { create: shop, reuse: shop }"
                        + " | spec.setup.lakebase must say either create: NAME",
                "lakebase: { create: shop } | lakebase: { create: other }"
                        + " | spec.setup.lakebase.create is other, but spec.project is shop.",
                "roleArn: arn:aws:iam::123456789012:role/lake | roleArn: lake"
                        + " | spec.setup.storageCredential.roleArn is lake, but must be arn:aws:iam::<12 digits>:role/<name>.",
                "roleArn: arn:aws:iam::123456789012:role/lake | comment: none"
                        + " | spec.setup.storageCredential.roleArn is missing.",
                "lakebase: { create: shop } | workspace: { region: Frankfurt, account: 12 }"
                        + " | spec.setup.workspace.region is Frankfurt, but must be such as eu-central-1.",
                "lakebase: { create: shop } | workspace: { account: 12 }"
                        + " | spec.setup.workspace.account is 12, but must be 12 digits in quotes.",
                "url: s3://lake/analytics | url: /lake"
                        + " | spec.setup.externalLocation.url is /lake, but must be s3://<bucket>/<prefix>.",
            })
    void saysWhatIsWrong(String text, String wrong, String problem) {
        assertThatThrownBy(() -> read(text, wrong))
                .isInstanceOf(PlanFileException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void aTokenInAPlanIsRefusedAndNotRepeated() {
        assertThatThrownBy(() -> read("  profile: sandbox", "  token: my-very-secret"))
                .isInstanceOf(PlanFileException.class)
                .hasMessageContaining("spec.token holds a secret, which a plan never does: name a Databricks profile as"
                        + " spec.profile, or set DATABRICKS_HOST and DATABRICKS_TOKEN where the worker runs.")
                .hasMessageNotContaining("my-very-secret");
    }

    @Test
    void soIsWhatLooksLikeOneElsewhere() {
        assertThatThrownBy(() -> read("  profile: sandbox", "  profile: dapi0123456789abcdef0123456789abcdef"))
                .isInstanceOf(PlanFileException.class)
                .hasMessageContaining("spec.profile holds a secret")
                .hasMessageNotContaining("dapi0123");
    }

    @Test
    void aProfileOfTheCommandLineReplacesThePlans() throws IOException {
        // When
        SyncedTablesFile plan = read().withProfile("work");

        // Then
        assertThat(plan.setup().lakebase().profile()).contains("work");
    }
}
