package io.lakeshift.catalog.commit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FenceTextTest {
    private static final String FENCE = "\"domainMetadata\",\"lakeshift.sqlBacked\"";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1 | ",
                "2 | \"appendOnly\",\"invariants\",",
                "3 | \"appendOnly\",\"invariants\",\"checkConstraints\",",
                "4 | \"appendOnly\",\"invariants\",\"checkConstraints\",\"changeDataFeed\",\"generatedColumns\",",
                "6 | \"appendOnly\",\"invariants\",\"checkConstraints\",\"changeDataFeed\",\"generatedColumns\","
                        + "\"columnMapping\",\"identityColumns\",",
            })
    void listsEveryFeatureThatALegacyWriterVersionImplied(int writer, String implied) {
        // When
        CommitBody fenced = FenceText.fence(protocol("\"minReaderVersion\":1,\"minWriterVersion\":" + writer));

        // Then
        String features = (implied == null ? "" : implied) + FENCE;
        assertThat(fenced)
                .isEqualTo(protocol(
                        "\"minReaderVersion\":1,\"minWriterVersion\":7,\"writerFeatures\":[" + features + "]"));
    }

    @Test
    void leavesReaderFeaturesAndListedWriterFeaturesAlone() {
        // Given
        String listed = "\"minReaderVersion\":3,\"minWriterVersion\":7,\"readerFeatures\":[\"deletionVectors\"],"
                + "\"writerFeatures\":[\"deletionVectors\",\"domainMetadata\"";

        // When
        CommitBody fenced = FenceText.fence(protocol(listed + "]"));

        // Then
        assertThat(fenced).isEqualTo(protocol(listed + ",\"lakeshift.sqlBacked\"]"));
    }

    @Test
    void keepsEveryOtherLineByteForByte() {
        // Given
        String odd = "{ \"add\" : {\"path\":\"a%20b\",\"size\":1e3,\"stats\":\"{\\\"x\\\":1.50}\"} }";
        CommitBody body = CommitBody.of(
                odd + "\n{\"metaData\":{\"id\":\"m\",\"configuration\":{\"a\":\"1\"},\"createdTime\":1.50}}\n");

        // When
        CommitBody fenced = FenceText.fence(body);

        // Then
        assertThat(fenced.text())
                .isEqualTo(odd + "\n{\"metaData\":{\"id\":\"m\",\"configuration\":"
                        + "{\"a\":\"1\",\"lakeshift.sqlBacked\":\"true\"},\"createdTime\":1.50}}\n");
    }

    @Test
    void returnsABodyWithoutProtocolAndMetadataUnchanged() {
        // Given
        CommitBody body = CommitBody.of("{\"txn\":{\"appId\":\"a\",\"version\":1}}");

        // When / Then
        assertThat(FenceText.fence(body)).isSameAs(body);
    }

    @Test
    void isTheSameWhenRepeated() {
        // Given
        CommitBody fenced = FenceText.fence(protocol("\"minReaderVersion\":1,\"minWriterVersion\":2"));

        // When / Then
        assertThat(FenceText.fence(fenced)).isEqualTo(fenced);
    }

    @Test
    void restoresProtocolAndMetadataFromBeforeTheFence() {
        // Given
        FenceRestore restore = FenceRestore.parse(new FenceRestore(
                        "{\"minReaderVersion\":1,\"minWriterVersion\":2}", "{\"id\":\"m\",\"configuration\":{}}")
                .json());
        CommitBody original = CommitBody.of("{\"commitInfo\":{\"operation\":\"x\"}}\n{\"protocol\":"
                + restore.protocol() + "}\n{\"metaData\":" + restore.metaData() + "}\n");

        // When
        CommitBody restored = FenceText.restore(FenceText.fence(original), restore);

        // Then
        assertThat(restored).isEqualTo(original);
    }

    private static CommitBody protocol(String members) {
        return CommitBody.of("{\"protocol\":{" + members + "}}\n");
    }
}
