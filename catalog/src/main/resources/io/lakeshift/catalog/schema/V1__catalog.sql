-- The catalog of SQL-backed Delta tables. Every dl_* name is part of the public contract.
-- Texts whose form matters (stats, partition values, schema, paths) are kept as written; views offer them as jsonb.

CREATE TABLE dl_tables (
    table_id            UUID PRIMARY KEY,
    name                TEXT NOT NULL UNIQUE,              -- the alias people use
    location            TEXT NOT NULL UNIQUE,              -- normalised table root, as registered
    log_location        TEXT NOT NULL,                     -- the _delta_log directory that is read and published to
    created_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
    protocol_min_reader INT NOT NULL,
    protocol_min_writer INT NOT NULL,
    properties          JSONB NOT NULL DEFAULT '{}',       -- table properties (metaData.configuration) at the head
    delta_table_id      TEXT,                              -- metaData.id: tells a recreated table from the same one
    authority           TEXT NOT NULL DEFAULT 'files' CHECK (authority IN ('files', 'sql', 'draining')),
    import_mode         TEXT NOT NULL DEFAULT 'fast' CHECK (import_mode IN ('fast', 'full-history')),
    baseline_version    BIGINT,                            -- first version that can be recreated; null until imported
    fence_version       BIGINT,                            -- version of the commit that raised the fence; null when down
    fence_restore       TEXT                               -- JSON of the protocol and metaData to restore when the fence is lowered
);

CREATE TABLE dl_table_heads (
    table_id          UUID PRIMARY KEY REFERENCES dl_tables ON DELETE CASCADE,
    current_version   BIGINT NOT NULL,                     -- moves by compare and set; -1 before the first version
    published_version BIGINT NOT NULL,                     -- every version up to here is a file in _delta_log
    updated_at        TIMESTAMPTZ NOT NULL DEFAULT now()
);

CREATE TABLE dl_table_versions (
    table_id         UUID NOT NULL,
    version          BIGINT NOT NULL,
    committed_at     TIMESTAMPTZ NOT NULL DEFAULT now(),   -- the commit's own time; the default serves ratified commits only
    committer        TEXT,
    operation        TEXT,
    operation_params JSONB,
    commit_info      TEXT,                                 -- the commitInfo action as written; null where the commit has none
    commit_info_position INT,
    in_commit_timestamp BIGINT,                            -- milliseconds
    txn_id           TEXT,                                 -- commitInfo.txnId: makes ratifying idempotent
    origin           TEXT NOT NULL CHECK (origin IN ('commit', 'checkpoint', 'ratified')),
    content_sha256   BYTEA,                                -- of the commit file or ratified body; null for a checkpoint baseline
    body             BYTEA,                                -- the ratified body, byte for byte; null for imported commits
    PRIMARY KEY (table_id, version)
);
CREATE INDEX dl_table_versions_newest ON dl_table_versions (table_id DESC, version DESC);
CREATE UNIQUE INDEX dl_table_versions_txn ON dl_table_versions (table_id, txn_id) WHERE origin = 'ratified' AND txn_id IS NOT NULL;

CREATE TABLE dl_add_files (
    table_id          UUID NOT NULL,
    version           BIGINT NOT NULL,
    position          INT NOT NULL,                        -- the action's place in its commit, from 0
    path              TEXT NOT NULL,                       -- as written: percent-encoded, relative or absolute
    dv_id             TEXT NOT NULL DEFAULT '',            -- unique id of the deletion vector; '' for none
    size_bytes        BIGINT,
    partition_values  TEXT,                                -- JSON as written
    stats             TEXT,                                -- JSON as written
    data_change       BOOLEAN DEFAULT true,
    modification_time BIGINT,
    tags              TEXT,                                -- JSON as written
    deletion_vector   TEXT,                                -- JSON as written
    base_row_id       BIGINT,
    default_row_commit_version BIGINT,
    clustering_provider TEXT,
    extra             TEXT,                                -- JSON object of members this program does not know
    removed_version   BIGINT,                              -- null while the file is live
    PRIMARY KEY (table_id, version, position)
);
CREATE UNIQUE INDEX dl_add_files_live ON dl_add_files (table_id, path, dv_id) WHERE removed_version IS NULL;

