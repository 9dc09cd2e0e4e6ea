package io.lakeshift.activities.databricks.sdk;

import com.databricks.sdk.core.DatabricksConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Profiles that were named. What one says goes, whatever the environment says: the SDK would let {@code DATABRICKS_HOST}
 * and {@code DATABRICKS_TOKEN} win over a profile that somebody has asked for.
 */
final class SdkProfiles {
    private static final Pattern HEAD = Pattern.compile("^\\s*\\[([^]]+)]\\s*$");
    private static final Pattern ENTRY = Pattern.compile("^\\s*([A-Za-z_]+)\\s*=\\s*(.*?)\\s*$");

    private SdkProfiles() {}

    static boolean has(Path file, Optional<String> profile) {
        return Files.isReadable(file)
                && profile.filter(name -> !entries(file, name).isEmpty()).isPresent();
    }

    /** Where the SDK looks: in the file that {@code DATABRICKS_CONFIG_FILE} names, or in the home directory's. */
    static Path usualFile() {
        String file = System.getenv("DATABRICKS_CONFIG_FILE");
        String home = System.getProperty("user.home");
        if (file == null || file.isBlank()) {
            return Path.of(home, ".databrickscfg");
        }
        return Path.of(file.startsWith("~") ? home + file.substring(1) : file);
    }

    /** Another one for another file, and whenever it has been written anew. */
    static String version(Path file) {
        try {
            return file + (Files.isReadable(file) ? " of " + Files.getLastModifiedTime(file) : " is not there");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static DatabricksConfig named(Path file, String profile) {
        DatabricksConfig config = new DatabricksConfig().setProfile(profile);
        if (!Files.isReadable(file)) {
            return config;
        }
        config.setConfigFile(file.toString());
        Map<String, String> entries = entries(file, profile);
        set(entries, "host", config::setHost);
        set(entries, "token", config::setToken);
        set(entries, "client_id", config::setClientId);
        set(entries, "client_secret", config::setClientSecret);
        // Without it, a way to log in that the environment offers beside this one is one too many for the SDK.
        way(entries).ifPresent(config::setAuthType);
        return config;
    }

    private static Optional<String> way(Map<String, String> entries) {
        if (entries.containsKey("auth_type")) {
            return Optional.ofNullable(entries.get("auth_type"));
        }
        if (entries.containsKey("token")) {
            return Optional.of("pat");
        }
        return entries.containsKey("client_id") && entries.containsKey("client_secret")
                ? Optional.of("oauth-m2m")
                : Optional.empty();
    }

    private static void set(Map<String, String> entries, String name, Consumer<String> setter) {
        Optional.ofNullable(entries.get(name)).ifPresent(setter);
    }

    private static Map<String, String> entries(Path file, String profile) {
        Map<String, String> entries = new HashMap<>();
        String section = "";
        for (String line : lines(file)) {
            Matcher head = HEAD.matcher(line);
            Matcher entry = ENTRY.matcher(line);
            if (head.matches()) {
                section = head.group(1).strip();
            } else if (section.equals(profile)
                    && entry.matches()
                    && !entry.group(2).isEmpty()) {
                entries.put(entry.group(1), entry.group(2));
            }
        }
        return entries;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
