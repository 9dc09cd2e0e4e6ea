package io.lakeshift.workflows.databricks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableNameTest {
    @Test
    void dotsAndBackTicksInsideBackTicksBelongToTheName() {
        assertThat(TableName.parse("main.`Fashion-Demo`.`a.b``c`"))
                .isEqualTo(new TableName("main", "Fashion-Demo", "a.b`c"));
    }

    @Test
    void onePartTakesTheRestFromWhereItStands() {
        assertThat(TableName.in("main", "demo", "orders")).isEqualTo(new TableName("main", "demo", "orders"));
        assertThat(TableName.in("main", "demo", "other.x.orders")).isEqualTo(new TableName("other", "x", "orders"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b", "a.b.c.d", "a..c", "a.b.`c", ""})
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> TableName.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text + "' is no name of three parts: write catalog.schema.table, and put back-ticks"
                        + " around a part with a dot in it");
    }
}
