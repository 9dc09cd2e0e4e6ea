package io.lakeshift.workflows.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lakeshift.workflows.LakeshiftDataConverter;
import io.lakeshift.workflows.databricks.Resource;
import io.lakeshift.workflows.databricks.Resource.Kind;
import io.lakeshift.workflows.databricks.Resource.Setting;
import io.lakeshift.workflows.databricks.Resource.Way;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IamPoliciesTest {
    private static JsonNode json(String text) throws Exception {
        return LakeshiftDataConverter.objectMapper().readTree(text);
    }

    @Test
    void theRoleMayDoWhatTheGuideListsOnTheBucketAndWhatIsInIt() throws Exception {
        // When
        String policy = IamPolicies.permissions(IamPolicies.bucket("s3://lake/analytics/gold"));

        // Then
        assertThat(json(policy)).isEqualTo(json("""
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                  "Action": ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket", "s3:GetBucketLocation"],
                  "Resource": ["arn:aws:s3:::lake", "arn:aws:s3:::lake/*"]}]}"""));
    }

    @Test
    void theTrustPolicyNamesWhomThePlanNamesAndAsksForTheExternalId() throws Exception {
        // When
        JsonNode statement = json(IamPolicies.trust("arn:aws:iam::000000000000:role/unity", "external-7"))
                .at("/Statement/0");

        // Then
        assertThat(statement.at("/Principal/AWS").asText()).isEqualTo("arn:aws:iam::000000000000:role/unity");
        assertThat(statement.at("/Action").asText()).isEqualTo("sts:AssumeRole");
        assertThat(statement
                        .path("Condition")
                        .path("StringEquals")
                        .path("sts:ExternalId")
                        .asText())
                .isEqualTo("external-7");
    }

    @Test
    void noTrustPolicyIsInventedWhereThePlanNamesNobody() {
        // Given
        Resource credential = new Resource(
                Kind.STORAGE_CREDENTIAL, "c", Way.CREATE, Map.of(Setting.ROLE_ARN, "arn:aws:iam::1:role/r"));
        Resource location = new Resource(Kind.EXTERNAL_LOCATION, "l", Way.REUSE, Map.of(Setting.URL, "s3://lake/a"));

        // When
        Map<String, String> files = IamPolicies.before("demo", List.of(credential, location));

        // Then
        assertThat(files).containsOnlyKeys("demo-permission-policy.json");
    }
}
