package io.lakeshift.catalog.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakeshift.catalog.CatalogException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommitReemitterTest {
    @Test
    void keepsTextsAsTheyWereWritten() {
        // Given
        ActionRow row = new ActionRow.Add(
                3,
                0,
                "p=1/a%20b.parquet",
                "",
                10L,
                "{ \"p\" : null }",
                "{\"numRecords\" :1e3}",
                true,
                5L,
                null,
                null,
                null,
                null,
                "liquid",
                "{\"future\":1.50}",
                null);

        // When
        String line = CommitReemitter.line(row);

        // Then
        assertThat(line)
                .isEqualTo("{\"add\":{\"path\":\"p=1/a%20b.parquet\",\"partitionValues\":{ \"p\" : null },\"size\":10,"
                        + "\"modificationTime\":5,\"dataChange\":true,\"stats\":\"{\\\"numRecords\\\" :1e3}\","
                        + "\"clusteringProvider\":\"liquid\",\"future\":1.50}}");
    }

    @Test
    void tellsNoFeaturesFromAnEmptyList() {
        // When
        String none = CommitReemitter.line(new ActionRow.Protocol(0, 0, 1, 2, null, null, null));
        String empty = CommitReemitter.line(new ActionRow.Protocol(0, 0, 3, 7, List.of(), List.of("appendOnly"), "{}"));

        // Then
        assertThat(none).isEqualTo("{\"protocol\":{\"minReaderVersion\":1,\"minWriterVersion\":2}}");
        assertThat(empty)
                .isEqualTo("{\"protocol\":{\"minReaderVersion\":3,\"minWriterVersion\":7,\"readerFeatures\":[],"
                        + "\"writerFeatures\":[\"appendOnly\"]}}");
    }

    @Test
    void writesActionsThatNobodyKnows() {
        // When
        String line = CommitReemitter.line(new ActionRow.Other(1, 2, "future\"Action", "[1,{\"a\":null}]"));

        // Then
        assertThat(line).isEqualTo("{\"future\\\"Action\":[1,{\"a\":null}]}");
    }

    @Test
    void refusesUnknownMembersThatAreNoObject() {
        // Given
        ActionRow row = new ActionRow.Txn(1, 0, "app", 2, null, "x");

        // When / Then
        assertThatThrownBy(() -> CommitReemitter.line(row))
                .isInstanceOf(CatalogException.class)
                .hasMessage("The catalog's column extra is no JSON object: x");
    }
}
