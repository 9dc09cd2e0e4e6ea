package io.lakeshift.cli.doctor;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code databricks} program: whether it is there, and new enough. Lakeshift itself logs in without it. */
final class DatabricksCli {
    private static final Pattern VERSION = Pattern.compile("v?(\\d+)\\.(\\d+)(?:\\.(\\d+))?");
    private static final List<Integer> NEEDED = List.of(0, 296);
    private static final int SECONDS = 20;

    private final Map<String, String> environment;
    private final String system;

    /** @param system as {@code os.name} says */
    DatabricksCli(Map<String, String> environment, String system) {
        this.environment = environment;
        this.system = system.toLowerCase(Locale.ROOT);
    }

    Check check() {
        Optional<Path> program = program();
        if (program.isEmpty()) {
            return Check.warning(
                    "Databricks CLI", "not found on the PATH; 0.296 or newer is needed for bundles. " + install(false));
        }
        try {
            String said = version(program.get());
            Matcher version = VERSION.matcher(said);
            if (!version.find()) {
                return Check.warning("Databricks CLI", "%s says no version: %s".formatted(program.get(), said.strip()));
            }
            return isNewEnough(version)
                    ? Check.ok("Databricks CLI", version.group())
                    : Check.warning(
                            "Databricks CLI",
                            "%s is older than 0.296, which lacks the template registry of 'apps init' and flags of 'experimental aitools'. %s"
                                    .formatted(version.group(), install(true)));
        } catch (IOException e) {
            return Check.warning(
                    "Databricks CLI",
                    "%s does not run (%s). %s"
                            .formatted(program.get(), e.getClass().getSimpleName(), install(true)));
        }
    }

    private Optional<Path> program() {
        return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .flatMap(folder ->
                        List.of("databricks", "databricks.exe").stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static String version(Path program) throws IOException {
        Process process = new ProcessBuilder(program.toString(), "-v")
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("no answer in " + SECONDS + " s");
            }
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    /** By numbers, not by letters: 0.1000 is newer than 0.296. */
    private static boolean isNewEnough(Matcher version) {
        int major = Integer.parseInt(version.group(1));
        int minor = Integer.parseInt(version.group(2));
        return major > NEEDED.get(0) || (major == NEEDED.get(0) && minor >= NEEDED.get(1));
    }

    private String install(boolean isThere) {
        if (system.startsWith("win")) {
            return isThere
                    ? "Upgrade it with: winget upgrade Databricks.DatabricksCLI, then restart the terminal."
                    : "Install it with: winget install Databricks.DatabricksCLI, then restart the terminal.";
        }
        String script = "curl -fsSL https://raw.githubusercontent.com/databricks/setup-cli/main/install.sh | sh";
        return isThere
                ? "Upgrade it with: brew update && brew upgrade databricks, or again: " + script
                : "Install it with: brew tap databricks/tap && brew install databricks, or: " + script
                        + " (with sudo where /usr/local/bin is not writable).";
    }
}
