package io.lakeshift.activities.connections;

import io.lakeshift.catalog.uri.DatabaseUrl;
import io.lakeshift.workflows.ConnectionName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where connections are configured: settings, the environment, and files. */
public final class ConnectionSources {
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private ConnectionSources() {}

    /** @param urls name to URL */
    public static ConnectionSource settings(Map<String, String> urls) {
        Map<String, String> copy = Map.copyOf(urls);
        return name -> Optional.ofNullable(copy.get(name.value())).map(DatabaseUrl::parse);
    }

    /** {@code LAKESHIFT_DATABASE_URL} is the connection {@code default}, {@code LAKESHIFT_DATABASE_X_URL} is {@code x}. */
    public static ConnectionSource environment(Map<String, String> environment) {
        Map<String, String> copy = Map.copyOf(environment);
        return name -> Optional.ofNullable(copy.get(variable(name)))
                .filter(url -> !url.isBlank())
                .map(DatabaseUrl::parse);
    }

    /** The environment variable that configures a connection. */
    public static String variable(ConnectionName name) {
        return name.equals(ConnectionName.DEFAULT)
                ? "LAKESHIFT_DATABASE_URL"
                : "LAKESHIFT_DATABASE_" + name.value().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_") + "_URL";
    }

    /**
     * Files named like the connections, each one line with the URL, readable by their owner only. They are read at
     * every look, so a connection that is written while the worker runs is known at once.
     */
    public static ConnectionSource files(Path directory) {
        return name -> read(directory.resolve(name.value())).map(DatabaseUrl::parse);
    }

    private static Optional<String> read(Path file) {
        try {
            requirePrivate(file);
            return Optional.of(Files.readString(file).strip());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw ConnectionErrors.unreadable(file, e);
        }
    }

    private static void requirePrivate(Path file) throws IOException {
        @Nullable PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view != null && view.readAttributes().permissions().stream().anyMatch(OTHERS::contains)) {
            throw ConnectionErrors.readableByOthers(file);
        }
    }
}
