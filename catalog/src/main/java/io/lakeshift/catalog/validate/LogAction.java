package io.lakeshift.catalog.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.catalog.CatalogException;
import io.lakeshift.catalog.store.ActionRow;
import io.lakeshift.catalog.store.CommitReemitter;
import java.util.Set;
import java.util.TreeSet;

/**
 * An action of either side, in one form.
 *
 * @param name of the action: {@code add}; empty for a line that holds none
 * @param body the action's members
 */
record LogAction(String name, ObjectNode body) {
    private static final Set<String> FILE_ACTIONS = Set.of("add", "remove", "cdc");

    private static final Set<String> ADD = Set.of(
            "path",
            "partitionValues",
            "size",
            "modificationTime",
            "stats",
            "tags",
            "deletionVector",
            "baseRowId",
            "defaultRowCommitVersion");
    private static final Set<String> METADATA = Set.of(
            "id", "name", "description", "format", "schemaString", "partitionColumns", "configuration", "createdTime");
    private static final Set<String> PROTOCOL =
            Set.of("minReaderVersion", "minWriterVersion", "readerFeatures", "writerFeatures");
    private static final Set<String> TXN = Set.of("appId", "version", "lastUpdated");
    private static final Set<String> DOMAIN_METADATA = Set.of("domain", "configuration", "removed");

    /** Members of a deletion vector that every reader knows. */
    private static final Set<String> DELETION_VECTOR =
            Set.of("storageType", "pathOrInlineDv", "offset", "sizeInBytes", "cardinality");

    /** @param line a line of a commit file, as {@code {"add": …}} */
    static LogAction of(JsonNode line) {
        if (line instanceof ObjectNode object) {
            Canonical.withoutNulls(object);
            if (object.size() == 1) {
                String name = object.fieldNames().next();
                if (object.get(name) instanceof ObjectNode body) {
                    return new LogAction(name, withSchemaAsJson(name, Canonical.withoutNulls(body)));
                }
            }
        }
        ObjectNode wrapped = JsonNodeFactory.instance.objectNode();
        wrapped.set("line", line);
        return new LogAction("", wrapped);
    }

    /** Only the meaning of a schema counts: another order of keys is the same schema. */
    private static ObjectNode withSchemaAsJson(String name, ObjectNode body) {
        if (name.equals("metaData") && body.path("schemaString").isTextual()) {
            Canonical.parse(body.get("schemaString").textValue()).ifPresent(schema -> body.set("schemaString", schema));
        }
        return body;
    }

    /** What the row says it was in the log; a row whose texts are no JSON is an action that equals none. */
    static LogAction of(ActionRow row) {
        try {
            String line = CommitReemitter.line(row);
            return Canonical.parse(line).map(LogAction::of).orElseGet(() -> unreadable(line));
        } catch (CatalogException e) {
            return unreadable(String.valueOf(e.getMessage()));
        }
    }

    private static LogAction unreadable(String text) {
        return new LogAction("", JsonNodeFactory.instance.objectNode().put("unreadable", text));
    }

    boolean isFileAction() {
        return FILE_ACTIONS.contains(name);
    }

    String path() {
        return body.path("path").asText();
    }

    /** The unique id of the deletion vector, as Delta defines it; empty for none. */
    String deletionVectorId() {
        return deletionVectorId(body.path("deletionVector"));
    }

    static String deletionVectorId(JsonNode vector) {
        if (!vector.isObject()) {
            return "";
        }
        String offset = vector.hasNonNull("offset") ? "@" + vector.get("offset").asText() : "";
        return vector.path("storageType").asText()
                + vector.path("pathOrInlineDv").asText()
                + offset;
    }

    /** What one action of a state is told apart by. */
    String key() {
        return name + " "
                + switch (name) {
                    case "add", "remove", "cdc" -> path() + " " + deletionVectorId();
                    case "txn" -> body.path("appId").asText();
                    case "domainMetadata" -> body.path("domain").asText();
                    default -> "";
                };
    }

    /** With only the members of a state's action that every reader knows; the commits are compared with all of them. */
    LogAction withKnownMembers() {
        body.retain(
                switch (name) {
                    case "add" -> ADD;
                    case "metaData" -> METADATA;
                    case "protocol" -> PROTOCOL;
                    case "txn" -> TXN;
                    default -> DOMAIN_METADATA;
                });
        return this;
    }

    /** With only those members of the deletion vector that Kernel reads. */
    LogAction withKnownDeletionVector() {
        if (body.get("deletionVector") instanceof ObjectNode vector) {
            vector.retain(DELETION_VECTOR);
            Canonical.withoutNulls(vector);
        }
        return this;
    }

    String canonical() {
        return name + Canonical.of(body);
    }

    /** Names of the members that differ. */
    Set<String> differences(LogAction other) {
        Set<String> names = new TreeSet<>();
        body.fieldNames().forEachRemaining(names::add);
        other.body.fieldNames().forEachRemaining(names::add);
        names.removeIf(member -> Canonical.of(body.get(member)).equals(Canonical.of(other.body.get(member))));
        return names;
    }

    /** The member as text for people; empty where there is none. */
    String member(String member) {
        JsonNode value = body.get(member);
        if (value == null) {
            return "";
        }
        return value.isTextual() ? value.textValue() : value.toString();
    }
}
