package io.lakeshift.catalog.postgres;

import io.lakeshift.catalog.store.ActionRow;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of the action tables as records. */
final class ActionRows {
    private ActionRows() {}

    static ActionRow.Add add(ResultSet row) throws SQLException {
        return new ActionRow.Add(
                row.getLong("version"),
                row.getInt("position"),
                row.getString("path"),
                row.getString("dv_id"),
                number(row, "size_bytes"),
                row.getString("partition_values"),
                row.getString("stats"),
                flag(row, "data_change"),
                number(row, "modification_time"),
                row.getString("tags"),
                row.getString("deletion_vector"),
                number(row, "base_row_id"),
                number(row, "default_row_commit_version"),
                row.getString("clustering_provider"),
                row.getString("extra"),
                number(row, "removed_version"));
    }

    static ActionRow.Remove remove(ResultSet row) throws SQLException {
        return new ActionRow.Remove(
                row.getLong("version"),
                row.getInt("position"),
                row.getString("path"),
                row.getString("dv_id"),
                number(row, "deletion_timestamp"),
                flag(row, "data_change"),
                flag(row, "extended_file_metadata"),
                row.getString("partition_values"),
                number(row, "size_bytes"),
                row.getString("stats"),
                row.getString("tags"),
                row.getString("deletion_vector"),
                number(row, "base_row_id"),
                number(row, "default_row_commit_version"),
                row.getString("extra"));
    }

    static ActionRow.Cdc cdc(ResultSet row) throws SQLException {
        return new ActionRow.Cdc(
                row.getLong("version"),
                row.getInt("position"),
                row.getString("path"),
                number(row, "size_bytes"),
                row.getString("partition_values"),
                flag(row, "data_change"),
                row.getString("tags"),
                row.getString("extra"));
    }

    static ActionRow.MetaData metaData(ResultSet row) throws SQLException {
        return new ActionRow.MetaData(
                row.getLong("version"),
                row.getInt("position"),
                row.getString("schema_json"),
                texts(row, "partition_columns"),
                row.getString("table_properties"),
                row.getString("schema_string"),
                row.getString("metadata_id"),
                row.getString("name"),
                row.getString("description"),
                row.getString("format"),
                row.getString("configuration"),
                number(row, "created_time"),
                row.getString("extra"));
    }

    static ActionRow.Protocol protocol(ResultSet row) throws SQLException {
        return new ActionRow.Protocol(
                row.getLong("version"),
                row.getInt("position"),
                row.getInt("min_reader_version"),
                row.getInt("min_writer_version"),
                texts(row, "reader_features"),
                texts(row, "writer_features"),
                row.getString("extra"));
    }

    static ActionRow.Txn txn(ResultSet row) throws SQLException {
        return new ActionRow.Txn(
                row.getLong("version"),
                row.getInt("position"),
                row.getString("app_id"),
                row.getLong("txn_version"),
                number(row, "last_update"),
                row.getString("extra"));
    }

    static ActionRow.DomainMetadata domainMetadata(ResultSet row) throws SQLException {
        return new ActionRow.DomainMetadata(
                row.getLong("version"),
                row.getInt("position"),
                row.getString("domain"),
                row.getString("configuration"),
                flag(row, "removed"),
                row.getString("extra"));
    }

    static ActionRow.CommitInfo commitInfo(ResultSet row) throws SQLException {
        return new ActionRow.CommitInfo(
                row.getLong("version"), row.getInt("commit_info_position"), row.getString("commit_info"));
    }

    static ActionRow.Other other(ResultSet row) throws SQLException {
        return new ActionRow.Other(
                row.getLong("version"), row.getInt("position"), row.getString("name"), row.getString("body"));
    }

    static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    private static @Nullable Boolean flag(ResultSet row, String column) throws SQLException {
        boolean value = row.getBoolean(column);
        return row.wasNull() ? null : value;
    }

    private static @Nullable List<@Nullable String> texts(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? null : Collections.unmodifiableList(Arrays.asList((String[]) array.getArray()));
    }
}
