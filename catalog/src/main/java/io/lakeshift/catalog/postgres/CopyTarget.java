package io.lakeshift.catalog.postgres;

/** The tables that imports write by COPY, and the order of their columns in it. */
enum CopyTarget {
    VERSIONS(
            "dl_table_versions",
            "table_id, version, committed_at, committer, operation, operation_params, commit_info,"
                    + " commit_info_position, in_commit_timestamp, txn_id, origin, content_sha256"),
    METADATA(
            "dl_metadata_updates",
            "table_id, version, position, schema_json, partition_columns, table_properties, schema_string, metadata_id,"
                    + " name, description, format, configuration, created_time, extra"),
    PROTOCOL(
            "dl_protocol_updates",
            "table_id, version, position, min_reader_version, min_writer_version, reader_features, writer_features,"
                    + " extra"),
    TXN("dl_txn_actions", "table_id, version, position, app_id, txn_version, last_update, extra"),
    DOMAIN("dl_domain_metadata", "table_id, version, position, domain, configuration, removed, extra"),
    OTHER("dl_other_actions", "table_id, version, position, name, body"),
    CDC("dl_cdc_files", "table_id, version, position, path, size_bytes, partition_values, data_change, tags, extra"),
    REMOVE(
            "dl_remove_files",
            "table_id, version, position, path, dv_id, deletion_timestamp, data_change, extended_file_metadata,"
                    + " partition_values, size_bytes, stats, tags, deletion_vector, base_row_id,"
                    + " default_row_commit_version, extra"),
    /** The column that later rows decide on comes last, so that it can be appended when they are known. */
    ADD(
            "dl_add_files",
            "table_id, version, position, path, dv_id, size_bytes, partition_values, stats, data_change,"
                    + " modification_time, tags, deletion_vector, base_row_id, default_row_commit_version,"
                    + " clustering_provider, extra, removed_version");

    private final String table;
    private final String columns;
    private final int columnCount;

    CopyTarget(String table, String columns) {
        this.table = table;
        this.columns = columns;
        this.columnCount = columns.split(",", -1).length;
    }

    String copyInto(String otherTable) {
        return "COPY " + otherTable + " (" + columns + ") FROM STDIN (FORMAT binary)";
    }

    String copy() {
        return copyInto(table);
    }

    String columns() {
        return columns;
    }

    int columnCount() {
        return columnCount;
    }
}
