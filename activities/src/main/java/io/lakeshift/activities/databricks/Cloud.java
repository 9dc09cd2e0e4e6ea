package io.lakeshift.activities.databricks;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

/** Whose cloud a workspace runs on, by the name of its host: nothing that Databricks answers tells. */
public enum Cloud {
    AWS("AWS"),
    AZURE("Azure"),
    GOOGLE("Google Cloud"),
    /** No workspace, but what stands in for one in a rehearsal. */
    THIS_MACHINE("this machine"),
    UNKNOWN("an unknown cloud");

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1", "[::1]");

    private final String words;

    Cloud(String words) {
        this.words = words;
    }

    /** @param url with or without its scheme */
    public static Cloud of(String url) {
        String name = url.contains("://") ? URI.create(url).getHost() : url;
        String host = name == null ? "" : name.toLowerCase(Locale.ROOT);
        if (LOOPBACK.contains(host)) {
            return THIS_MACHINE;
        }
        if (host.endsWith(".azuredatabricks.net")) {
            return AZURE;
        }
        if (host.endsWith(".gcp.databricks.com")) {
            return GOOGLE;
        }
        return host.endsWith(".cloud.databricks.com") ? AWS : UNKNOWN;
    }

    /** For people. */
    public String words() {
        return words;
    }
}
