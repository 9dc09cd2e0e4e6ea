package io.lakeshift.activities.lakebase;

import static io.lakeshift.activities.lakebase.TestingLakebase.TABLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the statistics of a table that is read much say of its indexes. They are counted when a connection ends. */
class IndexUseTest {
    private final TestingLakebase lakebase = new TestingLakebase();

    @AfterEach
    void close() {
        lakebase.close();
    }

    private List<String> hints() {
        try (LakebaseDatabase database = lakebase.open()) {
            return database.indexUse().hints(TABLE);
        }
    }

    private void readTimes(int times) {
        lakebase.execute("DO $$ BEGIN FOR n IN 1.." + times
                + " LOOP PERFORM count(*) FROM shop.\"Order-Items\" WHERE price < 0; END LOOP; END $$");
    }

    private void awaitReads(int times) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> Long.parseLong(lakebase.value(
                                "SELECT seq_scan FROM pg_stat_user_tables WHERE relname = 'Order-Items'"))
                        >= times);
    }

    @Test
    void anIndexThatNoneOfManyReadsUsesIsNamedAndAKeyIsNot() {
        // Given
        lakebase.execute("CREATE INDEX idx_user ON shop.\"Order-Items\" (\"User\")");

        // When
        readTimes(1_000);
        awaitReads(1_000);

        // Then
        assertThat(hints())
                .singleElement()
                .asString()
                .matches("Index idx_user has not been used by any of 1,0\\d\\d reads of shop\\.Order-Items\\. If nobody"
                        + " needs it, take it out of spec\\.indexes and run: DROP INDEX CONCURRENTLY"
                        + " \"shop\"\\.\"idx_user\";");
    }

    @Test
    void aLargeTableThatIsReadFromEndToEndAgainAndAgainIsNamed() {
        // Given
        lakebase.execute("INSERT INTO shop.\"Order-Items\" SELECT n, 'u', n FROM generate_series(101, 20000) AS n");

        // When
        readTimes(110);
        awaitReads(110);

        // Then
        assertThat(hints())
                .singleElement()
                .asString()
                .matches("shop\\.Order-Items was read from end to end 1\\d\\d times, \\d\\d,\\d{3} rows each, and \\d+"
                        + " times through an index\\. An index on the columns by which it is read would help: add it to"
                        + " spec\\.indexes\\.");
    }

    @Test
    void ofATableThatIsHardlyReadOrNotThereNothingIsSaid() {
        // Given
        lakebase.execute("CREATE INDEX idx_user ON shop.\"Order-Items\" (\"User\")");
        readTimes(90);
        awaitReads(90);
        List<String> hardlyRead = hints();

        // When
        lakebase.execute("DROP TABLE shop.\"Order-Items\"");

        // Then
        assertThat(hardlyRead).isEmpty();
        assertThat(hints()).isEmpty();
    }
}
