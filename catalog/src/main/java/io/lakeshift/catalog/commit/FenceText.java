package io.lakeshift.catalog.commit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * Puts the fence into the actions of a commit and takes it out.
 *
 * <p>The fence is three things together. A writer feature that no engine supports makes conforming writers refuse;
 * {@code domainMetadata} beside it stops old writers that drop names they do not know; a changed {@code metaData}
 * stops writers that opened the table before and look for changed metadata only.
 */
public final class FenceText {
    /** The writer feature and also the table property of a fenced table. */
    public static final String FEATURE = "lakeshift.sqlBacked";

    private static final String COMPANION = "domainMetadata";
    private static final int TABLE_FEATURES_WRITER = 7;
    private static final String WRITER_VERSION = "minWriterVersion";
    private static final String WRITER_FEATURES = "writerFeatures";

    /** What a legacy writer version stands for; a table at that version has the features of those below it, too. */
    private static final Map<Integer, List<String>> IMPLIED = Map.of(
            2, List.of("appendOnly", "invariants"),
            3, List.of("checkConstraints"),
            4, List.of("changeDataFeed", "generatedColumns"),
            5, List.of("columnMapping"),
            6, List.of("identityColumns"));

    private FenceText() {}

    /** A commit as it is published: its bytes, except that every protocol and metaData carries the fence. */
    public static CommitBody fence(CommitBody body) {
        List<CommitLines.Line> lines = CommitLines.parse(body);
        if (lines.stream().noneMatch(FenceText::fenceable)) {
            return body;
        }
        return CommitLines.join(lines.stream().map(FenceText::fence).toList());
    }

    /** The commit that raised the fence, as engines see it that write through the catalog: without the fence. */
    public static CommitBody restore(CommitBody fenceCommit, FenceRestore restore) {
        return CommitLines.join(CommitLines.parse(fenceCommit).stream()
                .map(line -> switch (line.name()) {
                    case "protocol" -> line.with(CommitLines.object(restore.protocol()));
                    case "metaData" -> line.with(CommitLines.object(restore.metaData()));
                    default -> line;
                })
                .toList());
    }

    public static boolean fenced(JsonNode protocol) {
        for (JsonNode feature : protocol.path(WRITER_FEATURES)) {
            if (feature.asText().equals(FEATURE)) {
                return true;
            }
        }
        return false;
    }

    static boolean hasFenceProperty(JsonNode metaData) {
        return metaData.path("configuration").has(FEATURE);
    }

    static ObjectNode fenceProtocol(ObjectNode protocol) {
        ObjectNode fenced = protocol.deepCopy();
        int writer = protocol.path(WRITER_VERSION).asInt();
        ArrayNode features = fenced.withArray(WRITER_FEATURES);
        for (int version = 2; writer < TABLE_FEATURES_WRITER && version <= writer; version++) {
            IMPLIED.getOrDefault(version, List.of()).forEach(feature -> addOnce(features, feature));
        }
        addOnce(features, COMPANION);
        addOnce(features, FEATURE);
        return fenced.put(WRITER_VERSION, TABLE_FEATURES_WRITER);
    }

    static ObjectNode fenceMetadata(ObjectNode metaData) {
        ObjectNode fenced = metaData.deepCopy();
        fenced.withObject("/configuration").put(FEATURE, "true");
        return fenced;
    }

    private static boolean fenceable(CommitLines.Line line) {
        return line.name().equals("protocol") || line.name().equals("metaData");
    }

    private static CommitLines.Line fence(CommitLines.Line line) {
        return switch (line.name()) {
            case "protocol" -> line.with(fenceProtocol(line.action()));
            case "metaData" -> line.with(fenceMetadata(line.action()));
            default -> line;
        };
    }

    private static void addOnce(ArrayNode features, String name) {
        for (JsonNode feature : features) {
            if (feature.asText().equals(name)) {
                return;
            }
        }
        features.add(name);
    }
}
