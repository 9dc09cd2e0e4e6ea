package io.lakeshift.activities.databricks;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakeshift.workflows.databricks.TableName;
import org.junit.jupiter.api.Test;

class QuotingTest {
    @Test
    void quotesAsEachOfThemReadsIt() {
        TableName name = new TableName("main", "Fashion-Demo", "Order \"Items\"`s");
        assertThat(Quoting.postgres(name)).isEqualTo("\"Fashion-Demo\".\"Order \"\"Items\"\"`s\"");
        assertThat(Quoting.databricks(name)).isEqualTo("`main`.`Fashion-Demo`.`Order \"Items\"``s`");
        assertThat(Quoting.path("Order Items/ü%?")).isEqualTo("Order%20Items%2F%C3%BC%25%3F");
    }

    @Test
    void twoLongNamesStayTwo() {
        // Given
        String begin = "idx_" + "ü".repeat(40);

        // When
        String one = Quoting.shortened(begin + "_one");
        String two = Quoting.shortened(begin + "_two");

        // Then
        assertThat(Quoting.fitsPostgres(begin + "_one")).isFalse();
        assertThat(one).isNotEqualTo(two).matches(Quoting::fitsPostgres);
        assertThat(Quoting.shortened("idx")).isEqualTo("idx");
    }
}
