package io.lakeshift.catalog.kernel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.delta.kernel.data.MapValue;
import io.delta.kernel.data.Row;
import io.delta.kernel.internal.data.GenericRow;
import io.delta.kernel.internal.util.VectorUtils;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructType;
import io.lakeshift.catalog.CatalogError;
import io.lakeshift.catalog.CatalogException;
import io.lakeshift.catalog.store.ActionRow;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes a checkpoint's rows from the catalog's. */
final class CheckpointRows {
    private static final ObjectMapper JSON = new ObjectMapper();

    private CheckpointRows() {}

    static Row of(ActionRow action) {
        Row body = body(action);
        int column = CheckpointSchema.ACTION.indexOf(action.action());
        return new GenericRow(CheckpointSchema.ACTION, Map.of(column, body));
    }

    private static Row body(ActionRow action) {
        if (action instanceof ActionRow.Add add) {
            return add(add);
        } else if (action instanceof ActionRow.Remove remove) {
            return remove(remove);
        } else if (action instanceof ActionRow.MetaData metaData) {
            return metaData(metaData);
        } else if (action instanceof ActionRow.Protocol protocol) {
            return new Fields(CheckpointSchema.PROTOCOL)
                    .set("minReaderVersion", protocol.minReaderVersion())
                    .set("minWriterVersion", protocol.minWriterVersion())
                    .texts("readerFeatures", protocol.readerFeatures())
                    .texts("writerFeatures", protocol.writerFeatures())
                    .row();
        } else if (action instanceof ActionRow.Txn txn) {
            return new Fields(CheckpointSchema.TXN)
                    .set("appId", txn.appId())
                    .set("version", txn.txnVersion())
                    .set("lastUpdated", txn.lastUpdated())
                    .row();
        } else if (action instanceof ActionRow.DomainMetadata domain) {
            return new Fields(CheckpointSchema.DOMAIN_METADATA)
                    .set("domain", domain.domain())
                    .set("configuration", domain.configuration())
                    .set("removed", Objects.requireNonNullElse(domain.removed(), false))
                    .row();
        }
        throw new IllegalArgumentException("A checkpoint has no " + action.action());
    }

    private static Row add(ActionRow.Add add) {
        return new Fields(CheckpointSchema.ADD)
                .set("path", add.path())
                .map("partitionValues", Objects.requireNonNullElse(add.partitionValues(), "{}"))
                .set("size", add.size())
                .set("modificationTime", add.modificationTime())
                // A checkpoint repeats what is there; it changes no data.
                .set("dataChange", false)
                .set("stats", add.stats())
                .map("tags", add.tags())
                .deletionVector(add.deletionVector())
                .set("baseRowId", add.baseRowId())
                .set("defaultRowCommitVersion", add.defaultRowCommitVersion())
                .set("clusteringProvider", add.clusteringProvider())
                .row();
    }

    private static Row remove(ActionRow.Remove remove) {
        return new Fields(CheckpointSchema.REMOVE)
                .set("path", remove.path())
                .set("deletionTimestamp", remove.deletionTimestamp())
                .set("dataChange", false)
                .set("extendedFileMetadata", remove.extendedFileMetadata())
                .map("partitionValues", remove.partitionValues())
                .set("size", remove.size())
                .map("tags", remove.tags())
                .deletionVector(remove.deletionVector())
                .set("baseRowId", remove.baseRowId())
                .set("defaultRowCommitVersion", remove.defaultRowCommitVersion())
                .row();
    }

    private static Row metaData(ActionRow.MetaData metaData) {
        JsonNode format = json(Objects.requireNonNullElse(metaData.format(), "{\"provider\":\"parquet\"}"));
        Row formatRow = new Fields(CheckpointSchema.FORMAT)
                .set("provider", format.path("provider").asText("parquet"))
                .map("options", format.path("options").toString())
                .row();
        return new Fields(CheckpointSchema.META_DATA)
                .set("id", metaData.id())
                .set("name", metaData.name())
                .set("description", metaData.description())
                .set("format", formatRow)
                .set("schemaString", metaData.schemaString())
                .texts("partitionColumns", Objects.requireNonNullElse(metaData.partitionColumns(), List.of()))
                .map("configuration", Objects.requireNonNullElse(metaData.configuration(), "{}"))
                .set("createdTime", metaData.createdTime())
                .row();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new CatalogException(CatalogError.LOG_CORRUPT, "A row of the catalog holds broken JSON.", e);
        }
    }

    /** The members of one struct; a member that is not set is null. */
    private static final class Fields {
        private final StructType schema;
        private final Map<Integer, Object> values = new HashMap<>();

        Fields(StructType schema) {
            this.schema = schema;
        }

        Fields set(String name, @Nullable Object value) {
            if (value != null) {
                values.put(schema.indexOf(name), value);
            }
            return this;
        }

        Fields texts(String name, @Nullable List<@Nullable String> texts) {
            return set(name, texts == null ? null : VectorUtils.buildArrayValue(texts, StringType.STRING));
        }

        Fields map(String name, @Nullable String json) {
            return set(name, json == null ? null : mapValue(json));
        }

        Fields deletionVector(@Nullable String json) {
            if (json == null) {
                return this;
            }
            JsonNode vector = json(json);
            Fields fields = new Fields(CheckpointSchema.DELETION_VECTOR)
                    .set("storageType", vector.path("storageType").asText())
                    .set("pathOrInlineDv", vector.path("pathOrInlineDv").asText())
                    .set("sizeInBytes", vector.path("sizeInBytes").asInt())
                    .set("cardinality", vector.path("cardinality").asLong());
            if (vector.hasNonNull("offset")) {
                fields.set("offset", vector.path("offset").asInt());
            }
            return set("deletionVector", fields.row());
        }

        Row row() {
            return new GenericRow(schema, values);
        }

        private static @Nullable MapValue mapValue(String json) {
            JsonNode object = json(json);
            if (object.isNull() || object.isMissingNode()) {
                return null;
            }
            Map<String, @Nullable String> map = new LinkedHashMap<>();
            object.fields().forEachRemaining(entry -> {
                JsonNode value = entry.getValue();
                map.put(entry.getKey(), value.isNull() ? null : value.isTextual() ? value.asText() : value.toString());
            });
            return VectorUtils.stringStringMapValue(map);
        }
    }
}
