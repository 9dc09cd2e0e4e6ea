package io.lakeshift.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.UUID;

/** Delta actions as lines of JSON, as Spark writes them. */
final class ActionWriter {
    private static final long FIRST_COMMIT_MILLIS = 1_700_000_000_000L;
    private static final long MILLIS_PER_COMMIT = 60_000;
    private static final String[][] COLUMNS = {
        {"id", "long"}, {"user_id", "long"}, {"event_ts", "timestamp"}, {"amount", "decimal(18,2)"},
        {"qty", "integer"}, {"price", "double"}, {"name", "string"}, {"comment", "string"},
        {"date", "date"}, {"region", "string"}
    };

    private final LogShape shape;
    private final JsonFactory json = new JsonFactory();

    ActionWriter(LogShape shape) {
        this.shape = shape;
    }

    /** As Delta derives it from storage type, path and offset; empty without a deletion vector. */
    static String vectorId(int file, int generation) {
        return generation == 0 ? "" : "u" + vectorPath(file, generation) + "@1";
    }

    String commitInfo(int version, boolean optimize) throws IOException {
        return line("commitInfo", out -> {
            out.writeNumberField("timestamp", millis(version));
            out.writeStringField("operation", optimize ? "OPTIMIZE" : "WRITE");
            out.writeObjectFieldStart("operationParameters");
            out.writeStringField("mode", "Append");
            out.writeStringField("partitionBy", "[\"date\",\"region\"]");
            out.writeEndObject();
            out.writeNumberField("readVersion", version - 1);
            out.writeStringField("isolationLevel", "Serializable");
            out.writeBooleanField("isBlindAppend", false);
            out.writeStringField("engineInfo", "lakeshift-bench");
            out.writeStringField("txnId", new UUID(shape.seed(), version).toString());
        });
    }

    String protocol() throws IOException {
        boolean vectors = shape.deletionVectorFraction() > 0;
        return line("protocol", out -> {
            out.writeNumberField("minReaderVersion", vectors ? 3 : 1);
            out.writeNumberField("minWriterVersion", vectors ? 7 : 2);
            if (vectors) {
                out.writeFieldName("readerFeatures");
                out.writeArray(new String[] {"deletionVectors"}, 0, 1);
                out.writeFieldName("writerFeatures");
                out.writeArray(new String[] {"deletionVectors", "appendOnly", "invariants"}, 0, 3);
            }
        });
    }

    String metadata(int extraColumns) throws IOException {
        return line("metaData", out -> {
            out.writeStringField("id", new UUID(shape.seed(), shape.commits()).toString());
            out.writeObjectFieldStart("format");
            out.writeStringField("provider", "parquet");
            out.writeObjectFieldStart("options");
            out.writeEndObject();
            out.writeEndObject();
            out.writeStringField("schemaString", schema(extraColumns));
            out.writeFieldName("partitionColumns");
            out.writeArray(new String[] {"date", "region"}, 0, 2);
            out.writeObjectFieldStart("configuration");
            out.writeStringField("delta.logRetentionDuration", "interval 30 days");
            if (shape.deletionVectorFraction() > 0) {
                out.writeStringField("delta.enableDeletionVectors", "true");
            }
            out.writeEndObject();
            out.writeNumberField("createdTime", FIRST_COMMIT_MILLIS);
        });
    }

    String txn(int version) throws IOException {
        return line("txn", out -> {
            out.writeStringField("appId", "stream-" + version / shape.txnEvery() % 3);
            out.writeNumberField("version", version);
            out.writeNumberField("lastUpdated", millis(version));
        });
    }

    String add(GeneratedFile file, int vector, int version, boolean dataChange) throws IOException {
        return line("add", out -> {
            out.writeStringField("path", file.path());
            partitionValues(out, file);
            out.writeNumberField("size", file.size());
            out.writeNumberField("modificationTime", millis(version));
            out.writeBooleanField("dataChange", dataChange);
            out.writeStringField("stats", file.statistics(vector == 0));
            deletionVector(out, file, vector);
        });
    }

    String remove(GeneratedFile file, int vector, int version, boolean dataChange) throws IOException {
        return line("remove", out -> {
            out.writeStringField("path", file.path());
            out.writeNumberField("deletionTimestamp", millis(version));
            out.writeBooleanField("dataChange", dataChange);
            out.writeBooleanField("extendedFileMetadata", true);
            partitionValues(out, file);
            out.writeNumberField("size", file.size());
            deletionVector(out, file, vector);
        });
    }

    private static void partitionValues(JsonGenerator out, GeneratedFile file) throws IOException {
        out.writeObjectFieldStart("partitionValues");
        out.writeStringField("date", file.date());
        out.writeStringField("region", file.region());
        out.writeEndObject();
    }

    private static void deletionVector(JsonGenerator out, GeneratedFile file, int vector) throws IOException {
        if (vector > 0) {
            out.writeObjectFieldStart("deletionVector");
            out.writeStringField("storageType", "u");
            out.writeStringField("pathOrInlineDv", vectorPath(file.id(), vector));
            out.writeNumberField("offset", 1);
            out.writeNumberField("sizeInBytes", 34 + vector % 8);
            out.writeNumberField("cardinality", vector * 3);
            out.writeEndObject();
        }
    }

    /** Twenty characters, each legal in base 85. */
    private static String vectorPath(int file, int generation) {
        return "%016x%04x".formatted(Random64.mix(file), generation);
    }

    private String schema(int extraColumns) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = json.createGenerator(text)) {
            out.writeStartObject();
            out.writeStringField("type", "struct");
            out.writeArrayFieldStart("fields");
            for (String[] column : COLUMNS) {
                column(out, column[0], column[1]);
            }
            for (int i = 0; i < extraColumns; i++) {
                column(out, "extra_" + i, "string");
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        return text.toString();
    }

    private static void column(JsonGenerator out, String name, String type) throws IOException {
        out.writeStartObject();
        out.writeStringField("name", name);
        out.writeStringField("type", type);
        out.writeBooleanField("nullable", true);
        out.writeObjectFieldStart("metadata");
        out.writeEndObject();
        out.writeEndObject();
    }

    private static long millis(int version) {
        return FIRST_COMMIT_MILLIS + version * MILLIS_PER_COMMIT;
    }

    private String line(String action, Members members) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = json.createGenerator(text)) {
            out.writeStartObject();
            out.writeObjectFieldStart(action);
            members.write(out);
            out.writeEndObject();
            out.writeEndObject();
        }
        return text.append('\n').toString();
    }

    private interface Members {
        void write(JsonGenerator out) throws IOException;
    }
}
