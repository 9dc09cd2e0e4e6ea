package io.lakeshift.cli.stack;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.Optional;

/**
 * What the owner of a running stack tells other terminals, in {@code stack.json}.
 *
 * @param pid the owner's process
 * @param processStarted when that process started, as ISO text: a pid alone may have become another's
 * @param database name of the connection file with the URL of the database that holds ledger and audit
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Announcement(long pid, String processStarted, TemporalEndpoint temporal, String database) {
    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new Jdk8Module());

    static Announcement ofThisProcess(TemporalEndpoint temporal, String database) {
        return new Announcement(ProcessHandle.current().pid(), started(ProcessHandle.current()), temporal, database);
    }

    public static Optional<Announcement> read(Home home) {
        try {
            return Optional.of(JSON.readValue(Files.readString(home.announcement()), Announcement.class));
        } catch (NoSuchFileException | JsonProcessingException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw StackErrors.homeNotUsable(home.root(), e);
        }
    }

    void write(Home home) throws IOException {
        PrivateFile.write(home.announcement(), JSON.writeValueAsString(this) + "\n");
    }

    static void withdraw(Home home) throws IOException {
        Files.deleteIfExists(home.announcement());
    }

    /** The owner lives, and its Temporal service answers. */
    public boolean isLive() {
        boolean ownerLives = ProcessHandle.of(pid)
                .filter(process -> process.isAlive() && started(process).equals(processStarted))
                .isPresent();
        if (!ownerLives) {
            return false;
        }
        try (TemporalProbe probe = TemporalProbe.of(temporal)) {
            return probe.isReady();
        }
    }

    private static String started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("");
    }
}
