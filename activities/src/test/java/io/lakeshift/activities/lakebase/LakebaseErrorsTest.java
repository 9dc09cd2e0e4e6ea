package io.lakeshift.activities.lakebase;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakeshift.activities.databricks.WorkspaceException;
import io.lakeshift.workflows.MigrationFailure;
import io.lakeshift.workflows.databricks.Backend;
import io.lakeshift.workflows.databricks.Lakebase;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LakebaseErrorsTest {
    private static final Lakebase SHOP = new Lakebase(
            Optional.empty(),
            Backend.AUTOSCALING,
            Optional.empty(),
            Optional.of("projects/shop"),
            "databricks_postgres",
            Optional.empty());

    @Test
    void aPasswordOfTheWrongKindIsNotTriedAgainAndSaysWhichOneIsRight() {
        // Given
        SQLException refused = new SQLException("FATAL: Failed to decode token", "28P01");

        // When
        WorkspaceException failure = LakebaseErrors.cannotConnect(SHOP, "shop.example.com", "mia", refused);

        // Then
        assertThat(LakebaseErrors.isWrongKindOfToken(refused)).isTrue();
        assertThat(failure.failure()).isEqualTo(MigrationFailure.NOT_AUTHENTICATED);
        assertThat(failure)
                .hasMessage("Lakebase projects/shop (shop.example.com, database databricks_postgres) could not read the"
                        + " password of mia (Failed to decode token): a personal access token is no password there. It"
                        + " takes a database credential, which Lakeshift asks for by itself: remove PGPASSWORD, and"
                        + " check that the profile is of the same workspace. How to get one: docs/syncedtables.md.");
    }

    @Test
    void anotherRefusalSaysWhoCanLetTheUserIn() {
        // When
        WorkspaceException failure = LakebaseErrors.cannotConnect(
                SHOP, "shop.example.com", "mia", new SQLException("FATAL: role \"mia\" does not exist", "28000"));

        // Then
        assertThat(failure.failure()).isEqualTo(MigrationFailure.NOT_AUTHENTICATED);
        assertThat(failure.getMessage()).endsWith("SELECT databricks_create_role('mia', 'USER');");
    }
}
