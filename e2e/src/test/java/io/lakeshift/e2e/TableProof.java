package io.lakeshift.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakeshift.activities.audit.AuditVerification;
import io.lakeshift.catalog.TableState;
import io.lakeshift.catalog.validate.DiffReport;
import io.lakeshift.catalog.validate.DiffRequest;
import io.lakeshift.catalog.validate.DiffStatus;
import io.lakeshift.catalog.validate.TableDiff;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What must be true of a table whatever was killed: no version is lost, none is there twice, and the record holds. */
final class TableProof {
    private final MigrationStack stack;
    private final Path table;
    private final String alias;

    TableProof(MigrationStack stack, Path table, String alias) {
        this.stack = stack;
        this.table = table;
        this.alias = alias;
    }

    void holdsUpTo(long head) throws IOException {
        assertThat(versionsInLog())
                .isEqualTo(LongStream.rangeClosed(0, head).boxed().toList());
        assertThat(versionsInCatalog())
                .isEqualTo(LongStream.rangeClosed(0, head).boxed().toList());
        DiffReport parity = new TableDiff(stack.catalog(), Clock.systemUTC()).diff(DiffRequest.of(alias));
        assertThat(parity.status()).as(parity.findings().toString()).isEqualTo(DiffStatus.OK);
        assertThat(parity.sqlVersion()).isEqualTo(head);
        assertThat(parity.logVersion()).isEqualTo(head);
        AuditVerification audit = stack.ledger().audit().verify();
        assertThat(audit.firstBreak()).isEmpty();
        assertThat(audit.entries()).isPositive();
    }

    /** One fence commit, however often raising it was tried. */
    void hasOneFence() throws IOException {
        List<Long> fences = new ArrayList<>();
        for (long version : versionsInLog()) {
            String commit = Files.readString(commit(version));
            if (commit.contains("\"protocol\"") && commit.contains("lakeshift.sqlBacked")) {
                fences.add(version);
            }
        }
        assertThat(fences).hasSize(1);
    }

    long head() {
        TableState state = stack.catalog().tables().find(alias).orElseThrow();
        return state.currentVersion();
    }

    private List<Long> versionsInLog() throws IOException {
        try (Stream<Path> files = Files.list(table.resolve("_delta_log"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("\\d{20}\\.json"))
                    .map(name -> Long.parseLong(name.substring(0, 20)))
                    .sorted()
                    .toList();
        }
    }

    private List<Long> versionsInCatalog() {
        TableState state = stack.catalog().tables().find(alias).orElseThrow();
        List<Long> versions = new ArrayList<>();
        try (var rows = stack.catalog().rows().versions(state.tableId(), 0, Long.MAX_VALUE)) {
            rows.forEachRemaining(row -> versions.add(row.version()));
        }
        return versions;
    }

    private Path commit(long version) {
        return table.resolve("_delta_log").resolve("%020d.json".formatted(version));
    }
}
