package io.lakeshift.activities.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lakeshift.activities.audit.AuditVerification.Break;
import io.lakeshift.activities.testing.TestingLedger;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditChainTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.123456Z");

    private final TestingLedger ledger = new TestingLedger(Clock.fixed(NOW, ZoneOffset.UTC));
    private final AuditChain audit = ledger.ledger().audit();

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void startsEmptyAndIntact() {
        // When
        AuditVerification verification = audit.verify();

        // Then
        assertThat(verification).isEqualTo(new AuditVerification(0, AuditEntry.GENESIS, Optional.empty()));
    }

    @Test
    void carriesTheHashOfTheEntryBefore() {
        // When
        AuditEntry first = audit.append(event(1));
        AuditEntry second = audit.append(event(2));

        // Then
        assertThat(first.sequence()).isEqualTo(1);
        assertThat(second.sequence()).isEqualTo(2);
        assertThat(second.previousHash()).isEqualTo(first.hash());
        assertThat(audit.verify()).isEqualTo(new AuditVerification(2, second.hash(), Optional.empty()));
    }

    @Test
    void recordsAnEventOnceHoweverOftenItIsSent() {
        // Given
        AuditEntry first = audit.append(event(1));

        // When
        AuditEntry again = audit.append(event(1));

        // Then
        assertThat(again).isEqualTo(first);
        assertThat(audit.verify().entries()).isEqualTo(1);
    }

    @Test
    void exportsOneMigrationAsLinesOfJson() {
        // Given
        AuditEntry first = audit.append(event(1));
        audit.append(new AuditRecord(
                "other/t2",
                "other",
                "sqldelta",
                "e1",
                "COMMAND",
                "bob",
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                NOW,
                "{}"));

        // When
        List<String> lines;
        try (Stream<String> export = audit.export(Optional.of("sales"))) {
            lines = export.toList();
        }

        // Then
        assertThat(lines).containsExactly("""
                        {"sequence":1,"recordedAt":"2026-01-02T03:04:05.123456Z","unit":"sales/t1","key":"e1",\
                        "migration":"sales","kind":"sqldelta","event":"DECISION","actor":"ann",\
                        "reason":"looks good","planHash":"p1","headVersion":7,"validationDigest":"v1",\
                        "at":"2026-01-02T03:04:05.123456Z","detail":"number 1","previousHash":"%s","hash":"%s"}""".formatted(AuditEntry.GENESIS, first.hash()));
    }

    @Test
    void exportsEverythingInOrder() {
        // Given
        appendFive();

        // When
        List<String> lines;
        try (Stream<String> export = audit.export(Optional.empty())) {
            lines = export.toList();
        }

        // Then
        assertThat(lines).hasSize(5);
        assertThat(lines.get(4)).contains("\"sequence\":5");
    }

    @Test
    void putsConcurrentAppendsInLine() throws Exception {
        // Given
        List<Callable<AuditEntry>> appends = new ArrayList<>();
        for (int number = 1; number <= 60; number++) {
            AuditRecord event = event(number);
            appends.add(() -> audit.append(event));
        }
        ExecutorService pool = Executors.newFixedThreadPool(6);

        // When
        List<Future<AuditEntry>> appended = pool.invokeAll(appends);
        pool.shutdown();

        // Then
        assertThat(appended).extracting(entry -> entry.get().sequence()).doesNotHaveDuplicates();
        assertThat(audit.verify().intact()).isTrue();
        assertThat(audit.verify().entries()).isEqualTo(60);
    }

    @ParameterizedTest
    @CsvSource({
        "UPDATE audit_entries SET actor = 'eve' WHERE sequence = 2",
        "DELETE FROM audit_entries WHERE sequence = 2",
        "TRUNCATE audit_entries",
        "DELETE FROM audit_head"
    })
    void refusesToChangeWhatIsRecorded(String sql) {
        // Given
        appendFive();

        // When
        assertThatThrownBy(() -> ledger.database().execute("SET search_path = lakeshift", sql))
                // Then
                .hasMessageContaining("audit_entries is append-only");
        assertThat(audit.verify().intact()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            nullValues = "-",
            value = {
                "recorded_at,       recorded_at + INTERVAL '1 microsecond'",
                "unit_id,           'sales/t2'",
                "event_key,         'e9'",
                "migration_id,      'other'",
                "kind,              'lakeflow'",
                "event,             'FORGED'",
                "actor,             'eve'",
                "reason,            'looks bad'",
                "plan_hash,         'p9'",
                "plan_hash,         NULL",
                "head_version,      8",
                "head_version,      NULL",
                "validation_digest, 'v9'",
                "occurred_at,       occurred_at - INTERVAL '1 microsecond'",
                "detail,            '{}'",
                "previous_hash,  sha256('x')",
                "hash,           sha256('x')"
            })
    void findsAChangeOfAnyColumn(String column, String value) {
        // Given
        appendFive();

        // When
        tamper("UPDATE audit_entries SET %s = %s WHERE sequence = 3".formatted(column, value));

        // Then
        assertThat(audit.verify().firstBreak()).contains(new Break(3, "Audit entry 3 was changed"));
    }

    @Test
    void findsAMovedSequence() {
        // Given
        appendFive();

        // When
        tamper("UPDATE audit_entries SET sequence = 9 WHERE sequence = 5");

        // Then
        assertThat(audit.verify().firstBreak()).contains(new Break(5, "Audit entry 5 is missing"));
    }

    @ParameterizedTest
    @CsvSource({
        "sequence = 1, 1, Audit entry 1 is missing",
        "sequence = 3, 3, Audit entry 3 is missing",
        "sequence = 5, 5, Audit entry 5 is missing at the end",
        "sequence > 3, 4, Audit entry 4 is missing at the end",
        "true,         1, Audit entry 1 is missing at the end"
    })
    void findsRemovedEntries(String which, long sequence, String problem) {
        // Given
        appendFive();

        // When
        tamper("DELETE FROM audit_entries WHERE " + which);

        // Then
        assertThat(audit.verify().firstBreak()).contains(new Break(sequence, problem));
    }

    @Test
    void findsTwoEntriesThatChangedPlaces() {
        // Given
        appendFive();

        // When
        tamper(
                "UPDATE audit_entries SET sequence = -1 WHERE sequence = 2",
                "UPDATE audit_entries SET sequence = 2 WHERE sequence = 3",
                "UPDATE audit_entries SET sequence = 3 WHERE sequence = -1");

        // Then
        assertThat(audit.verify().firstBreak()).contains(new Break(2, "Audit entry 2 was changed"));
    }

    @Test
    void findsACutOffEndEvenWhenTheRecordedEndWasMovedBack() {
        // Given
        ledger.ledger().units().open(TestingLedger.open("sales/t1", "run-1"));
        appendFive();

        // When
        tamper(
                "DELETE FROM audit_entries WHERE sequence = 5",
                "UPDATE audit_head SET sequence = 4, hash = (SELECT hash FROM audit_entries WHERE sequence = 4)");

        // Then
        assertThat(audit.verify().firstBreak()).contains(new Break(5, "Audit entry 5 is missing at the end"));
    }

    @Test
    void findsAMissingRecordedEnd() {
        // Given
        appendFive();

        // When
        tamper("DELETE FROM audit_head");

        // Then
        assertThat(audit.verify().firstBreak()).contains(new Break(1, "Audit entry 1 stands after the recorded end"));
    }

    @Test
    void findsAForgedEntryWithACorrectHashOfItsOwn() {
        // Given
        appendFive();
        AuditEntry forged = AuditEntry.after(3, AuditEntry.GENESIS, NOW, event(3));

        // When
        tamper(
                "UPDATE audit_entries SET previous_hash = decode('%s', 'hex'), hash = decode('%s', 'hex') WHERE sequence = 3"
                        .formatted(forged.previousHash(), forged.hash()));

        // Then
        assertThat(audit.verify().firstBreak())
                .contains(new Break(3, "Audit entry 3 does not follow the entry before it"));
    }

    private void appendFive() {
        for (int number = 1; number <= 5; number++) {
            audit.append(event(number));
        }
    }

    private static AuditRecord event(int number) {
        return new AuditRecord(
                "sales/t1",
                "sales",
                "sqldelta",
                "e" + number,
                "DECISION",
                "ann",
                "looks good",
                Optional.of("p1"),
                Optional.of(7L),
                Optional.of("v1"),
                NOW,
                "number %d".formatted(number));
    }

    private void tamper(String... statements) {
        List<String> all = new ArrayList<>(List.of(
                "SET search_path = lakeshift",
                "ALTER TABLE audit_entries DISABLE TRIGGER ALL",
                "ALTER TABLE audit_head DISABLE TRIGGER ALL"));
        all.addAll(List.of(statements));
        ledger.database().execute(all.toArray(String[]::new));
    }
}
