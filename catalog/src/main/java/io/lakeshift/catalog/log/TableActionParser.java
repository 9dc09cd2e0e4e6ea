package io.lakeshift.catalog.log;

import io.lakeshift.catalog.store.ActionRow;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the actions that say something about the table, not about a file. */
final class TableActionParser {
    private TableActionParser() {}

    static ActionRow.MetaData metaData(MemberReader reader, long version, int position) throws IOException {
        reader.enterObject();
        String id = null;
        String name = null;
        String description = null;
        String format = null;
        String schemaString = null;
        List<@Nullable String> partitionColumns = null;
        String configuration = null;
        Long createdTime = null;
        for (String member = reader.nextMember(); member != null; member = reader.nextMember()) {
            switch (member) {
                case "id" -> id = reader.text();
                case "name" -> name = reader.text();
                case "description" -> description = reader.text();
                case "format" -> format = reader.rawObject();
                case "schemaString" -> schemaString = reader.jsonText();
                case "partitionColumns" -> partitionColumns = reader.texts();
                case "configuration" -> configuration = reader.rawObject();
                case "createdTime" -> createdTime = reader.number();
                default -> reader.keepExtra();
            }
        }
        return new ActionRow.MetaData(
                version,
                position,
                null,
                partitionColumns,
                null,
                schemaString,
                id,
                name,
                description,
                format,
                configuration,
                createdTime,
                reader.extra());
    }

    static ActionRow.Protocol protocol(MemberReader reader, long version, int position) throws IOException {
        reader.enterObject();
        Long minReader = null;
        Long minWriter = null;
        List<@Nullable String> readerFeatures = null;
        List<@Nullable String> writerFeatures = null;
        for (String member = reader.nextMember(); member != null; member = reader.nextMember()) {
            switch (member) {
                case "minReaderVersion" -> minReader = reader.number();
                case "minWriterVersion" -> minWriter = reader.number();
                case "readerFeatures" -> readerFeatures = reader.texts();
                case "writerFeatures" -> writerFeatures = reader.texts();
                default -> reader.keepExtra();
            }
        }
        return new ActionRow.Protocol(
                version,
                position,
                protocolVersion(minReader, "protocol.minReaderVersion"),
                protocolVersion(minWriter, "protocol.minWriterVersion"),
                readerFeatures,
                writerFeatures,
                reader.extra());
    }

    static ActionRow.Txn txn(MemberReader reader, long version, int position) throws IOException {
        reader.enterObject();
        String appId = null;
        Long txnVersion = null;
        Long lastUpdated = null;
        for (String member = reader.nextMember(); member != null; member = reader.nextMember()) {
            switch (member) {
                case "appId" -> appId = reader.text();
                case "version" -> txnVersion = reader.number();
                case "lastUpdated" -> lastUpdated = reader.number();
                default -> reader.keepExtra();
            }
        }
        return new ActionRow.Txn(
                version,
                position,
                ActionParser.required(appId, "txn.appId"),
                required(txnVersion, "txn.version"),
                lastUpdated,
                reader.extra());
    }

    static ActionRow.DomainMetadata domainMetadata(MemberReader reader, long version, int position) throws IOException {
        reader.enterObject();
        String domain = null;
        String configuration = null;
        Boolean removed = null;
        for (String member = reader.nextMember(); member != null; member = reader.nextMember()) {
            switch (member) {
                case "domain" -> domain = reader.text();
                case "configuration" -> configuration = reader.jsonText();
                case "removed" -> removed = reader.flag();
                default -> reader.keepExtra();
            }
        }
        return new ActionRow.DomainMetadata(
                version,
                position,
                ActionParser.required(domain, "domainMetadata.domain"),
                configuration,
                removed,
                reader.extra());
    }

    static int protocolVersion(@Nullable Long value, String member) throws MalformedActionException {
        long version = required(value, member);
        if (version < 0 || version > Integer.MAX_VALUE) {
            throw new MalformedActionException(member + " is out of range");
        }
        return (int) version;
    }

    static long required(@Nullable Long value, String member) throws MalformedActionException {
        if (value == null) {
            throw new MalformedActionException(member + " is missing");
        }
        return value;
    }
}
