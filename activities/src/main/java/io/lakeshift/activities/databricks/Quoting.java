package io.lakeshift.activities.databricks;

import io.lakeshift.workflows.Digests;
import io.lakeshift.workflows.databricks.TableName;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** The three ways in which names are written: in PostgreSQL, in Databricks SQL, and in a URL's path. */
public final class Quoting {
    /** PostgreSQL cuts longer names off with nothing but a notice, and two long names become one. */
    public static final int LONGEST_POSTGRES_NAME = 63;

    private static final int SUFFIX = 9;

    private Quoting() {}

    public static String postgres(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** The synced table as PostgreSQL knows it: its schema and table of Unity Catalog. */
    public static String postgres(TableName name) {
        return postgres(name.schema()) + "." + postgres(name.table());
    }

    public static String postgresList(Collection<String> names) {
        return names.stream().map(Quoting::postgres).collect(Collectors.joining(", "));
    }

    public static String databricks(String name) {
        return '`' + name.replace("`", "``") + '`';
    }

    public static String databricks(TableName name) {
        return databricks(name.catalog()) + "." + databricks(name.schema()) + "." + databricks(name.table());
    }

    public static String databricksList(Collection<String> names) {
        return names.stream().map(Quoting::databricks).collect(Collectors.joining(", "));
    }

    /** For a segment of a path: everything but unreserved characters as {@code %XX}. */
    public static String path(String name) {
        StringBuilder path = new StringBuilder();
        for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
            int c = octet & 0xff;
            if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-._~".indexOf(c) >= 0) {
                path.append((char) c);
            } else {
                path.append('%').append(String.format(Locale.ROOT, "%02X", c));
            }
        }
        return path.toString();
    }

    public static boolean fitsPostgres(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_POSTGRES_NAME;
    }

    /** The name itself where it fits, else its beginning and a piece of its hash, so that two long names stay two. */
    public static String shortened(String name) {
        if (fitsPostgres(name)) {
            return name;
        }
        StringBuilder begin = new StringBuilder();
        int[] letters = name.codePoints().toArray();
        for (int letter : letters) {
            String more = begin + Character.toString(letter);
            if (more.getBytes(StandardCharsets.UTF_8).length > LONGEST_POSTGRES_NAME - SUFFIX) {
                break;
            }
            begin.appendCodePoint(letter);
        }
        return begin + "_" + Digests.sha256(name).substring(0, SUFFIX - 1);
    }
}
