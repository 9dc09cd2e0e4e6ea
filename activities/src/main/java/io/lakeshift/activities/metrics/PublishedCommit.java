package io.lakeshift.activities.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What a commit did, in numbers.
 *
 * @param operation {@code commitInfo.operation}; empty where the commit does not say
 * @param bytes of the files that were added
 * @param writtenAt {@code commitInfo.timestamp}, by the writer's clock; empty where the commit does not say
 */
public record PublishedCommit(
        UUID tableId,
        long version,
        String operation,
        long adds,
        long removes,
        long bytes,
        Optional<Instant> writtenAt) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** @param body the ratified body: one action per line */
    public static PublishedCommit of(UUID tableId, long version, byte[] body) {
        String operation = "";
        long adds = 0;
        long removes = 0;
        long bytes = 0;
        Optional<Instant> writtenAt = Optional.empty();
        try (var actions = JSON.readerFor(JsonNode.class).<JsonNode>readValues(body)) {
            while (actions.hasNextValue()) {
                JsonNode action = actions.nextValue();
                adds += action.has("add") ? 1 : 0;
                removes += action.has("remove") ? 1 : 0;
                bytes += action.path("add").path("size").asLong();
                JsonNode timestamp = action.path("commitInfo").path("timestamp");
                if (timestamp.isIntegralNumber()) {
                    writtenAt = Optional.of(Instant.ofEpochMilli(timestamp.asLong()));
                }
                operation = action.path("commitInfo").path("operation").asText(operation);
            }
        } catch (IOException e) {
            throw new IllegalStateException("The ratified body of version " + version + " is not JSON", e);
        }
        return new PublishedCommit(tableId, version, operation, adds, removes, bytes, writtenAt);
    }
}
