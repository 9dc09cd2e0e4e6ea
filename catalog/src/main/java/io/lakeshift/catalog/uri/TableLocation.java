package io.lakeshift.catalog.uri;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a table lies, in the one spelling that the catalog keys tables by: an absolute local path, or a URI with
 * lower-case scheme and host and without a trailing slash. {@code file:} URIs become paths.
 */
public final class TableLocation {
    private static final Pattern FILE_URI =
            Pattern.compile("(?i:file):(?://(?:localhost)?(?=/))?(?<path>/.*)", Pattern.DOTALL);
    private static final Pattern OTHER_URI =
            Pattern.compile("(?<scheme>[a-zA-Z][a-zA-Z0-9+.-]+)://(?<host>[^/]*)(?<path>.*)", Pattern.DOTALL);

    private TableLocation() {}

    public static String normalise(String location) {
        Matcher uri = OTHER_URI.matcher(location);
        if (!uri.matches() || uri.group("scheme").equalsIgnoreCase("file")) {
            return localPath(location).toString();
        }
        String scheme = uri.group("scheme").toLowerCase(Locale.ROOT);
        String canonicalScheme = scheme.equals("s3a") || scheme.equals("s3n") ? "s3" : scheme;
        String host = uri.group("host");
        if (host.isEmpty()) {
            throw UriErrors.locationMalformed(location);
        }
        // A container before the @, as in abfss, keeps its case; a host has none.
        int at = host.indexOf('@');
        String canonicalHost =
                host.substring(0, at + 1) + host.substring(at + 1).toLowerCase(Locale.ROOT);
        String path = uri.group("path").replaceAll("/{2,}", "/").replaceAll("/$", "");
        return canonicalScheme + "://" + canonicalHost + path;
    }

    /** The local path behind a path or {@code file:} URI, absolute and without {@code .} and {@code ..}. */
    public static Path localPath(String location) {
        Matcher file = FILE_URI.matcher(location);
        Matcher other = OTHER_URI.matcher(location);
        try {
            if (file.matches()) {
                return Path.of(decoded(file.group("path"))).toAbsolutePath().normalize();
            }
            if (other.matches()) {
                throw UriErrors.storageNotYet(other.group("scheme").toLowerCase(Locale.ROOT));
            }
            if (location.isBlank()) {
                throw UriErrors.locationMalformed(location);
            }
            return Path.of(location).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw UriErrors.locationMalformed(location);
        }
    }

    /** People write {@code file:} URIs with and without encoding; a path that does not decode is taken as written. */
    private static String decoded(String path) {
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return path;
        }
    }

    /** The last part of the location: the alias that a table gets if nobody chooses one. */
    public static String leafName(String normalised) {
        String leaf = normalised.substring(normalised.lastIndexOf('/') + 1);
        return leaf.isEmpty() ? "table" : leaf;
    }
}
