package io.lakeshift.catalog.postgres;

import io.lakeshift.catalog.store.ActionRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Inserts one version's actions, and ends the files that they remove or replace. */
final class ActionWriter {
    private final Connection connection;
    private final UUID tableId;

    ActionWriter(Connection connection, UUID tableId) {
        this.connection = connection;
        this.tableId = tableId;
    }

    /** Adds come last: they may replace a live row of the same file, of which there is never more than one. */
    void write(List<ActionRow> actions) throws SQLException {
        endFiles(actions);
        Map<String, PreparedStatement> statements = new LinkedHashMap<>();
        try {
            for (ActionRow action : actions) {
                Row row = row(action);
                PreparedStatement statement = statements.get(row.sql());
                if (statement == null) {
                    statement = connection.prepareStatement(row.sql());
                    statements.put(row.sql(), statement);
                }
                bind(statement, action, row.values());
                statement.addBatch();
            }
            for (PreparedStatement statement : statements.values()) {
                statement.executeBatch();
            }
        } finally {
            for (PreparedStatement statement : statements.values()) {
                statement.close();
            }
        }
    }

    private void endFiles(List<ActionRow> actions) throws SQLException {
        try (PreparedStatement end = connection.prepareStatement("""
                UPDATE dl_add_files SET removed_version = ?
                WHERE table_id = ? AND path = ? AND dv_id = ? AND removed_version IS NULL""")) {
            for (ActionRow action : actions) {
                if (action instanceof ActionRow.Add add) {
                    end(end, action.version(), add.path(), add.dvId());
                } else if (action instanceof ActionRow.Remove remove) {
                    end(end, action.version(), remove.path(), remove.dvId());
                }
            }
            end.executeBatch();
        }
    }

    private void end(PreparedStatement end, long version, String path, String dvId) throws SQLException {
        end.setLong(1, version);
        end.setObject(2, tableId);
        end.setString(3, path);
        end.setString(4, dvId);
        end.addBatch();
    }

    private record Row(String sql, List<@Nullable Object> values) {}

    private void bind(PreparedStatement statement, ActionRow action, List<@Nullable Object> values)
            throws SQLException {
        statement.setObject(1, tableId);
        statement.setLong(2, action.version());
        statement.setInt(3, action.position());
        int index = 4;
        for (Object value : values) {
            if (value instanceof List<?> texts) {
                statement.setArray(index++, connection.createArrayOf("text", texts.toArray()));
            } else {
                statement.setObject(index++, value);
            }
        }
    }

    private static Row row(ActionRow action) {
        if (action instanceof ActionRow.Add add) {
            return add(add);
        } else if (action instanceof ActionRow.Remove remove) {
            return remove(remove);
        } else if (action instanceof ActionRow.Cdc cdc) {
            return row(
                    "dl_cdc_files (table_id, version, position, path, size_bytes, partition_values, data_change, tags, extra)",
                    cdc.path(),
                    cdc.size(),
                    cdc.partitionValues(),
                    cdc.dataChange(),
                    cdc.tags(),
                    cdc.extra());
        } else if (action instanceof ActionRow.MetaData metaData) {
            return metaData(metaData);
        } else if (action instanceof ActionRow.Protocol protocol) {
            return row(
                    "dl_protocol_updates (table_id, version, position, min_reader_version, min_writer_version,"
                            + " reader_features, writer_features, extra)",
                    protocol.minReaderVersion(),
                    protocol.minWriterVersion(),
                    protocol.readerFeatures(),
                    protocol.writerFeatures(),
                    protocol.extra());
        } else if (action instanceof ActionRow.Txn txn) {
            return row(
                    "dl_txn_actions (table_id, version, position, app_id, txn_version, last_update, extra)",
                    txn.appId(),
                    txn.txnVersion(),
                    txn.lastUpdated(),
                    txn.extra());
        } else if (action instanceof ActionRow.DomainMetadata domain) {
            return row(
                    "dl_domain_metadata (table_id, version, position, domain, configuration, removed, extra)",
                    domain.domain(),
                    domain.configuration(),
                    domain.removed(),
                    domain.extra());
        } else if (action instanceof ActionRow.Other other) {
            return row("dl_other_actions (table_id, version, position, name, body)", other.name(), other.body());
        }
        throw new IllegalArgumentException("No table takes the action " + action.action());
    }

    private static Row add(ActionRow.Add add) {
        return row(
                "dl_add_files (table_id, version, position, path, dv_id, size_bytes, partition_values, stats, data_change,"
                        + " modification_time, tags, deletion_vector, base_row_id, default_row_commit_version,"
                        + " clustering_provider, extra)",
                add.path(),
                add.dvId(),
                add.size(),
                add.partitionValues(),
                add.stats(),
                add.dataChange(),
                add.modificationTime(),
                add.tags(),
                add.deletionVector(),
                add.baseRowId(),
                add.defaultRowCommitVersion(),
                add.clusteringProvider(),
                add.extra());
    }

    private static Row remove(ActionRow.Remove remove) {
        return row(
                "dl_remove_files (table_id, version, position, path, dv_id, deletion_timestamp, data_change,"
                        + " extended_file_metadata, partition_values, size_bytes, stats, tags, deletion_vector,"
                        + " base_row_id, default_row_commit_version, extra)",
                remove.path(),
                remove.dvId(),
                remove.deletionTimestamp(),
                remove.dataChange(),
                remove.extendedFileMetadata(),
                remove.partitionValues(),
                remove.size(),
                remove.stats(),
                remove.tags(),
                remove.deletionVector(),
                remove.baseRowId(),
                remove.defaultRowCommitVersion(),
                remove.extra());
    }

    private static Row metaData(ActionRow.MetaData metaData) {
        String sql = "INSERT INTO dl_metadata_updates (table_id, version, position, schema_json, table_properties,"
                + " partition_columns, schema_string, metadata_id, name, description, format, configuration,"
                + " created_time, extra)"
                + " VALUES (?, ?, ?, try_jsonb(?), try_jsonb(?), ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        return new Row(
                sql,
                Arrays.asList(
                        metaData.schemaString(),
                        metaData.configuration(),
                        metaData.partitionColumns(),
                        metaData.schemaString(),
                        metaData.id(),
                        metaData.name(),
                        metaData.description(),
                        metaData.format(),
                        metaData.configuration(),
                        metaData.createdTime(),
                        metaData.extra()));
    }

    private static Row row(String target, @Nullable Object... values) {
        String marks = String.join(", ", Collections.nCopies(values.length + 3, "?"));
        return new Row("INSERT INTO " + target + " VALUES (" + marks + ")", Arrays.asList(values));
    }
}