CREATE TABLE dl_remove_files (
    table_id           UUID NOT NULL,
    version            BIGINT NOT NULL,
    position           INT NOT NULL,
    path               TEXT NOT NULL,
    dv_id              TEXT NOT NULL DEFAULT '',
    deletion_timestamp BIGINT,
    data_change        BOOLEAN DEFAULT true,
    extended_file_metadata BOOLEAN,
    partition_values   TEXT,
    size_bytes         BIGINT,
    stats              TEXT,
    tags               TEXT,
    deletion_vector    TEXT,
    base_row_id        BIGINT,
    default_row_commit_version BIGINT,
    extra              TEXT,
    PRIMARY KEY (table_id, version, position)
);

CREATE TABLE dl_cdc_files (
    table_id         UUID NOT NULL,
    version          BIGINT NOT NULL,
    position         INT NOT NULL,
    path             TEXT NOT NULL,
    size_bytes       BIGINT,
    partition_values TEXT,
    data_change      BOOLEAN,
    tags             TEXT,
    extra            TEXT,
    PRIMARY KEY (table_id, version, position)
);

CREATE TABLE dl_metadata_updates (
    table_id          UUID NOT NULL REFERENCES dl_tables ON DELETE CASCADE,
    version           BIGINT NOT NULL,
    position          INT NOT NULL,
    schema_json       JSONB,                               -- best effort; null where jsonb cannot hold the text
    partition_columns TEXT[],
    table_properties  JSONB,
    schema_string     TEXT,                                -- as written; null where the log has none
    metadata_id       TEXT,
    name              TEXT,
    description       TEXT,
    format            TEXT,                                -- JSON as written
    configuration     TEXT,                                -- JSON as written
    created_time      BIGINT,
    extra             TEXT,
    PRIMARY KEY (table_id, version)
);

CREATE TABLE dl_protocol_updates (
    table_id           UUID NOT NULL REFERENCES dl_tables ON DELETE CASCADE,
    version            BIGINT NOT NULL,
    position           INT NOT NULL,
    min_reader_version INT NOT NULL,
    min_writer_version INT NOT NULL,
    reader_features    TEXT[],                             -- null where the action has none, which differs from empty
    writer_features    TEXT[],
    extra              TEXT,
    PRIMARY KEY (table_id, version)
);

CREATE TABLE dl_txn_actions (
    table_id    UUID NOT NULL REFERENCES dl_tables ON DELETE CASCADE,
    version     BIGINT NOT NULL,
    position    INT NOT NULL,
    app_id      TEXT NOT NULL,
    txn_version BIGINT NOT NULL,
    last_update BIGINT,                                    -- txn.lastUpdated, which Delta makes optional
    extra       TEXT,
    PRIMARY KEY (table_id, version, app_id)
);

CREATE TABLE dl_domain_metadata (
    table_id      UUID NOT NULL REFERENCES dl_tables ON DELETE CASCADE,
    version       BIGINT NOT NULL,
    position      INT NOT NULL,
    domain        TEXT NOT NULL,
    configuration TEXT,
    removed       BOOLEAN,
    extra         TEXT,
    PRIMARY KEY (table_id, version, domain)
);

-- Actions of kinds that this program does not know, so that none is lost.
CREATE TABLE dl_other_actions (
    table_id UUID NOT NULL REFERENCES dl_tables ON DELETE CASCADE,
    version  BIGINT NOT NULL,
    position INT NOT NULL,
    name     TEXT NOT NULL,
    body     TEXT NOT NULL,
    PRIMARY KEY (table_id, version, position)
);

CREATE TABLE dl_import_runs (
    run_id             UUID PRIMARY KEY,
    table_id           UUID,                               -- no reference: a run outlives its table; null when it failed before registering
    alias              TEXT,
    location           TEXT NOT NULL,
    mode               TEXT NOT NULL,
    status             TEXT NOT NULL CHECK (status IN ('running', 'completed', 'failed')),
    started_at         TIMESTAMPTZ NOT NULL DEFAULT now(),
    finished_at        TIMESTAMPTZ,
    checkpoint_version BIGINT,
    start_version      BIGINT,
    end_version        BIGINT,
    files_processed    BIGINT NOT NULL DEFAULT 0,
    summary            JSONB,
    error_message      TEXT
);

