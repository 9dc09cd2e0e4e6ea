package io.lakeshift.catalog.postgres;

import io.lakeshift.catalog.store.ActionRow;
import io.lakeshift.catalog.store.VersionRow;

/** Encodes what follows the key columns of a row, in the order of {@link CopyTarget}. */
final class RowEncoder {
    private RowEncoder() {}

    static void version(CopyBuffer buffer, VersionRow row) {
        buffer.timestamp(row.committedAt())
                .text(row.committer())
                .text(row.operation())
                .jsonb(JsonbText.orNull(row.operationParams()))
                .text(row.commitInfo())
                .integer(row.commitInfoPosition())
                .bigint(row.inCommitTimestamp())
                .text(row.txnId())
                .text(row.origin())
                .hex(row.contentSha256());
    }

    /** All but {@code removed_version}. */
    static void add(CopyBuffer buffer, ActionRow.Add row) {
        buffer.text(row.path())
                .text(row.dvId())
                .bigint(row.size())
                .text(row.partitionValues())
                .text(row.stats())
                .bool(row.dataChange())
                .bigint(row.modificationTime())
                .text(row.tags())
                .text(row.deletionVector())
                .bigint(row.baseRowId())
                .bigint(row.defaultRowCommitVersion())
                .text(row.clusteringProvider())
                .text(row.extra());
    }

    static void remove(CopyBuffer buffer, ActionRow.Remove row) {
        buffer.text(row.path())
                .text(row.dvId())
                .bigint(row.deletionTimestamp())
                .bool(row.dataChange())
                .bool(row.extendedFileMetadata())
                .text(row.partitionValues())
                .bigint(row.size())
                .text(row.stats())
                .text(row.tags())
                .text(row.deletionVector())
                .bigint(row.baseRowId())
                .bigint(row.defaultRowCommitVersion())
                .text(row.extra());
    }

    static void cdc(CopyBuffer buffer, ActionRow.Cdc row) {
        buffer.text(row.path())
                .bigint(row.size())
                .text(row.partitionValues())
                .bool(row.dataChange())
                .text(row.tags())
                .text(row.extra());
    }

    static void metaData(CopyBuffer buffer, ActionRow.MetaData row) {
        buffer.jsonb(JsonbText.orNull(row.schemaString()))
                .texts(row.partitionColumns())
                .jsonb(JsonbText.orNull(row.configuration()))
                .text(row.schemaString())
                .text(row.id())
                .text(row.name())
                .text(row.description())
                .text(row.format())
                .text(row.configuration())
                .bigint(row.createdTime())
                .text(row.extra());
    }

    static void protocol(CopyBuffer buffer, ActionRow.Protocol row) {
        buffer.integer(row.minReaderVersion())
                .integer(row.minWriterVersion())
                .texts(row.readerFeatures())
                .texts(row.writerFeatures())
                .text(row.extra());
    }

    static void txn(CopyBuffer buffer, ActionRow.Txn row) {
        buffer.text(row.appId())
                .bigint(row.txnVersion())
                .bigint(row.lastUpdated())
                .text(row.extra());
    }

    static void domainMetadata(CopyBuffer buffer, ActionRow.DomainMetadata row) {
        buffer.text(row.domain()).text(row.configuration()).bool(row.removed()).text(row.extra());
    }
}
