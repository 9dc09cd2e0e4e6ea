package io.lakeshift.catalog.log;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What the catalog keeps in columns of a commitInfo action. Other shapes than expected are no error: it is free text. */
record CommitInfoFields(
        @Nullable Long timestamp,
        @Nullable Long inCommitTimestamp,
        @Nullable String operation,
        @Nullable String operationParameters,
        @Nullable String committer,
        @Nullable String txnId) {
    static final CommitInfoFields NONE = new CommitInfoFields(null, null, null, null, null, null);

    static CommitInfoFields of(String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        Long timestamp = null;
        Long inCommitTimestamp = null;
        String operation = null;
        String parameters = null;
        String userName = null;
        String userId = null;
        String txnId = null;
        try (MemberReader reader = new MemberReader(bytes, 0, bytes.length, false)) {
            reader.enterDocument("commitInfo");
            for (String member = reader.nextMember(); member != null; member = reader.nextMember()) {
                JsonToken kind = reader.kind();
                switch (member) {
                    case "timestamp" -> timestamp = numberOrNull(reader, kind);
                    case "inCommitTimestamp" -> inCommitTimestamp = numberOrNull(reader, kind);
                    case "operation" -> operation = textOrNull(reader, kind);
                    case "operationParameters" -> parameters = reader.raw();
                    case "userName" -> userName = textOrNull(reader, kind);
                    case "userId" -> userId = textOrNull(reader, kind);
                    case "txnId" -> txnId = textOrNull(reader, kind);
                    default -> reader.skip();
                }
            }
        }
        return new CommitInfoFields(
                timestamp, inCommitTimestamp, operation, parameters, userName == null ? userId : userName, txnId);
    }

    private static @Nullable Long numberOrNull(MemberReader reader, JsonToken kind) throws IOException {
        if (kind == JsonToken.VALUE_NUMBER_INT) {
            return reader.number();
        }
        reader.skip();
        return null;
    }

    private static @Nullable String textOrNull(MemberReader reader, JsonToken kind) throws IOException {
        if (kind == JsonToken.VALUE_STRING) {
            return reader.text();
        }
        reader.skip();
        return null;
    }
}
