package io.lakeshift.cli.kinds.syncedtables;

import io.lakeshift.cli.plan.Section;
import io.lakeshift.workflows.kinds.syncedtables.SmokeTest;
import io.lakeshift.workflows.kinds.syncedtables.SmokeTest.Page;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code application.smokeTest}. */
final class SmokeTestReader {
    private static final int OK = 200;

    private SmokeTestReader() {}

    static Optional<SmokeTest> read(Section application) {
        if (!application.has("smokeTest")) {
            return Optional.empty();
        }
        Section test = application.section("smokeTest").allow("urls", "command", "within");
        List<Page> urls = urls(test);
        List<String> command = test.texts("command");
        Duration within = test.duration("within").orElse(SmokeTest.USUAL);
        if (within.isNegative() || within.isZero() || within.compareTo(SmokeTest.LONGEST) > 0) {
            test.problem("within", "is %s, but must be above PT0S and up to %s.".formatted(within, SmokeTest.LONGEST));
        }
        if (command.stream().anyMatch(String::isBlank)) {
            test.problem("command", "has an empty word: write it as [./check.sh, --all].");
        }
        if (urls.isEmpty() && command.isEmpty()) {
            application.problem(
                    "smokeTest",
                    "asks nothing: give it urls: [https://shop.example.com/health], command: [./check.sh], or both.");
            return Optional.empty();
        }
        return Optional.of(new SmokeTest(urls, command, within));
    }

    private static List<Page> urls(Section test) {
        List<Page> urls = new ArrayList<>();
        for (Section item : test.sections("urls", "url")) {
            item.allow("url", "expect");
            String url = item.required("url");
            if (!url.isEmpty()) {
                check(item, url);
            }
            int expect = item.number("expect").orElse(OK);
            if (expect < 100 || expect > 599) {
                item.problem("expect", "is %d, but must be a status from 100 to 599.".formatted(expect));
            }
            urls.add(new Page(url, expect));
        }
        if (urls.size() > SmokeTest.MOST_URLS) {
            test.problem("urls", "are %d, but can be %d at most.".formatted(urls.size(), SmokeTest.MOST_URLS));
        }
        return urls;
    }

    private static void check(Section item, String url) {
        try {
            URI uri = new URI(url);
            String scheme = String.valueOf(uri.getScheme());
            if (!(scheme.equals("http") || scheme.equals("https")) || uri.getHost() == null) {
                item.problem("url", "is no URL of a page: write it as https://shop.example.com/health.");
            } else if (uri.getRawUserInfo() != null) {
                item.problem(
                        "url", "holds a name or a password, which a plan never does: test a page without a login.");
            }
        } catch (URISyntaxException e) {
            item.problem("url", "is no URL: %s. Write it as https://shop.example.com/health.".formatted(e.getReason()));
        }
    }
}
