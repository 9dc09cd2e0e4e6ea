package io.lakeshift.activities.kinds.syncedtables;

import io.lakeshift.workflows.kinds.syncedtables.SmokeTest;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSmokeTests.Answered;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTablesSetup.Application;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs a smoke test's command. Of the worker's environment it sees only what programs need to run at all, so that no
 * secret of the worker's gets into its output; whatever becomes of it, nothing that it has started is waited for.
 */
final class SmokeTestCommand {
    private static final Set<String> KEPT = Set.of("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR");
    private static final int MOST_OUTPUT = 2_000;
    private static final Duration READER_ENDS = Duration.ofSeconds(2);

    private final SmokeTest test;
    private final Path folder;
    private final Map<String, String> set;
    private final Duration longest;

    SmokeTestCommand(Application application, Duration longest) {
        this.test = application.smokeTest().orElseThrow();
        this.folder = Path.of(application.file()).toAbsolutePath().normalize().resolveSibling("");
        this.set = application.set();
        this.longest = longest;
    }

    /** What was wrong; empty where it ended with 0. */
    Optional<Answered> run() {
        Process process;
        try {
            process = started();
        } catch (IOException e) {
            return Optional.of(
                    new Answered(false, false, SmokeTestMessages.notStarted(test, String.valueOf(e.getMessage()))));
        }
        Output output = new Output(process.getInputStream());
        try {
            output.start();
            boolean ended = process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS);
            end(process);
            output.join(READER_ENDS.toMillis());
            if (!ended) {
                return Optional.of(
                        new Answered(false, true, SmokeTestMessages.tooLong(test, longest, output.lastLines())));
            }
            int code = process.exitValue();
            return code == 0
                    ? Optional.empty()
                    : Optional.of(new Answered(false, true, SmokeTestMessages.ended(test, code, output.lastLines())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a smoke test's command runs", e);
        } finally {
            end(process);
        }
    }

    private Process started() throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(test.command()).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().keySet().retainAll(KEPT);
        builder.environment().putAll(set);
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    private static void end(Process process) {
        List<ProcessHandle> tree = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        tree.forEach(ProcessHandle::destroyForcibly);
    }

    /** Keeps the end of what a command writes. */
    private static final class Output extends Thread {
        private final InputStream stream;
        private final StringBuilder kept = new StringBuilder();

        Output(InputStream stream) {
            super("lakeshift-smoke-test");
            setDaemon(true);
            this.stream = stream;
        }

        @Override
        public void run() {
            byte[] chunk = new byte[MOST_OUTPUT];
            try {
                for (int read = stream.read(chunk); read >= 0; read = stream.read(chunk)) {
                    keep(new String(chunk, 0, read, StandardCharsets.UTF_8));
                }
            } catch (IOException e) {
                keep("\n(its output ended: " + e.getMessage() + ")");
            }
        }

        private synchronized void keep(String text) {
            kept.append(text);
            kept.delete(0, Math.max(0, kept.length() - MOST_OUTPUT));
        }

        synchronized List<String> lastLines() {
            return kept.toString().lines().filter(line -> !line.isBlank()).toList();
        }
    }
}
