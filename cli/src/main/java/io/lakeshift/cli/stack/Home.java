package io.lakeshift.cli.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** The directory that holds what belongs to this user: {@code $LAKESHIFT_HOME}, or {@code ~/.lakeshift}. */
public record Home(Path root) {
    public static Home of(Map<String, String> environment) {
        String configured = environment.getOrDefault("LAKESHIFT_HOME", "");
        Path root = configured.isBlank()
                ? Path.of(System.getProperty("user.home"), ".lakeshift")
                : Path.of(configured.strip());
        return new Home(root.toAbsolutePath().normalize());
    }

    /** One line of JSON by the process that owns the running Temporal service. */
    public Path announcement() {
        return root.resolve("stack.json");
    }

    /** Locked by the owner of a service for as long as it runs. */
    Path ownerLock(String service) {
        return root.resolve(service + ".owner.lock");
    }

    /** Locked, shared, by every process that uses another's service. */
    Path guestLock(String service) {
        return root.resolve(service + ".guests.lock");
    }

    public Path postgres() {
        return root.resolve("postgres");
    }

    public Path temporal() {
        return root.resolve("temporal");
    }

    /** One file per connection name; its only line is the database URL. */
    public Path connections() {
        return root.resolve("connections");
    }

    /** Databricks profiles that Lakeshift itself writes: the one of the sandbox, while it runs. */
    public Path databricksProfiles() {
        return root.resolve("databrickscfg");
    }

    public Path bin() {
        return root.resolve("bin");
    }

    /** Makes the directory, readable by this user alone. */
    public void create() {
        try {
            createPrivate(root);
        } catch (IOException e) {
            throw StackErrors.homeNotUsable(root, e);
        }
    }

    static void createPrivate(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Path parent = directory.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }
}
