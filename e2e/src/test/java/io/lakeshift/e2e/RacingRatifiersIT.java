package io.lakeshift.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakeshift.catalog.CatalogException;
import io.lakeshift.catalog.commit.CommitBody;
import io.lakeshift.catalog.commit.CommitRequest;
import io.lakeshift.catalog.commit.Ratifier;
import io.lakeshift.catalog.testing.TestLog;
import io.lakeshift.catalog.testing.TestingCatalog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writers race for one table, and some guess versions ahead with bodies that no reader could open. */
class RacingRatifiersIT {
    private static final int HONEST = 4;
    private static final int GUESSING = 4;
    private static final int COMMITS_EACH = 250;

    @TempDir
    Path directory;

    @Test
    void onlyWhatWasJudgedBecomesAVersion() throws Exception {
        try (TestingCatalog catalog = new TestingCatalog()) {
            // Given
            TestLog log = TestLog.create(directory.resolve("raced")).addFiles(2, 1);
            UUID table = catalog.importTable(log.root());
            long fence = catalog.cutOver(table).version();
            long last = fence + (long) HONEST * COMMITS_EACH;

            // When
            List<Callable<Long>> writers = new ArrayList<>();
            IntStream.range(0, HONEST).forEach(writer -> writers.add(() -> commitAll(catalog, table, writer)));
            IntStream.range(0, GUESSING)
                    .forEach(writer -> writers.add(() -> guessUntil(catalog, table, last, 1 + writer % 3)));
            List<Long> counts = together(writers);

            // Then
            assertThat(counts.subList(0, HONEST)).containsOnly((long) COMMITS_EACH);
            assertThat(counts.subList(HONEST, counts.size())).containsOnly(0L);
            assertThat(catalog.query("SELECT version FROM dl_table_versions WHERE version > " + fence + " ORDER BY 1"))
                    .isEqualTo(LongStream.rangeClosed(fence + 1, last)
                            .mapToObj(String::valueOf)
                            .toList());
            assertThat(catalog.query("SELECT count(DISTINCT path) FROM dl_add_files WHERE path LIKE 'honest-%'"))
                    .containsExactly(String.valueOf(HONEST * COMMITS_EACH));
            assertThat(catalog.query("SELECT max(min_reader_version) FROM dl_protocol_updates"))
                    .containsExactly("1");
        }
    }

    private static long commitAll(TestingCatalog catalog, UUID table, int writer) {
        Ratifier ratifier = new Ratifier(catalog.store().commits());
        int done = 0;
        while (done < COMMITS_EACH) {
            String add = TestLog.add("honest-" + writer + "-" + done);
            if (ratified(ratifier, new CommitRequest(table, catalog.head(table) + 1, CommitBody.of(add)))) {
                done++;
            }
        }
        return done;
    }

    private static long guessUntil(TestingCatalog catalog, UUID table, long last, int ahead) {
        Ratifier ratifier = new Ratifier(catalog.store().commits());
        long taken = 0;
        long head = catalog.head(table);
        while (head + ahead <= last) {
            CommitBody unreadable = CommitBody.of("{\"protocol\":{\"minReaderVersion\":99,\"minWriterVersion\":99}}");
            taken += ratified(ratifier, new CommitRequest(table, head + ahead, unreadable)) ? 1 : 0;
            head = catalog.head(table);
        }
        return taken;
    }

    private static boolean ratified(Ratifier ratifier, CommitRequest request) {
        try {
            ratifier.ratify(request);
            return true;
        } catch (CatalogException e) {
            // Refused or overtaken: what counts is what the database holds in the end.
            return false;
        }
    }

    private static List<Long> together(List<Callable<Long>> writers) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(writers.size());
        try {
            List<Long> counts = new ArrayList<>();
            for (Future<Long> future : threads.invokeAll(writers)) {
                counts.add(future.get());
            }
            return counts;
        } finally {
            threads.shutdownNow();
        }
    }
}
