package io.lakeshift.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The Databricks stand-in, in a process of its own: none of its classes are on the class path of a worker. */
public final class SandboxProgram implements AutoCloseable {
    /** The profile under which plans find it. */
    public static final String PROFILE = "sandbox";

    private static final String MAIN = "io.lakeshift.sandbox.SandboxMain";
    private static final long SECONDS_TO_END = 10;

    private final Process process;
    private final Address address;
    private final Path profiles;

    /**
     * @param postgres host and port of its first instance
     * @param seed what it holds
     */
    public record Address(String host, String token, String postgres, String seed) {}

    private SandboxProgram(Process process, Address address, Path profiles) {
        this.process = process;
        this.address = address;
        this.profiles = profiles;
    }

    /** The jar, as the launcher has put it. */
    static Optional<Path> jar(Home home) {
        return Optional.ofNullable(System.getProperty("lakeshift.sandbox"))
                .filter(path -> !path.isBlank())
                .map(Path::of)
                .or(() -> Optional.of(home.bin().resolve("lakeshift-sandbox.jar")))
                .filter(Files::exists);
    }

    /**
     * Starts it, and writes the profile that leads to it into the home, readable by this user alone.
     *
     * @param arguments as its own main takes them
     */
    public static SandboxProgram start(Home home, List<String> arguments) {
        Path jar = jar(home).orElseThrow(StackErrors::sandboxMissing);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-Dlakeshift.spark=" + System.getProperty("lakeshift.spark", ""),
                "-cp",
                jar + File.pathSeparator + System.getProperty("java.class.path"),
                MAIN,
                "--output",
                "json"));
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "lakeshift-sandbox-end"));
            BufferedReader out = process.inputReader();
            @Nullable String line = out.readLine();
            if (line == null) {
                throw StackErrors.sandboxNotStarted();
            }
            JsonNode json = new ObjectMapper().readTree(line);
            Address address = new Address(
                    json.path("host").asText(),
                    json.path("token").asText(),
                    json.path("postgres").asText(),
                    json.path("seed").asText());
            Path profiles = home.databricksProfiles();
            PrivateFile.write(
                    profiles, "[" + PROFILE + "]\nhost = " + address.host() + "\ntoken = " + address.token() + "\n");
            return new SandboxProgram(process, address, profiles);
        } catch (IOException e) {
            throw StackErrors.sandboxFailed(e);
        }
    }

    public Address address() {
        return address;
    }

    /** Waits until it ends. */
    public int await() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS);
            Files.deleteIfExists(profiles);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw StackErrors.sandboxFailed(e);
        }
    }
}
