package io.lakeshift.cli.stack;

import io.temporal.testing.TemporalDevServer;
import io.temporal.testing.TemporalDevServerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The {@code temporal} program that holds the real dev server: on the PATH, or in the home's own directory. */
public final class DevServerProgram {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Home home;
    private final String path;

    public DevServerProgram(Home home, Map<String, String> environment) {
        this.home = home;
        this.path = environment.getOrDefault("PATH", "");
    }

    public boolean isThere() {
        return DevServer.find(home, path).isPresent();
    }

    /**
     * Lets the SDK fetch it, once.
     *
     * @return whether it is there now
     */
    public boolean download(Consumer<String> progress) {
        progress.accept("Fetching the Temporal server, once ...");
        home.create();
        TemporalDevServerOptions.Builder options = TemporalDevServerOptions.newBuilder()
                .setDownloadEnabled(true)
                .setDownloadDestination(home.bin().toString())
                .setUiEnabled(false)
                .setStartupTimeout(PATIENCE);
        try {
            Home.createPrivate(home.bin());
            // The SDK offers no way to fetch without starting.
            TemporalDevServer.start(options.build()).close();
            Optional<Path> fetched = fetched();
            if (fetched.isPresent() && !isThere()) {
                Files.createSymbolicLink(home.bin().resolve("temporal"), fetched.get());
            }
        } catch (IOException | RuntimeException e) {
            progress.accept("It could not be fetched: " + e.getMessage());
        }
        return isThere();
    }

    private Optional<Path> fetched() throws IOException {
        try (Stream<Path> files = Files.list(home.bin())) {
            return files.filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                    .findFirst();
        }
    }

    /** What is missing without it, and what to do. */
    public String howToGetIt() {
        return "There is no Web UI, and Temporal's own history ends with this process (the ledger does not), because no "
                + "temporal program was found. Install it from https://docs.temporal.io/cli, or put it at "
                + home.bin().resolve("temporal") + ".";
    }
}
