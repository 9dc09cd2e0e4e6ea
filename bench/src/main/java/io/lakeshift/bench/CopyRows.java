package io.lakeshift.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows that an import of a generated table must leave behind, as COPY text files made beforehand: what the COPY
 * floor loads. Shares no code with the importer.
 */
final class CopyRows {
    static final String TABLE_ID = "00000000-0000-0000-0000-000000000001";
    static final String ADD_COLUMNS =
            "table_id, version, position, path, dv_id, size_bytes, partition_values, stats, data_change,"
                    + " modification_time, deletion_vector, removed_version";
    static final String REMOVE_COLUMNS = "table_id, version, position, path, dv_id, deletion_timestamp, data_change,"
            + " extended_file_metadata, partition_values, size_bytes, deletion_vector";

    private final ObjectMapper json = new ObjectMapper();
    /** Place of an add (version, position) to the version that removed it. */
    private final Map<String, Long> removedVersions = new HashMap<>();

    static Path adds(Path table) {
        return table.resolveSibling(table.getFileName() + ".adds.copy");
    }

    static Path removes(Path table) {
        return table.resolveSibling(table.getFileName() + ".removes.copy");
    }

    static void prepare(Path table) throws IOException {
        CopyRows rows = new CopyRows();
        rows.findRemovedVersions(table);
        rows.write(table);
    }

    private void findRemovedVersions(Path table) throws IOException {
        Map<String, String> live = new HashMap<>();
        forEachAction(table, (version, position, action) -> {
            if (action.has("add")) {
                String replaced = live.put(key(action.get("add")), version + "/" + position);
                if (replaced != null) {
                    removedVersions.put(replaced, version);
                }
            } else if (action.has("remove")) {
                String place = live.remove(key(action.get("remove")));
                if (place != null) {
                    removedVersions.put(place, version);
                }
            }
        });
    }

    private void write(Path table) throws IOException {
        try (BufferedWriter adds = Files.newBufferedWriter(adds(table));
                BufferedWriter removes = Files.newBufferedWriter(removes(table))) {
            forEachAction(table, (version, position, action) -> {
                if (action.has("add")) {
                    add(adds, version, position, action.get("add"));
                } else if (action.has("remove")) {
                    remove(removes, version, position, action.get("remove"));
                }
            });
        }
    }

    private void add(Writer out, long version, int position, JsonNode add) throws IOException {
        row(
                out,
                TABLE_ID,
                version,
                position,
                add.get("path").asText(),
                vectorId(add),
                add.get("size"),
                add.get("partitionValues"),
                add.get("stats").asText(),
                add.get("dataChange"),
                add.get("modificationTime"),
                add.get("deletionVector"),
                removedVersions.get(version + "/" + position));
    }

    private static void remove(Writer out, long version, int position, JsonNode remove) throws IOException {
        row(
                out,
                TABLE_ID,
                version,
                position,
                remove.get("path").asText(),
                vectorId(remove),
                remove.get("deletionTimestamp"),
                remove.get("dataChange"),
                remove.get("extendedFileMetadata"),
                remove.get("partitionValues"),
                remove.get("size"),
                remove.get("deletionVector"));
    }

    private static void row(Writer out, @Nullable Object... values) throws IOException {
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            out.write(i == 0 ? "" : "\t");
            out.write(value == null ? "\\N" : escape(value.toString()));
        }
        out.write('\n');
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\")
                .replace("\n", "\\n")
                .replace("\t", "\\t")
                .replace("\r", "\\r");
    }

    private static String key(JsonNode file) {
        return file.get("path").asText() + "|" + vectorId(file);
    }

    private static String vectorId(JsonNode file) {
        JsonNode vector = file.get("deletionVector");
        return vector == null
                ? ""
                : vector.get("storageType").asText()
                        + vector.get("pathOrInlineDv").asText()
                        + (vector.has("offset") ? "@" + vector.get("offset") : "");
    }

    private void forEachAction(Path table, ActionVisitor visitor) throws IOException {
        for (Path commit : LogFiles.commits(table)) {
            List<String> lines = Files.readAllLines(commit);
            for (int position = 0; position < lines.size(); position++) {
                visitor.visit(LogFiles.version(commit), position, json.readTree(lines.get(position)));
            }
        }
    }

    private interface ActionVisitor {
        void visit(long version, int position, JsonNode action) throws IOException;
    }
}
