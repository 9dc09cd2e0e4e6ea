-- What a migration has made or changed outside of Lakeshift. Only what is here may a rollback take back.
CREATE TABLE created_objects (
    migration_id TEXT NOT NULL,
    unit_id      TEXT NOT NULL,
    kind         TEXT NOT NULL,                           -- such as SYNCED_TABLE or CATALOG_SCHEMA
    name         TEXT NOT NULL,
    before       TEXT,                                    -- what to put back; null where nothing was there
    noted_at     TIMESTAMPTZ NOT NULL,                    -- before it was made, so that a process that died leaves no orphan
    removed_at   TIMESTAMPTZ,
    PRIMARY KEY (migration_id, kind, name)
);
