package io.lakeshift.catalog.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalLogStorageTest {
    private static final String NAME = "00000000000000000000.json";

    @TempDir
    Path directory;

    private LogStorage storage() {
        return LogStorages.open(directory.resolve("sp ace%20é/_delta_log").toString());
    }

    @Test
    void oneOfManyWritersWins() throws Exception {
        // Given
        LogStorage storage = storage();
        ExecutorService writers = Executors.newFixedThreadPool(8);
        List<Callable<Integer>> attempts = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            int number = i;
            attempts.add(() -> {
                try {
                    storage.putIfAbsent(NAME, ("writer " + number).getBytes(UTF_8));
                    return number;
                } catch (FileAlreadyExistsException e) {
                    return -1;
                }
            });
        }

        // When
        List<Integer> winners = new ArrayList<>();
        for (Future<Integer> attempt : writers.invokeAll(attempts)) {
            if (attempt.get() >= 0) {
                winners.add(attempt.get());
            }
        }
        writers.shutdown();

        // Then
        assertThat(winners).hasSize(1);
        assertThat(new String(storage.read(NAME), UTF_8)).isEqualTo("writer " + winners.get(0));
        assertThat(storage.list()).containsExactly(NAME);
    }

    @Test
    void keepsTheFileThatIsThere() throws IOException {
        // Given
        LogStorage storage = storage();
        storage.putIfAbsent(NAME, "first".getBytes(UTF_8));

        // When
        assertThatThrownBy(() -> storage.putIfAbsent(NAME, "second".getBytes(UTF_8)))
                .isInstanceOf(FileAlreadyExistsException.class);

        // Then
        assertThat(storage.read(NAME)).isEqualTo("first".getBytes(UTF_8));
        assertThat(storage.size(NAME)).isEqualTo(5);
        storage.put(NAME, "third".getBytes(UTF_8));
        assertThat(storage.read(NAME)).isEqualTo("third".getBytes(UTF_8));
    }

    @Test
    void answersForWhatIsNotThere() throws IOException {
        // Given
        LogStorage storage = storage();

        // Then
        assertThat(storage.list()).isEmpty();
        assertThat(storage.list("_sidecars")).isEmpty();
        storage.delete(NAME);
        assertThatThrownBy(() -> storage.read(NAME)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void otherStoragesAreRefusedByName() {
        assertThatThrownBy(() -> LogStorages.open("s3://bucket/t/_delta_log"))
                .hasMessage("Locations with the scheme 's3' are not supported yet; supported: local paths and file:"
                        + " URIs. For a log that lies elsewhere, copy the _delta_log directory here and give --log-dir"
                        + " together with --table-location.");
    }

    @Test
    void listsCommitsAndCompleteCheckpointsOnly() throws IOException {
        // Given
        LogStorage storage = storage();
        Path log = directory.resolve("sp ace%20é/_delta_log");
        Files.createDirectories(log);
        for (String name : List.of(
                "00000000000000000003.json",
                "00000000000000000004.json",
                "00000000000000000004.crc",
                ".00000000000000000005.json.crc",
                "00000000000000000003.00000000000000000004.compacted.json",
                "00000000000000000003.checkpoint.parquet",
                "00000000000000000004.checkpoint.0000000001.0000000002.parquet",
                "00000000000000000003.checkpoint.0000000001.0000000002.parquet",
                "00000000000000000003.checkpoint.0000000002.0000000002.parquet",
                "00000000000000000002.checkpoint.6374b053-df23-479b-b2cf-c9c550132b49.json",
                "_last_checkpoint",
                "5.json")) {
            Files.createFile(log.resolve(name));
        }

        // When
        LogListing listing = LogListing.of(storage);

        // Then
        assertThat(listing.commits()).containsExactly(3L, 4L);
        assertThat(listing.checkpoints())
                .extracting(checkpoint -> checkpoint.version() + " " + checkpoint.kind())
                .containsExactly("2 V2", "3 MULTI_PART", "3 CLASSIC");
        assertThat(listing.head()).isEqualTo(4);
        assertThat(listing.usableCheckpoints()).hasSize(3);
        assertThat(listing.firstMissing(0)).hasValue(0);
        assertThat(listing.earliestRecreatable()).hasValue(2);
    }
}
