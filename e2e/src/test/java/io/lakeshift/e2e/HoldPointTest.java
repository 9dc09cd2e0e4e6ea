package io.lakeshift.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakeshift.catalog.testing.TestingPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HoldPointTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final TestingPostgres database = TestingPostgres.createDatabase();

    @BeforeEach
    void createTable() {
        database.execute("CREATE TABLE commits (version INT)");
    }

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    @Test
    void holdsExactlyTheRowThatItIsToldToHold() throws SQLException {
        try (HoldPoint hold = HoldPoint.before(database, "commits", "INSERT", "NEW.version = 2")) {
            // When
            database.execute("INSERT INTO commits VALUES (1)");
            CompletableFuture<Void> second =
                    CompletableFuture.runAsync(() -> database.execute("INSERT INTO commits VALUES (2)"));
            hold.awaitHeld(LIMIT);

            // Then
            assertThat(rows()).isEqualTo(1);
            hold.release();
            second.join();
            assertThat(rows()).isEqualTo(2);
        }
    }

    @Test
    void endsWhoeverIsHeldWhenItsClientIsDead() throws SQLException {
        try (HoldPoint hold = HoldPoint.after(database, "commits", "INSERT", "NEW.version = 2")) {
            // Given
            CompletableFuture<Void> held =
                    CompletableFuture.runAsync(() -> database.execute("INSERT INTO commits VALUES (2)"));
            hold.awaitHeld(LIMIT);

            // When
            hold.abandon();

            // Then
            assertThatThrownBy(held::join).isInstanceOf(CompletionException.class);
            assertThat(rows()).isZero();
            database.execute("INSERT INTO commits VALUES (2)");
            assertThat(rows()).isEqualTo(1);
        }
    }

    private int rows() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT count(*) FROM commits")) {
            count.next();
            return count.getInt(1);
        }
    }
}
