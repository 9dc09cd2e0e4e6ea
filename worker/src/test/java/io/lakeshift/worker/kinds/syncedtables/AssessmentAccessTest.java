package io.lakeshift.worker.kinds.syncedtables;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakeshift.sandbox.unity.Securable;
import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.kinds.syncedtables.PlanSyncedTables.Plan;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableAssessments.Assessment;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may do what: logins, privileges, roles and features, each with who can grant it. */
class AssessmentAccessTest extends AssessmentScene {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            main                   | USE_CATALOG   | limited@example.com lacks USE CATALOG on CATALOG main.             | GRANT USE CATALOG ON CATALOG `main` TO `limited@example.com`;
            main.fashion_demo      | USE_SCHEMA    | limited@example.com lacks USE SCHEMA on SCHEMA main.fashion_demo.  | GRANT USE SCHEMA ON SCHEMA `main`.`fashion_demo` TO `limited@example.com`;
            main.fashion_demo      | SELECT        | limited@example.com lacks SELECT on TABLE main.fashion_demo.usersdb. | GRANT SELECT ON TABLE `main`.`fashion_demo`.`usersdb` TO `limited@example.com`;
            main.fashion_demo      | CREATE_TABLE  | limited@example.com lacks CREATE TABLE on SCHEMA main.fashion_demo. | GRANT CREATE TABLE ON SCHEMA `main`.`fashion_demo` TO `limited@example.com`;
            main                   | CREATE_SCHEMA | limited@example.com lacks CREATE SCHEMA on CATALOG main.           | GRANT CREATE SCHEMA ON CATALOG `main` TO `limited@example.com`;
            """)
    void aMissingPrivilegeIsNamedWithTheStatementThatGrantsIt(
            String securable, String privilege, String message, String statement) {
        // Given
        Securable on =
                securable.contains(".") ? Securable.schema("main", "fashion_demo") : Securable.catalog(securable);
        demo.sandbox.unity().grants().revoke(on, LIMITED, Set.of(privilege));

        // When
        Assessment assessment = as("limited", "shared", () -> assessed(users("fashion_demo")));

        // Then
        assertThat(assessment.blocked()).isTrue();
        assertThat(assessment.findings())
                .filteredOn(finding -> finding.code().equals("PRIVILEGE_MISSING"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.message()).isEqualTo(message);
                    assertThat(finding.remedy().orElseThrow())
                            .isEqualTo("Its owner, or whoever has MANAGE on it, can run: " + statement);
                });
    }

    @Test
    void withAllOfThemNothingIsMissing() {
        Assessment assessment = as("limited", "shared", () -> assessed(users("fashion_demo")));
        assertThat(assessment.blocked()).as("%s", assessment.findings()).isFalse();
    }

    @Test
    void withoutTheRightToUseTheLakebaseItIsNamedWithWhoCanGrantIt() {
        Assessment assessment = as("limited", "fashion-demo", () -> assessed(users("fashion_demo")));
        assertThat(assessment.findings())
                .filteredOn(finding -> finding.code().equals("PERMISSION_DENIED"))
                .extracting(Finding::message)
                .singleElement()
                .asString()
                .endsWith(
                        "User 'limited@example.com' does not have CAN USE on Database instance 'fashion-demo'. That needs"
                                + " CAN USE on fashion-demo; whoever manages it can grant that.");
    }

    @Test
    void whoCouldWriteATargetIsNamedWithTheStatementsThatStopThem() {
        // Given
        demo.postgresExecute("CREATE SCHEMA written_lakebase");
        demo.postgresExecute("CREATE TABLE written_lakebase.users_synced (user_id text PRIMARY KEY)");
        demo.postgresExecute("CREATE ROLE app_writer");
        demo.postgresExecute("GRANT SELECT, INSERT, DELETE ON written_lakebase.users_synced TO app_writer");
        demo.postgresExecute("GRANT CREATE ON SCHEMA written_lakebase TO app_writer");

        // When
        Finding finding = finding(assessed(users("written_lakebase")), "OTHERS_MAY_WRITE");
        for (String statement : finding.remedy().orElseThrow().split("(?<=;) ")) {
            demo.postgresExecute(statement);
        }

        // Then
        assertThat(finding)
                .isEqualTo(Finding.warning(
                        "OTHERS_MAY_WRITE",
                        "Others than its pipeline may write where main.written_lakebase.users_synced lies in PostgreSQL; a"
                                + " synced table is only read there, because writing interferes with the pipeline.",
                        "app_writer has DELETE, INSERT on table written_lakebase.users_synced; app_writer has CREATE on"
                                + " schema written_lakebase",
                        "REVOKE DELETE, INSERT ON \"written_lakebase\".\"users_synced\" FROM \"app_writer\";"
                                + " REVOKE CREATE ON SCHEMA \"written_lakebase\" FROM \"app_writer\";"));
        assertThat(assessed(users("written_lakebase")).findings())
                .extracting(Finding::code)
                .doesNotContain("OTHERS_MAY_WRITE");
    }

    @Test
    void aWorkspaceThatOneCannotReadIsToldOnceAndNotTriedAgain() {
        // Given
        fault("/api/2.0/preview/scim/v2/Me", 403, "PERMISSION_DENIED", "You are not a user of this workspace.");

        // When
        Plan plan = plan(users("fashion_demo"));

        // Then
        assertThat(plan.findings().get(0).message())
                .startsWith("Cannot ask who is logged in at http://")
                .endsWith(
                        "You are not a user of this workspace. That needs access to this workspace, which its admin can"
                                + " grant, or another one. Pick the right workspace: databricks auth login --host"
                                + " <workspace URL> --profile sandbox.");
        assertThat(demo.sandbox.requests())
                .filteredOn(request -> request.path("path").asText().endsWith("/Me"))
                .hasSizeLessThanOrEqualTo(6);
    }

    @Test
    void anExpiredLoginIsToldWithTheCommandThatRenewsIt() {
        Plan plan = as("expired", "fashion-demo", () -> plan(users("fashion_demo")));
        assertThat(plan.blocked()).isTrue();
        assertThat(plan.findings().get(0).code()).isEqualTo("NOT_AUTHENTICATED");
        assertThat(plan.findings().get(0).message())
                .contains("Log in again with: databricks auth login --host http://")
                .endsWith(" --profile expired");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /api/2.1/unity-catalog/catalogs               | UNITY_CATALOG_UNAVAILABLE | The workspace has to be attached to a Unity Catalog metastore: ask its admin, then plan again.
            /api/2.0/database/instances/fashion-demo      | WORKSPACE_REFUSED         | Ask the workspace admin to enable it, then plan again.
            """)
    void whatIsNotEnabledIsToldWithWhoEnablesIt(String path, String code, String remedy) {
        // Given
        fault(path, 400, "FEATURE_DISABLED", "This feature is not enabled for the workspace.");

        // When
        Plan plan = plan(users("fashion_demo"));

        // Then
        assertThat(plan.blocked()).isTrue();
        assertThat(plan.findings())
                .filteredOn(finding -> finding.code().equals(code))
                .first()
                .satisfies(finding -> {
                    assertThat(finding.message()).contains("This feature is not enabled for the workspace.");
                    assertThat(finding.remedy()).contains(remedy);
                });
    }

    @Test
    void thePlanTellsWhoAsksAndHowMuchOfEachLimitIsUsed() {
        Plan plan = plan(users("fashion_demo"));
        assertThat(plan.limits())
                .extracting(limit -> limit.name() + ": " + limit.value().replaceAll("http://[0-9.:]+", "HOST"))
                .contains(
                        "identity: migrator@example.com at HOST",
                        "synced tables of main.fashion_demo.usersdb: 0 of 20 there, the plan adds 1",
                        "refreshes: a TRIGGERED table at most every 5 minutes")
                .anySatisfy(text -> assertThat(text).matches("size: 0\\.0 GB of 2 TB in database databricks_postgres"))
                .anySatisfy(text -> assertThat(text)
                        .matches("connections: max_connections 200, 3 reserved, \\d+ in use: room for 1\\d loads at a"
                                + " time, 16 connections each, 0 under way"));
        assertThat(plan.findings())
                .extracting(Finding::message)
                .anySatisfy(text -> assertThat(text)
                        .endsWith("is on this machine and no Databricks workspace: it is taken for a rehearsal's, on"
                                + " AWS."));
    }
}
