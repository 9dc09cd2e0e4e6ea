package io.lakeshift.cli.kinds.sqldelta;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TableNamesTest {
    private final TableNames names = new TableNames();

    @Test
    void tablesOfOneNameUnderTwoPatternsAreToldApartByTheFoldersAbove() {
        // When
        names.found("/data/eu/orders", "orders");
        names.found("/data/us/orders", "orders");
        names.found("/data/us/customers", "customers");

        // Then
        assertThat(names.byPath())
                .isEqualTo(Map.of(
                        "/data/eu/orders", "eu_orders",
                        "/data/us/orders", "us_orders",
                        "/data/us/customers", "customers"));
    }

    @Test
    void asManyFoldersAsItTakes() {
        // When
        names.found("/eu/shop/orders", "orders");
        names.found("/us/shop/orders", "orders");

        // Then
        assertThat(names.byPath().values()).containsExactly("eu_shop_orders", "us_shop_orders");
    }

    @Test
    void aNameThatAPersonGaveStays() {
        // When
        names.found("/data/eu/orders", "orders");
        names.given("/data/us/orders", "orders");
        names.given("/data/all", "eu_orders");

        // Then
        assertThat(names.byPath())
                .containsEntry("/data/us/orders", "orders")
                .containsEntry("/data/eu/orders", "data_eu_orders");
    }

    @Test
    void oneTableThatTwoPatternsFindIsOneTable() {
        // When
        names.found("/data/orders", "orders");
        names.found("/data/orders", "orders");

        // Then
        assertThat(names.byPath()).isEqualTo(Map.of("/data/orders", "orders"));
    }
}
