package io.lakeshift.catalog.log;

import io.lakeshift.catalog.store.ActionRow;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads one line of a commit, or of a checkpoint in JSON, as an action. Streaming: no tree is built. Members whose form
 * matters keep it; members that are not known here are kept as text.
 */
public final class ActionParser {
    private ActionParser() {}

    /** @throws IOException where the line is not JSON, or JSON that is no action */
    public static ActionRow parse(byte[] line, int start, int length, long version, int position) throws IOException {
        return parse(new MemberReader(line, start, length, false), version, position);
    }

    /** Parses the line that the reader stands at. */
    static ActionRow parse(LineReader lines, long version, int position) throws IOException {
        return parse(
                new MemberReader(lines.bytes(), lines.start(), lines.length(), lines.isPlain()), version, position);
    }

    private static ActionRow parse(MemberReader line, long version, int position) throws IOException {
        try (MemberReader reader = line) {
            String name = reader.enterAction();
            ActionRow row = action(reader, name, version, position);
            reader.leaveAction();
            return row;
        }
    }

    private static ActionRow action(MemberReader reader, String name, long version, int position) throws IOException {
        return switch (name) {
            case "add" -> add(reader, version, position);
            case "remove" -> remove(reader, version, position);
            case "cdc" -> cdc(reader, version, position);
            case "metaData" -> TableActionParser.metaData(reader, version, position);
            case "protocol" -> TableActionParser.protocol(reader, version, position);
            case "txn" -> TableActionParser.txn(reader, version, position);
            case "domainMetadata" -> TableActionParser.domainMetadata(reader, version, position);
            case "commitInfo" ->
                new ActionRow.CommitInfo(version, position, required(reader.rawObject(), "commitInfo"));
            default -> new ActionRow.Other(version, position, name, required(reader.raw(), name));
        };
    }

    private static ActionRow.Add add(MemberReader reader, long version, int position) throws IOException {
        FileMembers file = new FileMembers();
        file.readAll(reader);
        return new ActionRow.Add(
                version,
                position,
                required(file.path, "add.path"),
                file.dvId,
                file.size,
                file.partitionValues,
                file.stats,
                file.dataChange,
                file.modificationTime,
                file.tags,
                file.deletionVector,
                file.baseRowId,
                file.defaultRowCommitVersion,
                file.clusteringProvider,
                reader.extra(),
                null);
    }

    private static ActionRow.Remove remove(MemberReader reader, long version, int position) throws IOException {
        FileMembers file = new FileMembers();
        file.remove = true;
        file.readAll(reader);
        return new ActionRow.Remove(
                version,
                position,
                required(file.path, "remove.path"),
                file.dvId,
                file.deletionTimestamp,
                file.dataChange,
                file.extendedFileMetadata,
                file.partitionValues,
                file.size,
                file.stats,
                file.tags,
                file.deletionVector,
                file.baseRowId,
                file.defaultRowCommitVersion,
                reader.extra());
    }

    private static ActionRow.Cdc cdc(MemberReader reader, long version, int position) throws IOException {
        reader.enterObject();
        String path = null;
        Long size = null;
        String partitionValues = null;
        Boolean dataChange = null;
        String tags = null;
        for (String member = reader.nextMember(); member != null; member = reader.nextMember()) {
            switch (member) {
                case "path" -> path = reader.text();
                case "size" -> size = reader.number();
                case "partitionValues" -> partitionValues = reader.rawObject();
                case "dataChange" -> dataChange = reader.flag();
                case "tags" -> tags = reader.rawObject();
                default -> reader.keepExtra();
            }
        }
        return new ActionRow.Cdc(
                version, position, required(path, "cdc.path"), size, partitionValues, dataChange, tags, reader.extra());
    }

    static String required(@Nullable String value, String member) throws MalformedActionException {
        if (value == null) {
            throw new MalformedActionException(member + " is missing");
        }
        return value;
    }

    /** The members that add and remove share, and each one's own; what is foreign to the kind becomes extra. */
    private static final class FileMembers {
        boolean remove;

        @Nullable String path;

        String dvId = "";

        @Nullable Long size;

        @Nullable String partitionValues;

        @Nullable String stats;

        @Nullable Boolean dataChange;

        @Nullable Long modificationTime;

        @Nullable Long deletionTimestamp;

        @Nullable Boolean extendedFileMetadata;

        @Nullable String tags;

        @Nullable String deletionVector;

        @Nullable Long baseRowId;

        @Nullable Long defaultRowCommitVersion;

        @Nullable String clusteringProvider;

        void readAll(MemberReader reader) throws IOException {
            reader.enterObject();
            for (String member = reader.nextMember(); member != null; member = reader.nextMember()) {
                switch (member) {
                    case "path" -> path = reader.text();
                    case "size" -> size = reader.number();
                    case "partitionValues" -> partitionValues = reader.rawObject();
                    case "stats" -> stats = reader.jsonText();
                    case "dataChange" -> dataChange = reader.flag();
                    case "tags" -> tags = reader.rawObject();
                    case "baseRowId" -> baseRowId = reader.number();
                    case "defaultRowCommitVersion" -> defaultRowCommitVersion = reader.number();
                    case "deletionVector" -> {
                        deletionVector = reader.rawObject();
                        dvId = deletionVector == null ? "" : DeletionVectorId.of(deletionVector);
                    }
                    default -> readOwn(member, reader);
                }
            }
        }

        private void readOwn(String member, MemberReader reader) throws IOException {
            if (remove && member.equals("deletionTimestamp")) {
                deletionTimestamp = reader.number();
            } else if (remove && member.equals("extendedFileMetadata")) {
                extendedFileMetadata = reader.flag();
            } else if (!remove && member.equals("modificationTime")) {
                modificationTime = reader.number();
            } else if (!remove && member.equals("clusteringProvider")) {
                clusteringProvider = reader.text();
            } else {
                reader.keepExtra();
            }
        }
    }
}
