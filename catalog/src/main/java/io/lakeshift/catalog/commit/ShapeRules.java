package io.lakeshift.catalog.commit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lakeshift.catalog.CatalogException;
import io.lakeshift.catalog.log.ReaderFeatures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which protocol and metaData a SQL-backed table may have, so that readers can open it. */
public final class ShapeRules {
    private static final int NEWEST_READER = 3;
    private static final int NEWEST_WRITER = 7;

    /** Features by which another catalog or place would decide the table's commits. */
    private static final Set<String> REFUSED = Set.of(
            "catalogManaged",
            "catalogOwned-preview",
            "coordinatedCommits-preview",
            "redirectReaderWriter-preview",
            "redirectWriterOnly-preview");

    private ShapeRules() {}

    /** Why readers could not open a table of this shape; empty where they can. */
    public static Optional<CatalogException> refusal(FenceRestore shape) {
        try {
            checkProtocol(CommitLines.object(shape.protocol()));
            checkMetadata(CommitLines.object(shape.metaData()));
            return Optional.empty();
        } catch (CatalogException e) {
            return Optional.of(e);
        }
    }

    static void checkProtocol(ObjectNode protocol) {
        long reader = CommitRules.requireNumber("protocol", protocol, "minReaderVersion");
        long writer = CommitRules.requireNumber("protocol", protocol, "minWriterVersion");
        if (reader < 1 || writer < 1 || reader > NEWEST_READER || writer > NEWEST_WRITER) {
            throw CommitErrors.protocolVersion(reader, writer);
        }
        if (FenceText.fenced(protocol)) {
            throw CommitErrors.fenceInside();
        }
        List<String> readers = features(protocol, "readerFeatures", reader == NEWEST_READER);
        List<String> writers = features(protocol, "writerFeatures", writer == NEWEST_WRITER);
        for (String feature : writers) {
            requireNotRefused(feature);
        }
        for (String feature : readers) {
            requireNotRefused(feature);
            if (!ReaderFeatures.KNOWN.contains(feature)) {
                throw CommitErrors.unknownReaderFeature(feature);
            }
            if (!writers.contains(feature)) {
                throw CommitErrors.readerFeatureAlone(feature);
            }
        }
    }

    static void checkMetadata(ObjectNode metaData) {
        CommitRules.requireText("metaData", metaData, "id");
        if (FenceText.hasFenceProperty(metaData)) {
            throw CommitErrors.fenceInside();
        }
        String schema = CommitRules.requireText("metaData", metaData, "schemaString");
        if (!isSchema(schema)) {
            throw CommitErrors.incomplete("metaData", "schemaString");
        }
    }

    private static boolean isSchema(String text) {
        try {
            ObjectNode schema = CommitLines.object(text);
            return schema.path("type").asText().equals("struct")
                    && schema.path("fields").isArray();
        } catch (IllegalArgumentException e) {
            // Neither is a text that is no JSON object: the caller names the member.
            return false;
        }
    }

    private static void requireNotRefused(String feature) {
        if (REFUSED.contains(feature)) {
            throw CommitErrors.feature(feature);
        }
    }

    /** Delta lists features exactly where the version says so; an empty list elsewhere says nothing. */
    private static List<String> features(ObjectNode protocol, String member, boolean listed) {
        JsonNode list = protocol.path(member);
        if (listed ? !list.isArray() : !list.isEmpty()) {
            throw CommitErrors.incomplete("protocol", member);
        }
        List<String> features = new ArrayList<>();
        list.forEach(feature -> features.add(feature.asText()));
        return features;
    }
}
