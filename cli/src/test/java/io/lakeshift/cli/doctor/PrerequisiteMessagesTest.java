package io.lakeshift.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrerequisiteMessagesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://dbc-1.cloud.databricks.com  | OK      | AWS, by the name of https://dbc-1.cloud.databricks.com
            https://adb-1.2.azuredatabricks.net | FAILED  | https://adb-1.2.azuredatabricks.net is a workspace on Azure. Lakehouse Sync is Beta and on AWS only: use a profile of a workspace whose host ends with .cloud.databricks.com.
            https://x.gcp.databricks.com        | FAILED  | https://x.gcp.databricks.com is a workspace on Google Cloud. Lakehouse Sync is Beta and on AWS only: use a profile of a workspace whose host ends with .cloud.databricks.com.
            http://127.0.0.1:8080               | OK      | http://127.0.0.1:8080 is on this machine: taken for a rehearsal's, on AWS
            https://lake.example.com            | UNKNOWN | The name of https://lake.example.com does not tell its cloud. Lakehouse Sync is Beta and on AWS only: ask the workspace's admin.
            """)
    void theHostTellsTheCloud(String host, Check.Result result, String detail) {
        assertThat(PrerequisiteMessages.cloud(host, "Lakehouse Sync is Beta and on AWS only"))
                .isEqualTo(new Check("Cloud", result, detail));
    }
}
