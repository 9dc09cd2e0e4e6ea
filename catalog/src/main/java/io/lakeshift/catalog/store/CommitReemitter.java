package io.lakeshift.catalog.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.lakeshift.catalog.CatalogError;
import io.lakeshift.catalog.CatalogException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns rows back into the lines of a commit file: equal, action by action, to what was imported. */
public final class CommitReemitter {
    private static final JsonFactory JSON = new JsonFactory();

    private CommitReemitter() {}

    /** The action as one line of JSON, without a line break at its end. Members that were kept as text are written as they are. */
    public static String line(ActionRow row) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            if (row instanceof ActionRow.CommitInfo info) {
                raw(json, "commitInfo", info.body());
            } else if (row instanceof ActionRow.Other other) {
                raw(json, other.name(), other.body());
            } else {
                json.writeObjectFieldStart(row.action());
                members(json, row);
                json.writeEndObject();
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void members(JsonGenerator json, ActionRow row) throws IOException {
        if (row instanceof ActionRow.Add add) {
            add(json, add);
        } else if (row instanceof ActionRow.Remove remove) {
            remove(json, remove);
        } else if (row instanceof ActionRow.Cdc cdc) {
            cdc(json, cdc);
        } else if (row instanceof ActionRow.MetaData metaData) {
            metaData(json, metaData);
        } else if (row instanceof ActionRow.Protocol protocol) {
            protocol(json, protocol);
        } else if (row instanceof ActionRow.Txn txn) {
            text(json, "appId", txn.appId());
            number(json, "version", txn.txnVersion());
            number(json, "lastUpdated", txn.lastUpdated());
            extra(json, txn.extra());
        } else if (row instanceof ActionRow.DomainMetadata domain) {
            text(json, "domain", domain.domain());
            text(json, "configuration", domain.configuration());
            flag(json, "removed", domain.removed());
            extra(json, domain.extra());
        }
    }

    private static void add(JsonGenerator json, ActionRow.Add add) throws IOException {
        text(json, "path", add.path());
        raw(json, "partitionValues", add.partitionValues());
        number(json, "size", add.size());
        number(json, "modificationTime", add.modificationTime());
        flag(json, "dataChange", add.dataChange());
        text(json, "stats", add.stats());
        raw(json, "tags", add.tags());
        raw(json, "deletionVector", add.deletionVector());
        number(json, "baseRowId", add.baseRowId());
        number(json, "defaultRowCommitVersion", add.defaultRowCommitVersion());
        text(json, "clusteringProvider", add.clusteringProvider());
        extra(json, add.extra());
    }

    private static void remove(JsonGenerator json, ActionRow.Remove remove) throws IOException {
        text(json, "path", remove.path());
        number(json, "deletionTimestamp", remove.deletionTimestamp());
        flag(json, "dataChange", remove.dataChange());
        flag(json, "extendedFileMetadata", remove.extendedFileMetadata());
        raw(json, "partitionValues", remove.partitionValues());
        number(json, "size", remove.size());
        text(json, "stats", remove.stats());
        raw(json, "tags", remove.tags());
        raw(json, "deletionVector", remove.deletionVector());
        number(json, "baseRowId", remove.baseRowId());
        number(json, "defaultRowCommitVersion", remove.defaultRowCommitVersion());
        extra(json, remove.extra());
    }

    private static void cdc(JsonGenerator json, ActionRow.Cdc cdc) throws IOException {
        text(json, "path", cdc.path());
        raw(json, "partitionValues", cdc.partitionValues());
        number(json, "size", cdc.size());
        flag(json, "dataChange", cdc.dataChange());
        raw(json, "tags", cdc.tags());
        extra(json, cdc.extra());
    }

    private static void metaData(JsonGenerator json, ActionRow.MetaData metaData) throws IOException {
        text(json, "id", metaData.id());
        text(json, "name", metaData.name());
        text(json, "description", metaData.description());
        raw(json, "format", metaData.format());
        text(json, "schemaString", metaData.schemaString());
        texts(json, "partitionColumns", metaData.partitionColumns());
        raw(json, "configuration", metaData.configuration());
        number(json, "createdTime", metaData.createdTime());
        extra(json, metaData.extra());
    }

    private static void protocol(JsonGenerator json, ActionRow.Protocol protocol) throws IOException {
        json.writeNumberField("minReaderVersion", protocol.minReaderVersion());
        json.writeNumberField("minWriterVersion", protocol.minWriterVersion());
        texts(json, "readerFeatures", protocol.readerFeatures());
        texts(json, "writerFeatures", protocol.writerFeatures());
        extra(json, protocol.extra());
    }

    private static void text(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    private static void number(JsonGenerator json, String name, @Nullable Long value) throws IOException {
        if (value != null) {
            json.writeNumberField(name, value);
        }
    }

    private static void flag(JsonGenerator json, String name, @Nullable Boolean value) throws IOException {
        if (value != null) {
            json.writeBooleanField(name, value);
        }
    }

    private static void texts(JsonGenerator json, String name, @Nullable List<@Nullable String> values)
            throws IOException {
        if (values != null) {
            json.writeArrayFieldStart(name);
            for (String value : values) {
                json.writeString(value);
            }
            json.writeEndArray();
        }
    }

    private static void raw(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeFieldName(name);
            json.writeRawValue(value);
        }
    }

    private static void extra(JsonGenerator json, @Nullable String members) throws IOException {
        if (members == null) {
            return;
        }
        String body = members.strip();
        if (body.length() < 2 || body.charAt(0) != '{' || body.charAt(body.length() - 1) != '}') {
            throw new CatalogException(
                    CatalogError.LOG_CORRUPT, "The catalog's column extra is no JSON object: " + body);
        }
        String inner = body.substring(1, body.length() - 1).strip();
        if (!inner.isEmpty()) {
            // The generator separates members itself only when it writes their names.
            json.writeRaw("," + inner);
        }
    }
}
