-- The ledger of migrations and the audit chain. They outlive the Temporal service: what was asked, done and decided is here.

-- A unit of work is one workflow: a whole migration ('sales-to-sql') or one table of it ('sales-to-sql/sales').
CREATE TABLE migration_units (
    unit_id        TEXT PRIMARY KEY,
    migration_id   TEXT NOT NULL,
    kind           TEXT NOT NULL,
    requester      TEXT NOT NULL,
    request        TEXT NOT NULL,                         -- JSON without secrets: enough to start the unit again
    workflow_type  TEXT NOT NULL,
    workflow_id    TEXT NOT NULL,
    run_id         TEXT NOT NULL,                         -- the present run; calls of earlier ones change nothing
    attempt        INT NOT NULL,                          -- from 1; a start after an abort or a rollback is a new one
    taken_up       BOOLEAN NOT NULL DEFAULT false,        -- the present run went on from what an earlier one recorded
    state          TEXT NOT NULL,                         -- JSON: where a run that takes the unit up goes on
    state_sequence BIGINT NOT NULL,                       -- rises with every state of one run
    phase          TEXT NOT NULL,
    phase_since    TIMESTAMPTZ NOT NULL,
    attention      TEXT,                                  -- what a person must decide; null while nobody is needed
    plan_hash      TEXT,
    started_at     TIMESTAMPTZ NOT NULL,
    finished_at    TIMESTAMPTZ,
    audit_sequence BIGINT,                                -- newest audit entry about this unit: anchors the chain a second time
    audit_hash     BYTEA
);
CREATE INDEX migration_units_migration ON migration_units (migration_id, unit_id);
CREATE INDEX migration_units_unfinished ON migration_units (started_at) WHERE finished_at IS NULL;

-- A step is done once. Every attempt takes a higher lease; only the highest may finish the step.
CREATE TABLE migration_steps (
    workflow_id TEXT NOT NULL,
    step        TEXT NOT NULL,
    activity    TEXT NOT NULL,                            -- what kind of step, for people
    lease       BIGINT NOT NULL,
    holder      TEXT NOT NULL,                            -- worker and attempt that hold the lease
    result      TEXT,                                     -- JSON; null until finished
    started_at  TIMESTAMPTZ NOT NULL,
    finished_at TIMESTAMPTZ,
    PRIMARY KEY (workflow_id, step)
);

-- Every decision that arrived, with what became of it.
CREATE TABLE migration_decisions (
    unit_id           TEXT NOT NULL,
    decision_key      TEXT NOT NULL,
    attempt           INT NOT NULL,
    approver          TEXT NOT NULL,
    approve           BOOLEAN NOT NULL,
    reason            TEXT,
    disposition       TEXT NOT NULL CHECK (disposition IN (
        'ACCEPTED', 'DENIED', 'EARLY', 'DUPLICATE', 'STALE', 'FOREIGN', 'NOT_ALLOWED', 'MALFORMED')),
    decision          TEXT NOT NULL,                      -- JSON, as it was sent
    subject           TEXT,                               -- what was being asked; null while nothing was
    plan_hash         TEXT,
    head_version      BIGINT,
    validation_digest TEXT,
    received_at       TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (unit_id, decision_key)
);

CREATE TABLE migration_reports (
    digest    TEXT NOT NULL,                              -- SHA-256 of the body, hexadecimal
    subject   TEXT NOT NULL,                              -- a unit, or an alias where there is no migration
    kind      TEXT NOT NULL,
    body      TEXT NOT NULL,                              -- JSON
    stored_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (digest, subject, kind)
);
CREATE INDEX migration_reports_subject ON migration_reports (subject, stored_at);

CREATE TABLE audit_entries (
    sequence          BIGINT PRIMARY KEY,                 -- from 1, without gaps
    recorded_at       TIMESTAMPTZ NOT NULL,
    unit_id           TEXT NOT NULL,
    event_key         TEXT NOT NULL,
    migration_id      TEXT NOT NULL,
    kind              TEXT NOT NULL,
    event             TEXT NOT NULL,
    actor             TEXT NOT NULL,
    reason            TEXT NOT NULL,
    plan_hash         TEXT,
    head_version      BIGINT,
    validation_digest TEXT,
    occurred_at       TIMESTAMPTZ NOT NULL,
    detail            TEXT NOT NULL,
    previous_hash     BYTEA NOT NULL,
    hash              BYTEA NOT NULL,                     -- SHA-256 over every column before it
    UNIQUE (unit_id, event_key)                           -- one event is recorded once
);
CREATE INDEX audit_entries_migration ON audit_entries (migration_id, sequence);

-- Where the chain ends, kept apart from it, so that cutting off its end shows.
CREATE TABLE audit_head (
    only_row BOOLEAN PRIMARY KEY DEFAULT true CHECK (only_row),
    sequence BIGINT NOT NULL,
    hash     BYTEA NOT NULL
);
INSERT INTO audit_head (sequence, hash) VALUES (0, sha256(''::bytea));

CREATE FUNCTION refuse_audit_change() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit_entries is append-only: % refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER audit_head_stays BEFORE DELETE OR TRUNCATE ON audit_head
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
