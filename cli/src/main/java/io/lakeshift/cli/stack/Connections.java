package io.lakeshift.cli.stack;

import io.lakeshift.catalog.postgres.PostgresCatalogStore;
import io.lakeshift.catalog.uri.DatabaseUrl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * Database URLs by name. A workflow's payload carries the name only, for payloads are readable by everybody who can
 * see the Web UI; the worker reads the URL from {@code $LAKESHIFT_HOME/connections/<name>} (mode 0600, one line).
 */
public record Connections(Home home) {
    /** The stack's own database. */
    public static final String DEFAULT = "default";

    private static final int DIGEST_CHARACTERS = 8;
    private static final int READABLE_CHARACTERS = 40;

    /**
     * Keeps a URL; the same database gets the same name, whatever the password. A URL that workers use is replaced only
     * by one that lets them in.
     */
    public String register(String url) {
        String name = nameOf(url);
        if (url(name).filter(known -> !known.equals(url)).isPresent()) {
            PostgresCatalogStore.checkLogin(DatabaseUrl.parse(url));
        }
        write(name, url);
        return name;
    }

    void write(String name, String url) {
        try {
            PrivateFile.write(file(name), url + "\n");
        } catch (IOException e) {
            throw StackErrors.homeNotUsable(home.root(), e);
        }
    }

    public Optional<String> url(String name) {
        try {
            return Optional.of(Files.readString(file(name)).strip());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw StackErrors.homeNotUsable(home.root(), e);
        }
    }

    private Path file(String name) {
        return home.connections().resolve(name);
    }

    static String nameOf(String url) {
        DatabaseUrl database = DatabaseUrl.parse(url);
        String readable = (database.host() + "-" + database.database())
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        String shortened = readable.substring(0, Math.min(readable.length(), READABLE_CHARACTERS));
        return shortened + "-" + digest(database.display());
    }

    private static String digest(String text) {
        try {
            byte[] sha = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha).substring(0, DIGEST_CHARACTERS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
