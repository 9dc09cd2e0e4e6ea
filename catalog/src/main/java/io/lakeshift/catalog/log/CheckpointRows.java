package io.lakeshift.catalog.log;

import io.lakeshift.catalog.store.ActionRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the structs of a checkpoint in Parquet into actions. */
final class CheckpointRows {
    private static final Set<String> ADD = Set.of(
            "path",
            "partitionValues",
            "size",
            "modificationTime",
            "dataChange",
            "stats",
            "tags",
            "deletionVector",
            "baseRowId",
            "defaultRowCommitVersion",
            "clusteringProvider",
            // Another form of what partitionValues and stats say.
            "partitionValues_parsed",
            "stats_parsed");
    private static final Set<String> REMOVE = Set.of(
            "path",
            "deletionTimestamp",
            "dataChange",
            "extendedFileMetadata",
            "partitionValues",
            "size",
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
    private static final Set<String> DOMAIN = Set.of("domain", "configuration", "removed");

    private CheckpointRows() {}

    static ActionRow action(String name, Object value, long version, int position) throws IOException {
        if (!(value instanceof ParquetStruct struct)) {
            return new ActionRow.Other(version, position, name, json(name, value));
        }
        return switch (name) {
            case "add" -> add(struct, version, position);
            case "remove" -> remove(struct, version, position);
            case "metaData" -> metaData(struct, version, position);
            case "protocol" -> protocol(struct, version, position);
            case "txn" ->
                new ActionRow.Txn(
                        version,
                        position,
                        ActionParser.required(struct.text("appId"), "txn.appId"),
                        TableActionParser.required(struct.number("version"), "txn.version"),
                        struct.number("lastUpdated"),
                        extra(struct, TXN));
            case "domainMetadata" ->
                new ActionRow.DomainMetadata(
                        version,
                        position,
                        ActionParser.required(struct.text("domain"), "domainMetadata.domain"),
                        jsonText(struct, "configuration"),
                        struct.flag("removed"),
                        extra(struct, DOMAIN));
            default -> new ActionRow.Other(version, position, name, json(name, value));
        };
    }

    private static ActionRow.Add add(ParquetStruct add, long version, int position) throws IOException {
        String stats = jsonText(add, "stats");
        Object partitionValues = add.get("partitionValues");
        return new ActionRow.Add(
                version,
                position,
                ActionParser.required(add.text("path"), "add.path"),
                dvId(add),
                add.number("size"),
                partitionValues == null ? partitionTexts(add) : ParquetJson.of(partitionValues),
                stats == null ? ParquetJson.of(add.get("stats_parsed")) : stats,
                add.flag("dataChange"),
                add.number("modificationTime"),
                ParquetJson.of(add.get("tags")),
                ParquetJson.of(add.get("deletionVector")),
                add.number("baseRowId"),
                add.number("defaultRowCommitVersion"),
                add.text("clusteringProvider"),
                extra(add, ADD),
                null);
    }

    private static ActionRow.Remove remove(ParquetStruct remove, long version, int position) throws IOException {
        return new ActionRow.Remove(
                version,
                position,
                ActionParser.required(remove.text("path"), "remove.path"),
                dvId(remove),
                remove.number("deletionTimestamp"),
                remove.flag("dataChange"),
                remove.flag("extendedFileMetadata"),
                ParquetJson.of(remove.get("partitionValues")),
                remove.number("size"),
                jsonText(remove, "stats"),
                ParquetJson.of(remove.get("tags")),
                ParquetJson.of(remove.get("deletionVector")),
                remove.number("baseRowId"),
                remove.number("defaultRowCommitVersion"),
                extra(remove, REMOVE));
    }

    private static ActionRow.MetaData metaData(ParquetStruct metaData, long version, int position) throws IOException {
        return new ActionRow.MetaData(
                version,
                position,
                null,
                texts(metaData, "partitionColumns"),
                null,
                jsonText(metaData, "schemaString"),
                metaData.text("id"),
                metaData.text("name"),
                metaData.text("description"),
                ParquetJson.of(metaData.get("format")),
                ParquetJson.of(metaData.get("configuration")),
                metaData.number("createdTime"),
                extra(metaData, METADATA));
    }

    private static ActionRow.Protocol protocol(ParquetStruct protocol, long version, int position) throws IOException {
        return new ActionRow.Protocol(
                version,
                position,
                TableActionParser.protocolVersion(protocol.number("minReaderVersion"), "protocol.minReaderVersion"),
                TableActionParser.protocolVersion(protocol.number("minWriterVersion"), "protocol.minWriterVersion"),
                texts(protocol, "readerFeatures"),
                texts(protocol, "writerFeatures"),
                extra(protocol, PROTOCOL));
    }

    private static String dvId(ParquetStruct file) throws IOException {
        ParquetStruct dv = file.struct("deletionVector");
        return dv == null
                ? ""
                : DeletionVectorId.of(dv.text("storageType"), dv.text("pathOrInlineDv"), dv.number("offset"));
    }

    /** Partition values are strings wherever they stand, so typed ones are written as strings. */
    private static @Nullable String partitionTexts(ParquetStruct add) throws IOException {
        ParquetStruct typed = add.struct("partitionValues_parsed");
        if (typed == null) {
            return null;
        }
        Map<String, @Nullable Object> texts = new LinkedHashMap<>();
        for (int i = 0; i < typed.values().length; i++) {
            Object value = typed.values()[i];
            texts.put(typed.names().get(i), value == null ? null : value.toString());
        }
        return ParquetJson.of(texts);
    }

    private static @Nullable String jsonText(ParquetStruct struct, String name) {
        Object value = struct.get(name);
        return value == null ? null : Texts.keepableJson(value.toString());
    }

    private static @Nullable List<@Nullable String> texts(ParquetStruct struct, String name) throws IOException {
        List<?> values = struct.list(name);
        if (values == null) {
            return null;
        }
        List<@Nullable String> texts = new ArrayList<>();
        for (Object value : values) {
            texts.add(value == null ? null : Texts.keepable(name, value.toString()));
        }
        return texts;
    }

    private static @Nullable String extra(ParquetStruct struct, Set<String> known) throws IOException {
        Map<String, Object> unknown = new LinkedHashMap<>();
        for (int i = 0; i < struct.values().length; i++) {
            Object value = struct.values()[i];
            if (value != null && !known.contains(struct.names().get(i))) {
                unknown.put(struct.names().get(i), value);
            }
        }
        return unknown.isEmpty() ? null : ParquetJson.of(unknown);
    }

    private static String json(String name, Object value) throws IOException {
        return ActionParser.required(ParquetJson.of(value), name);
    }
}
