package io.lakeshift.activities.kinds.syncedtables;

import io.lakeshift.activities.execution.StepRunner;
import io.lakeshift.workflows.kinds.syncedtables.SmokeTest;
import io.lakeshift.workflows.kinds.syncedtables.SmokeTest.Page;
import io.lakeshift.workflows.kinds.syncedtables.SyncedTableSmokeTests;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;

/** Asks over HTTP, and runs the command where this worker may run commands of plans. */
public final class SyncedTableSmokeTestsImpl implements SyncedTableSmokeTests {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final StepRunner steps;
    private final boolean commandsAllowed;

    /** @param commandsAllowed a plan is a file that anybody may have written; a worker that serves others runs nothing of it */
    public SyncedTableSmokeTestsImpl(StepRunner steps, boolean commandsAllowed) {
        this.steps = steps;
        this.commandsAllowed = commandsAllowed;
    }

    /** Made with the first question: most workers are never asked one. */
    private static final class Http {
        /** A redirect is an answer like any other: what it leads to is not what was to be tested. */
        static final HttpClient CLIENT = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public Answered ask(Ask request) {
        return steps.reading(progress -> {
            SmokeTest test = request.application().smokeTest().orElseThrow();
            if (!test.command().isEmpty() && !commandsAllowed) {
                return new Answered(false, false, SmokeTestMessages.commandRefused(test));
            }
            for (Page page : test.urls()) {
                Optional<String> wrong = ask(page);
                if (wrong.isPresent()) {
                    return new Answered(false, true, wrong.get());
                }
            }
            Optional<Answered> wrong = test.command().isEmpty()
                    ? Optional.empty()
                    : new SmokeTestCommand(request.application(), request.longest()).run();
            return wrong.orElseGet(() -> new Answered(true, false, SmokeTestMessages.passed(test)));
        });
    }

    /** What was wrong with the answer. Its body is not read: it may be without end, and may hold what nobody should see. */
    private static Optional<String> ask(Page page) {
        HttpRequest get = HttpRequest.newBuilder(URI.create(page.url()))
                .timeout(ANSWER)
                .header("User-Agent", "lakeshift")
                .build();
        try {
            HttpResponse<InputStream> response = Http.CLIENT.send(get, BodyHandlers.ofInputStream());
            response.body().close();
            return response.statusCode() == page.expect()
                    ? Optional.empty()
                    : Optional.of(SmokeTestMessages.answered(page, response.statusCode()));
        } catch (HttpTimeoutException e) {
            return Optional.of(SmokeTestMessages.noAnswer(page, ANSWER));
        } catch (IOException e) {
            return Optional.of(SmokeTestMessages.notReached(page, e.getClass().getSimpleName()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while an application is asked", e);
        }
    }
}
