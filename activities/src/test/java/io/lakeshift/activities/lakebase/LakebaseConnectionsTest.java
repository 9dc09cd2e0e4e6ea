package io.lakeshift.activities.lakebase;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakeshift.activities.databricks.LakebaseProjects.Endpoint;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.Driver;

class LakebaseConnectionsTest {
    @ParameterizedTest
    @ValueSource(strings = {"databricks_postgres", "shop?sslmode=disable", "a/b", "50% + tax", "Bücher"})
    void aDatabaseOfAnyNameIsConnectedToAndNamesNoOption(String database) {
        // When
        Properties parsed = Driver.parseURL(
                LakebaseConnections.url(new Endpoint("db.example.com", 5432, "ACTIVE"), database), null);

        // Then
        assertThat(parsed)
                .containsEntry("PGDBNAME", database)
                .containsEntry("PGHOST", "db.example.com")
                .doesNotContainKey("sslmode");
    }
}
