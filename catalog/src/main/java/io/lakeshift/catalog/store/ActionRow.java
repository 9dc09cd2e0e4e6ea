package io.lakeshift.catalog.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One action of one commit, as the catalog keeps it. Members that are JSON hold it as it was written; {@code extra} is
 * a JSON object of the members that this program does not know.
 */
public sealed interface ActionRow {
    long version();

    /** The action's place in its commit, from 0. */
    int position();

    /** The action's name in the log. */
    String action();

    record Add(
            long version,
            int position,
            String path,
            String dvId,
            @Nullable Long size,
            @Nullable String partitionValues,
            @Nullable String stats,
            @Nullable Boolean dataChange,
            @Nullable Long modificationTime,
            @Nullable String tags,
            @Nullable String deletionVector,
            @Nullable Long baseRowId,
            @Nullable Long defaultRowCommitVersion,
            @Nullable String clusteringProvider,
            @Nullable String extra,
            @Nullable Long removedVersion)
            implements ActionRow {
        @Override
        public String action() {
            return "add";
        }
    }

    record Remove(
            long version,
            int position,
            String path,
            String dvId,
            @Nullable Long deletionTimestamp,
            @Nullable Boolean dataChange,
            @Nullable Boolean extendedFileMetadata,
            @Nullable String partitionValues,
            @Nullable Long size,
            @Nullable String stats,
            @Nullable String tags,
            @Nullable String deletionVector,
            @Nullable Long baseRowId,
            @Nullable Long defaultRowCommitVersion,
            @Nullable String extra)
            implements ActionRow {
        @Override
        public String action() {
            return "remove";
        }
    }

    record Cdc(
            long version,
            int position,
            String path,
            @Nullable Long size,
            @Nullable String partitionValues,
            @Nullable Boolean dataChange,
            @Nullable String tags,
            @Nullable String extra)
            implements ActionRow {
        @Override
        public String action() {
            return "cdc";
        }
    }

    /** The documented columns {@code schema_json} and {@code table_properties} repeat what the texts say. */
    record MetaData(
            long version,
            int position,
            @Nullable String schemaJson,
            @Nullable List<@Nullable String> partitionColumns,
            @Nullable String tableProperties,
            @Nullable String schemaString,
            @Nullable String id,
            @Nullable String name,
            @Nullable String description,
            @Nullable String format,
            @Nullable String configuration,
            @Nullable Long createdTime,
            @Nullable String extra)
            implements ActionRow {
        @Override
        public String action() {
            return "metaData";
        }
    }

    record Protocol(
            long version,
            int position,
            int minReaderVersion,
            int minWriterVersion,
            @Nullable List<@Nullable String> readerFeatures,
            @Nullable List<@Nullable String> writerFeatures,
            @Nullable String extra)
            implements ActionRow {
        @Override
        public String action() {
            return "protocol";
        }
    }

    record Txn(
            long version,
            int position,
            String appId,
            long txnVersion,
            @Nullable Long lastUpdated,
            @Nullable String extra)
            implements ActionRow {
        @Override
        public String action() {
            return "txn";
        }
    }

    record DomainMetadata(
            long version,
            int position,
            String domain,
            @Nullable String configuration,
            @Nullable Boolean removed,
            @Nullable String extra)
            implements ActionRow {
        @Override
        public String action() {
            return "domainMetadata";
        }
    }

    /** @param body the commitInfo action's body, as written */
    record CommitInfo(long version, int position, String body) implements ActionRow {
        @Override
        public String action() {
            return "commitInfo";
        }
    }

    /** An action of a kind that this program does not know. */
    record Other(long version, int position, String name, String body) implements ActionRow {
        @Override
        public String action() {
            return name;
        }
    }
}
