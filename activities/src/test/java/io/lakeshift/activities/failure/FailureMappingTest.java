package io.lakeshift.activities.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakeshift.activities.ledger.LeaseLostException;
import io.lakeshift.activities.ledger.StepKey;
import io.lakeshift.activities.ledger.StepLease;
import io.lakeshift.catalog.CatalogError;
import io.lakeshift.catalog.CatalogException;
import io.lakeshift.workflows.MigrationFailure;
import io.temporal.failure.ApplicationFailure;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jdbi.v3.core.ConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FailureMappingTest {
    @ParameterizedTest
    @EnumSource(CatalogError.class)
    void givesEveryErrorOfTheCatalogItsCode(CatalogError error) {
        // When
        ApplicationFailure failure = mapped(new CatalogException(error, "Version 3 is missing."));

        // Then
        MigrationFailure code = FailureMapping.of(error);
        assertThat(failure.getType()).isEqualTo(code.name());
        assertThat(failure.getOriginalMessage()).isEqualTo("Version 3 is missing.");
        assertThat(failure.isNonRetryable()).isEqualTo(!error.retryable());
        assertThat(code).isNotEqualTo(MigrationFailure.INTERNAL);
    }

    @Test
    void leavesCausesOut() {
        // When
        ApplicationFailure failure = mapped(new CatalogException(
                CatalogError.DATABASE_REFUSED, "Refused.", new SQLException("password authentication failed")));

        // Then
        assertThat(failure).hasNoCause();
    }

    @Test
    void tellsAZombieThatAnotherAttemptGoesOn() {
        // When
        ApplicationFailure failure = mapped(new LeaseLostException(new StepLease(new StepKey("sales/t1", "r/1"), 1)));

        // Then
        assertThat(failure.getType()).isEqualTo("TABLE_BUSY");
        assertThat(failure.isNonRetryable()).isFalse();
    }

    @Test
    void retriesWhenTheLedgerIsAway() {
        // When
        ApplicationFailure failure = mapped(new ConnectionException(
                new SQLTransientConnectionException("lakeshift-ledger - Connection is not available")));

        // Then
        assertThat(failure.getType()).isEqualTo("DATABASE_UNREACHABLE");
        assertThat(failure.isNonRetryable()).isFalse();
    }

    @Test
    void callsTheUnforeseenInternal() {
        // When
        ApplicationFailure failure = mapped(new IllegalStateException("token=abc123 was odd"));

        // Then
        assertThat(failure.getType()).isEqualTo("INTERNAL");
        assertThat(failure.getOriginalMessage())
                .isEqualTo("Unexpected IllegalStateException: token=*** was odd. The worker's log has the details.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "->",
            quoteCharacter = '`',
            value = {
                "postgresql://ann:s3cret@db:5432/x refused       -> postgresql://ann:***@db:5432/x refused",
                "postgresql://ann:p@ss@db/x                      -> postgresql://ann:***@db/x",
                "jdbc:postgresql://db/x?user=ann&password=s3cret -> jdbc:postgresql://db/x?user=ann&password=***",
                "fs.s3a.secret.key=abc and more                  -> fs.s3a.secret.key=*** and more",
                "aws_secret_access_key = AbC/9+ set              -> aws_secret_access_key = *** set",
                "{\"token\": \"dapi123\"}                          -> {\"token\": \"***\"}",
                "Authorization: Bearer eyJ.abc-1                 -> Authorization: Bearer ***",
                "nothing to hide                                 -> nothing to hide"
            })
    void takesSecretsOutOfTexts(String text, String scrubbed) {
        // When
        String result = Secrets.scrub(text);

        // Then
        assertThat(result).isEqualTo(scrubbed);
    }

    private static ApplicationFailure mapped(RuntimeException thrown) {
        return (ApplicationFailure) FailureMapping.map(thrown);
    }
}
