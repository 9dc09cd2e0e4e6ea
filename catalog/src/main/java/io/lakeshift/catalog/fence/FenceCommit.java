package io.lakeshift.catalog.fence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.catalog.commit.CommitBody;
import io.lakeshift.catalog.commit.CommitLines;
import io.lakeshift.catalog.commit.FenceRestore;
import io.lakeshift.catalog.commit.FenceText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * The commits that raise and lower the fence. Each says which catalog's table it belongs to, so that a run that was
 * killed after writing one recognises it.
 */
enum FenceCommit {
    RAISE("RAISE FENCE"),
    LOWER("LOWER FENCE");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String IN_COMMIT_TIMESTAMPS = "delta.enableInCommitTimestamps";

    private final String operation;

    FenceCommit(String operation) {
        this.operation = operation;
    }

    /**
     * What a commit needs to say.
     *
     * @param shape protocol and metaData without the fence
     * @param previousTimestamp in-commit timestamp of the version before, or something below any
     */
    record Content(UUID tableId, FenceRestore shape, String reason, Instant now, long previousTimestamp) {}

    CommitBody body(Content content) {
        ObjectNode metaData = object(content.shape().metaData());
        ObjectNode info = JSON.createObjectNode();
        long timestamp = content.now().toEpochMilli();
        if (metaData.path("configuration").path(IN_COMMIT_TIMESTAMPS).asText().equalsIgnoreCase("true")) {
            timestamp = Math.max(timestamp, content.previousTimestamp() + 1);
            info.put("inCommitTimestamp", timestamp);
        }
        info.put("timestamp", timestamp).put("operation", operation);
        info.putObject("operationParameters")
                .put("catalogTableId", content.tableId().toString())
                .put("reason", content.reason());
        info.put("isolationLevel", "Serializable")
                .put("isBlindAppend", false)
                .put("engineInfo", "Lakeshift")
                .put("txnId", txnId(content).toString());
        CommitBody plain = CommitBody.of("{\"commitInfo\":" + info + "}\n{\"protocol\":"
                + content.shape().protocol() + "}\n{\"metaData\":"
                + content.shape().metaData() + "}\n");
        return this == RAISE ? FenceText.fence(plain) : plain;
    }

    /** Whether a commit is this one, written for this table of this catalog. */
    boolean isIn(CommitBody body, UUID tableId) {
        return CommitLines.parse(body).stream()
                .filter(line -> line.name().equals("commitInfo"))
                .anyMatch(line -> is(line.action(), tableId));
    }

    boolean is(JsonNode commitInfo, UUID tableId) {
        return commitInfo.path("operation").asText().equals(operation)
                && commitInfo
                        .path("operationParameters")
                        .path("catalogTableId")
                        .asText()
                        .equals(tableId.toString());
    }

    private UUID txnId(Content content) {
        String name = operation + content.tableId() + content.now().toEpochMilli();
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode object(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a JSON object", e);
        }
    }
}
