package io.lakeshift.activities.failure;

import java.util.regex.Pattern;

/** Takes secrets out of texts that leave the worker: failures are kept in histories and shown in the Web UI. */
public final class Secrets {
    private static final String HIDDEN = "***";
    private static final Pattern URL_PASSWORD = Pattern.compile("(?<=://)([^\\s:/?#@]*):[^\\s/?#]*@");
    private static final Pattern NAMED = Pattern.compile(
            "(?i)\\b([\\w.-]*(?:password|passwd|secret|token|api[_.-]?key|access[_.-]?key|secret[_.-]?key))"
                    + "(\"?\\s*[=:]\\s*\"?)([^\\s,;&\"')]+)");
    private static final Pattern BEARER = Pattern.compile("(?i)\\bbearer\\s+[\\w.~+/=-]+");

    private Secrets() {}

    /** The text with every password, token and key that can be told as one replaced. */
    public static String scrub(String text) {
        String withoutUrls = URL_PASSWORD.matcher(text).replaceAll("$1:" + HIDDEN + "@");
        String withoutNamed = NAMED.matcher(withoutUrls).replaceAll("$1$2" + HIDDEN);
        return BEARER.matcher(withoutNamed).replaceAll("Bearer " + HIDDEN);
    }
}