-- The four tables with a row per file or commit have no foreign key: checking it costs half as much again as the COPY.
-- A table that goes takes their rows with it all the same; named to fire after the foreign keys' own triggers.
CREATE FUNCTION delete_table_rows() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM dl_add_files WHERE table_id = OLD.table_id;
    DELETE FROM dl_remove_files WHERE table_id = OLD.table_id;
    DELETE FROM dl_cdc_files WHERE table_id = OLD.table_id;
    DELETE FROM dl_table_versions WHERE table_id = OLD.table_id;
    RETURN OLD;
END $$;
CREATE TRIGGER dl_tables_delete_rows AFTER DELETE ON dl_tables FOR EACH ROW EXECUTE FUNCTION delete_table_rows();

CREATE TABLE dl_mirror_status (
    table_id      UUID NOT NULL REFERENCES dl_tables ON DELETE CASCADE,
    version       BIGINT NOT NULL,
    status        TEXT NOT NULL CHECK (status IN ('PENDING', 'PUBLISHED', 'FAILED')),
    attempts      INT NOT NULL DEFAULT 0,
    ratified_at   TIMESTAMPTZ NOT NULL DEFAULT now(),
    published_at  TIMESTAMPTZ,
    checkpointed  BOOLEAN NOT NULL DEFAULT false,
    error_message TEXT,
    PRIMARY KEY (table_id, version)
);
CREATE INDEX dl_mirror_status_open ON dl_mirror_status (table_id, version) WHERE status <> 'PUBLISHED';

-- Up to which version a table's history has been proven equal to its log.
CREATE TABLE dl_validations (
    table_id     UUID PRIMARY KEY REFERENCES dl_tables ON DELETE CASCADE,
    from_version BIGINT NOT NULL,
    version      BIGINT NOT NULL,
    digest       TEXT NOT NULL,
    validated_at TIMESTAMPTZ NOT NULL
);

-- One row per table, keyed by the alias: what users of the migration guides select from.
CREATE TABLE migration_status (
    table_id        TEXT PRIMARY KEY,
    status          TEXT NOT NULL CHECK (status IN ('pending', 'running', 'completed', 'failed')),
    version         BIGINT,
    files_processed BIGINT NOT NULL DEFAULT 0,
    started_at      TIMESTAMPTZ,
    completed_at    TIMESTAMPTZ,
    error_message   TEXT
);

-- jsonb where the text allows it: one odd min or max value must not fail a query or an import.
CREATE FUNCTION try_jsonb(value TEXT) RETURNS JSONB LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    RETURN value::jsonb;
EXCEPTION WHEN OTHERS THEN
    RETURN NULL;
END $$;

CREATE VIEW dl_active_files AS
SELECT table_id, version, position, path, dv_id, size_bytes, try_jsonb(partition_values) AS partition_values,
       try_jsonb(stats) AS stats, data_change, modification_time, deletion_vector
FROM dl_add_files
WHERE removed_version IS NULL;

-- The documented manual rollback deletes from delta_files by the alias; that removes the table's file metadata only.
CREATE VIEW delta_files AS
SELECT t.name AS table_id, a.version, a.path, a.size_bytes, a.partition_values, a.stats, a.data_change, a.modification_time
FROM dl_add_files a JOIN dl_tables t USING (table_id)
WHERE a.removed_version IS NULL;

CREATE FUNCTION delete_delta_files() RETURNS TRIGGER LANGUAGE plpgsql AS $$
DECLARE
    doomed UUID;
BEGIN
    SELECT table_id INTO doomed FROM dl_tables WHERE name = OLD.table_id;
    DELETE FROM dl_add_files WHERE table_id = doomed;
    DELETE FROM dl_remove_files WHERE table_id = doomed;
    DELETE FROM dl_cdc_files WHERE table_id = doomed;
    RETURN OLD;
END $$;
CREATE TRIGGER delta_files_delete INSTEAD OF DELETE ON delta_files FOR EACH ROW EXECUTE FUNCTION delete_delta_files();
