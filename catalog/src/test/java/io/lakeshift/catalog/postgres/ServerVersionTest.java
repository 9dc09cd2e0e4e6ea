package io.lakeshift.catalog.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lakeshift.catalog.CatalogError;
import io.lakeshift.catalog.CatalogException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerVersionTest {
    @ParameterizedTest
    @CsvSource({"90624, 9.6.24", "110022, 11.22", "120018, 12.18", "130014, 13.14 (Debian 13.14-1.pgdg120+2)"})
    void refusesAnOldServerByItsVersion(int number, String text) {
        // When
        CatalogException refusal =
                catchThrowableOfType(CatalogException.class, () -> new ServerVersion(number, text).requireSupported());

        // Then
        assertThat(refusal.error()).isEqualTo(CatalogError.DATABASE_UNSUPPORTED);
        assertThat(refusal)
                .hasMessage("PostgreSQL " + text + " is too old; 14 or newer is needed, because the PostgreSQL project"
                        + " mends no older one. Upgrade the server, or use another.");
    }

    @ParameterizedTest
    @CsvSource({"140000, 14.0", "140011, 14.11", "170002, 17.2", "180000, 18beta1"})
    void acceptsEveryServerFromTheFloorOn(int number, String text) {
        assertThatCode(() -> new ServerVersion(number, text).requireSupported()).doesNotThrowAnyException();
    }
}
