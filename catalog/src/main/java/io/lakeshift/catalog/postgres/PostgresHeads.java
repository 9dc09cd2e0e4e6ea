package io.lakeshift.catalog.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lakeshift.catalog.Authority;
import io.lakeshift.catalog.commit.CommitErrors;
import io.lakeshift.catalog.store.TableHead;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Reads heads, with or without the lock that everything takes which moves a head or its authority. */
final class PostgresHeads {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PostgresHeads() {}

    /**
     * Locks out everyone else who would move this head or its authority: they all lock the table's row first. Foreign
     * keys to the table are not held up.
     */
    static TableHead lock(Handle handle, UUID tableId) {
        handle.createQuery("SELECT 1 FROM dl_tables WHERE table_id = :table FOR NO KEY UPDATE")
                .bind("table", tableId)
                .mapTo(Integer.class)
                .findOne();
        return read(handle, tableId);
    }

    static TableHead read(Handle handle, UUID tableId) {
        return handle.createQuery("""
                        SELECT t.table_id, t.name, t.authority, t.fence_version, t.fence_restore, t.properties,
                               h.current_version, h.published_version,
                               (SELECT v.in_commit_timestamp FROM dl_table_versions v
                                WHERE v.table_id = t.table_id AND v.version = h.current_version) AS head_timestamp
                        FROM dl_table_heads h JOIN dl_tables t USING (table_id)
                        WHERE t.table_id = :table""")
                .bind("table", tableId)
                .map((row, context) -> head(row))
                .findOne()
                .orElseThrow(() -> CommitErrors.unknownTable(tableId));
    }

    private static TableHead head(ResultSet row) throws SQLException {
        return new TableHead(
                row.getObject("table_id", UUID.class),
                row.getString("name"),
                Authority.of(row.getString("authority")),
                row.getLong("current_version"),
                row.getLong("published_version"),
                optional(row, "fence_version"),
                Optional.ofNullable(row.getString("fence_restore")),
                optional(row, "head_timestamp"),
                properties(row.getString("properties")));
    }

    private static OptionalLong optional(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }

    private static Map<String, String> properties(String json) throws SQLException {
        try {
            Map<String, String> properties = new HashMap<>();
            JSON.readValue(json, new TypeReference<Map<String, Object>>() {})
                    .forEach((key, value) -> properties.put(key, String.valueOf(value)));
            return properties;
        } catch (JsonProcessingException e) {
            throw new SQLException("dl_tables.properties is not a JSON object", e);
        }
    }
}
