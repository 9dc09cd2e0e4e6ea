package io.lakeshift.activities.kinds.syncedtables;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakeshift.activities.databricks.Cloud;
import io.lakeshift.workflows.Finding;
import io.lakeshift.workflows.databricks.Backend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkspaceChecksTest {
    @ParameterizedTest
    @CsvSource({
        "https://adb-1.2.azuredatabricks.net, Azure",
        "https://x.gcp.databricks.com, Google Cloud",
    })
    void anAutoscalingProjectIsOnAws(String host, String cloud) {
        Finding finding = WorkspaceChecks.ofHost(host, Backend.AUTOSCALING).get(0);
        assertThat(finding.severity()).isEqualTo(Finding.Severity.BLOCKER);
        assertThat(finding.message())
                .isEqualTo(
                        host + " is a workspace on " + cloud + "; autoscaling Lakebase projects are documented for AWS"
                                + " only (hosts that end with .cloud.databricks.com).");
        assertThat(finding.remedy())
                .contains("Use a profile of a workspace on AWS, or a provisioned instance: backend: provisioned.");
        assertThat(WorkspaceChecks.ofHost(host, Backend.PROVISIONED)).isEmpty();
    }

    @Test
    void onAwsThereIsNothingToSay() {
        assertThat(WorkspaceChecks.ofHost("https://dbc-1.cloud.databricks.com", Backend.AUTOSCALING))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://dbc-1.cloud.databricks.com, AWS",
        "https://ADB-1.2.azuredatabricks.net/, AZURE",
        "x.gcp.databricks.com, GOOGLE",
        "http://localhost:8080, THIS_MACHINE",
        "https://lake.example.com, UNKNOWN",
        "https://cloud.databricks.com.example.com, UNKNOWN",
    })
    void aHostsNameTellsItsCloudOrNothing(String host, Cloud cloud) {
        assertThat(Cloud.of(host)).isEqualTo(cloud);
    }

    @Test
    void aHostOfThisMachineIsTakenForARehearsalAndSaidSo() {
        assertThat(WorkspaceChecks.ofHost("http://127.0.0.1:8080", Backend.AUTOSCALING))
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Finding.Severity.INFO));
    }
}
