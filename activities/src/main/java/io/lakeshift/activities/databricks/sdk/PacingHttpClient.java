package io.lakeshift.activities.databricks.sdk;

import com.databricks.sdk.core.http.HttpClient;
import com.databricks.sdk.core.http.Request;
import com.databricks.sdk.core.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Remembers how long the last answer asked to wait: the SDK's errors do not carry the header. And takes no web page for
 * an answer: the SDK reads none where it expects none, so that a sign-in page would pass for a deletion.
 */
final class PacingHttpClient implements HttpClient {
    private static final ThreadLocal<@Nullable Duration> ASKED = new ThreadLocal<>();
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private static final int LONGEST_PAGE = 500;

    private final HttpClient sender;

    PacingHttpClient(HttpClient sender) {
        this.sender = sender;
    }

    @Override
    public Response execute(Request request) throws IOException {
        ASKED.remove();
        Response response = sender.execute(request);
        String header = response.getFirstHeader("Retry-After");
        if (header != null) {
            parse(header).ifPresent(ASKED::set);
        }
        String type = response.getFirstHeader("Content-Type");
        if (response.getStatusCode() < 400 && type != null && type.startsWith("text/html")) {
            try (InputStream page = response.getBody()) {
                throw new WebPageException(new String(page.readNBytes(LONGEST_PAGE), StandardCharsets.UTF_8));
            }
        }
        return response;
    }

    /** What the last answer to this thread asked for. */
    static Optional<Duration> asked() {
        return Optional.ofNullable(ASKED.get());
    }

    /** Seconds or a date. A server may not park a call for longer than half an hour. */
    static Optional<Duration> parse(String header) {
        try {
            Duration wait = header.strip().matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(header.strip()))
                    : Duration.between(
                            Instant.now(), Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(header.strip())));
            return wait.isNegative() ? Optional.empty() : Optional.of(wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Something that is no workspace has answered as if all were well. */
    static final class WebPageException extends IOException {
        private static final long serialVersionUID = 1;

        WebPageException(String page) {
            super(page);
        }
    }
}
