package io.lakeshift.catalog.validate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiffMetricsTest {
    private static final DiffReport REPORT = new DiffReport(
            "a\"b\\c\nd",
            "sales",
            DiffStatus.DRIFT,
            7,
            5,
            12.5,
            new DiffReport.FileDrift(
                    10,
                    9,
                    1,
                    2,
                    3,
                    6,
                    List.of(new DriftFinding(DriftCode.MISMATCH, "p=1/a.parquet", "size", "100", "101"))),
            false,
            true,
            false,
            0,
            5,
            List.of(new DriftFinding(DriftCode.METADATA, "metaData", "name", "a", "b")),
            "00ff");

    @Test
    void writesThePrometheusTextFormat() {
        // When
        String text = DiffMetrics.prometheus(DiffReportJson.report(REPORT));

        // Then
        assertThat(text).isEqualTo("""
                # HELP dl_mirror_lag_seconds Age of the oldest catalog version not yet in the log.
                # TYPE dl_mirror_lag_seconds gauge
                dl_mirror_lag_seconds{table_id="a\\"b\\\\c\\nd"} 12.500
                # HELP dl_file_drift_count Files that differ between catalog and log.
                # TYPE dl_file_drift_count gauge
                dl_file_drift_count{table_id="a\\"b\\\\c\\nd"} 6
                # HELP dl_metadata_drift 1 when the metadata differs between catalog and log.
                # TYPE dl_metadata_drift gauge
                dl_metadata_drift{table_id="a\\"b\\\\c\\nd"} 1
                # HELP dl_protocol_drift 1 when the protocol differs between catalog and log.
                # TYPE dl_protocol_drift gauge
                dl_protocol_drift{table_id="a\\"b\\\\c\\nd"} 0
                # HELP dl_version_delta Catalog version minus log version.
                # TYPE dl_version_delta gauge
                dl_version_delta{table_id="a\\"b\\\\c\\nd"} 2
                """);
    }

    @Test
    void writesTheSameMetricsAsJson() {
        // When
        JsonNode json = DiffMetrics.json(DiffReportJson.report(REPORT));

        // Then
        assertThat(json.toString())
                .isEqualTo("{\"table_id\":\"a\\\"b\\\\c\\nd\",\"dl_mirror_lag_seconds\":12.5,\"dl_file_drift_count\":6,"
                        + "\"dl_metadata_drift\":1,\"dl_protocol_drift\":0,\"dl_version_delta\":2}");
    }

    @Test
    void namesEveryDifferenceInTheReport() {
        // When
        JsonNode json = DiffReportJson.report(REPORT);

        // Then
        assertThat(json.get("status").asText()).isEqualTo("drift");
        assertThat(json.get("verdict").asText()).isEqualTo("FAILED");
        assertThat(json.get("versionDelta").asLong()).isEqualTo(2);
        assertThat(json.get("missingInSql").asLong()).isEqualTo(1);
        assertThat(json.get("extraInSql").asLong()).isEqualTo(2);
        assertThat(json.get("mismatchedFiles").asLong()).isEqualTo(3);
        assertThat(json.get("fileDifferences").toString())
                .isEqualTo("[{\"code\":\"MISMATCH\",\"subject\":\"p=1/a.parquet\",\"field\":\"size\","
                        + "\"logValue\":\"100\",\"sqlValue\":\"101\"}]");
        assertThat(json.get("differences").get(0).get("subject").asText()).isEqualTo("metaData");
    }
}
