package io.lakeshift.workflows.kinds.syncedtables;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What has to work once an application has its new configuration.
 *
 * @param urls each asked by GET
 * @param command run in the folder of the application's file, with what was set in its environment; empty for none
 * @param within asked again until everything passes at once or this has passed
 */
public record SmokeTest(List<Page> urls, List<String> command, Duration within) {
    public static final Duration USUAL = Duration.ofMinutes(2);
    /** An application that is wrong shall not serve for longer. */
    public static final Duration LONGEST = Duration.ofHours(1);

    public static final int MOST_URLS = 20;

    public SmokeTest {
        urls = List.copyOf(urls);
        command = List.copyOf(command);
        if (urls.isEmpty() && command.isEmpty()) {
            throw new IllegalArgumentException("a smoke test asks a URL, runs a command, or both");
        }
    }

    /** @param expect the status that it has to answer with */
    public record Page(String url, int expect) {
        /** Without its query, where people put keys. */
        public String words() {
            return "GET " + url.replaceFirst("[?#].*$", "");
        }
    }

    /** For people. */
    public String words() {
        return Stream.concat(
                        urls.stream().map(page -> page.words() + " answers " + page.expect()),
                        command.isEmpty() ? Stream.empty() : Stream.of(commandWords() + " ends with 0"))
                .collect(Collectors.joining(", "));
    }

    public String commandWords() {
        return String.join(" ", command);
    }
}
