package io.lakeshift.activities.kinds.syncedtables;

import io.lakeshift.activities.failure.Secrets;
import io.lakeshift.workflows.kinds.syncedtables.SmokeTest;
import io.lakeshift.workflows.kinds.syncedtables.SmokeTest.Page;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** What a smoke test has found, as a part of a sentence. */
final class SmokeTestMessages {
    private static final int MOST_LINES = 5;
    private static final int LONGEST_LINE = 200;

    private SmokeTestMessages() {}

    static String passed(SmokeTest test) {
        return "passed: " + test.words();
    }

    static String answered(Page page, int status) {
        return page.words() + " answered " + status + ", expected is " + page.expect();
    }

    static String noAnswer(Page page, Duration within) {
        return page.words() + " did not answer within " + within;
    }

    static String notReached(Page page, String why) {
        return page.words() + " could not be reached (" + why + ")";
    }

    static String commandRefused(SmokeTest test) {
        return "this worker runs no commands of plans, so it did not run " + test.commandWords()
                + "; set smokeTestCommands: true in its configuration, or LAKESHIFT_SMOKE_TEST_COMMANDS=true, and start it"
                + " again, or test by urls";
    }

    static String notStarted(SmokeTest test, String why) {
        return Secrets.scrub(test.commandWords() + " cannot be started (" + why + ")");
    }

    static String ended(SmokeTest test, int code, List<String> lines) {
        return Secrets.scrub(test.commandWords() + " ended with " + code + said(lines));
    }

    static String tooLong(SmokeTest test, Duration longest, List<String> lines) {
        return Secrets.scrub(test.commandWords() + " ran for longer than " + longest + " and was ended" + said(lines));
    }

    private static String said(List<String> lines) {
        if (lines.isEmpty()) {
            return " and wrote nothing";
        }
        return lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size()).stream()
                .map(line -> line.replaceAll("\\p{Cntrl}", " ").strip())
                .map(line -> line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "..." : line)
                .collect(Collectors.joining(" | ", " and wrote: ", ""));
    }
}
