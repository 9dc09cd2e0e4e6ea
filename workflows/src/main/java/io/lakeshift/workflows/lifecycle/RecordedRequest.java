package io.lakeshift.workflows.lifecycle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lakeshift.workflows.LakeshiftDataConverter;

/** What a unit was started with, as the ledger keeps it: the text of the workflow's own input. */
public final class RecordedRequest {
    private static final ObjectMapper JSON = LakeshiftDataConverter.objectMapper();

    private RecordedRequest() {}

    public static String write(Object request) {
        try {
            return JSON.writeValueAsString(request);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a request that came as JSON can be written as JSON", e);
        }
    }

    public static <T> T read(String request, Class<T> type) {
        try {
            return JSON.readValue(request, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the ledger holds a request that cannot be read", e);
        }
    }
}
