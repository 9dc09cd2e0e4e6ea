package io.lakeshift.activities.databricks;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakeshift.activities.databricks.SyncedTableInventory.Synced;
import io.lakeshift.workflows.databricks.Backend;
import io.lakeshift.workflows.databricks.Lakebase;
import io.lakeshift.workflows.databricks.TableName;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyncedTableInventoryTest {
    @ParameterizedTest
    @CsvSource({
        "test.shop.orders, one,   app,   true",
        "test.Shop.Orders, one,   app,   true",
        "test.shop.orders, one,   ,      true",
        "prod.shop.orders, one,   app,   false",
        "test.shop.order,  one,   app,   false",
        "test.shop.orders, two,   app,   false",
        "test.shop.orders, one,   other, false",
        "test.shop.orders, ,      app,   false"
    })
    void aTableOfAnotherCatalogIsTheSameInPostgresWhereAllElseIs(
            String name, String instance, String database, boolean same) {
        // Given
        Lakebase lakebase = new Lakebase(
                Optional.empty(), Backend.PROVISIONED, Optional.of("one"), Optional.empty(), "app", Optional.empty());
        Synced there = new Synced(
                TableName.parse(name), "a.b.c", Optional.ofNullable(instance), Optional.ofNullable(database));

        // When / Then
        assertThat(there.keepsTableOf(TableName.parse("prod.shop.orders"), lakebase))
                .isEqualTo(same);
    }

    @ParameterizedTest
    @CsvSource({
        "projects/p/branches/main/endpoints/rw, projects/p/branches/main, true",
        "projects/p/branches/main/endpoints/rw, projects/p,               true",
        "projects/p/branches/main/endpoints/rw, projects/p/branches/test, false",
        "projects/p/branches/main/endpoints/rw, projects/p/branches/mai,  false",
        "projects/p,                            projects/p/branches/test, true",
        "projects/p,                            projects/pp,              false"
    })
    void aBranchIsTheSameAsFarAsItIsNamed(String endpoint, String home, boolean same) {
        // Given
        Lakebase lakebase = new Lakebase(
                Optional.empty(),
                Backend.AUTOSCALING,
                Optional.empty(),
                Optional.of(endpoint),
                "app",
                Optional.empty());
        Synced there = new Synced(TableName.parse("test.shop.orders"), "a.b.c", Optional.of(home), Optional.empty());

        // When / Then
        assertThat(there.keepsTableOf(TableName.parse("prod.shop.orders"), lakebase))
                .isEqualTo(same);
    }
}
