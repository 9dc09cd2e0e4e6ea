package io.lakeshift.catalog.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.lakeshift.catalog.testing.TestingPostgres;
import java.util.Comparator;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

class MergedCursorTest {
    @Test
    void aFirstRowThatCannotBeReadKeepsNoConnection() {
        try (TestingPostgres database = TestingPostgres.createDatabase();
                HikariDataSource pool = pool(database)) {
            // Given: the only connection there is
            Jdbi jdbi = Jdbi.create(pool);

            // When
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> MergedCursor.<Integer>open(
                                jdbi,
                                Comparator.naturalOrder(),
                                (cursors, connection) -> cursors.add(JdbcCursor.open(
                                        connection,
                                        row -> {
                                            throw new IllegalArgumentException("no such action");
                                        },
                                        "SELECT 1"))))
                        .isInstanceOf(IllegalArgumentException.class);
            }

            // Then
            assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
        }
    }

    private static HikariDataSource pool(TestingPostgres database) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.jdbcUrl());
        config.setMaximumPoolSize(1);
        config.setConnectionTimeout(2_000);
        return new HikariDataSource(config);
    }
}
