package io.lakeshift.cli.stack;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
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

    /** Keeps a URL; the same database gets the same name, whatever the password. */
    public String register(String url) {
        String name = nameOf(url);
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
        String withoutPassword = url;
        String readable = "database";
        try {
            URI uri = new URI(url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url);
            String user =
                    uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo().split(":", 2)[0];
            String host = uri.getHost() == null ? "" : uri.getHost();
            withoutPassword = uri.getScheme() + "|" + user + "|" + host + "|" + uri.getPort() + "|" + uri.getPath();
            readable = host + uri.getPath();
        } catch (URISyntaxException e) {
            // Named by its digest alone; what is wrong with it is said by who connects.
            withoutPassword = url.replaceFirst(":[^:@/]*@", "@");
        }
        String slug =
                readable.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return (slug.isEmpty() ? "database" : slug) + "-" + digest(withoutPassword);
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
