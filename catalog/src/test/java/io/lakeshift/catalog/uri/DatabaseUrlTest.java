package io.lakeshift.catalog.uri;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {
    @Test
    void readsEveryPart() {
        // When
        DatabaseUrl url =
                DatabaseUrl.parse("postgresql://ann%40x:p%40ss%3Aw%2Frd+1@db.example.com:5544/my%20db?sslmode=require");

        // Then
        assertThat(url.host()).isEqualTo("db.example.com");
        assertThat(url.port()).isEqualTo(5544);
        assertThat(url.database()).isEqualTo("my db");
        assertThat(url.user()).contains("ann@x");
        assertThat(url.password()).contains("p@ss:w/rd+1");
        assertThat(url.parameters()).isEqualTo(Map.of("sslmode", "require"));
        assertThat(url.jdbcUrl()).isEqualTo("jdbc:postgresql://db.example.com:5544/my%20db?sslmode=require");
        assertThat(DatabaseUrl.parse(url.withCredentials())).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://u:secret@h/d",
                "postgres://u:secret@h/d",
                "jdbc:postgresql://u:secret@h/d",
                "jdbc:postgresql://h/d?user=u&password=secret"
            })
    void readsTheSpellingsAndNeverShowsThePassword(String text) {
        // When
        DatabaseUrl url = DatabaseUrl.parse(text);

        // Then
        assertThat(url).isEqualTo(new DatabaseUrl("h", 5432, "d", Optional.of("u"), Optional.of("secret"), Map.of()));
        assertThat(url.toString()).isEqualTo("postgresql://u@h:5432/d").isEqualTo(url.display());
        assertThat(url.jdbcUrl()).doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sqlite:///var/lib/x.db|SQLite catalogs are not supported yet; they come later. Supported: postgresql.",
                "/var/lib/deltalake/metadata.sqlite|SQLite catalogs are not supported yet; they come later. Supported: postgresql.",
                "mysql://u:secret@h/d|MySQL is planned, not supported yet; supported: postgresql.",
                "duckdb:///x|DuckDB is planned, not supported yet; supported: postgresql.",
                "oracle://u:secret@h/d|Database engine 'oracle' is unknown; supported: postgresql.",
                "postgresql://u:secret@h:99999/d|The database URL cannot be read.",
                "postgresql://u:secret@@h:x/d|The database URL cannot be read.",
                "postgresql://h|The database URL names no database."
            })
    void refusesWhatItCannotServeWithoutRepeatingSecrets(String text, String start) {
        assertThatThrownBy(() -> DatabaseUrl.parse(text))
                .hasMessageStartingWith(start)
                .message()
                .contains("postgresql://user:password@host:5432/database")
                .doesNotContain("secret");
    }
}
