-- Who may use something that only so many may use at one time, such as the connections of a Lakebase.
CREATE TABLE leases (
    resource  TEXT NOT NULL,
    holder    TEXT NOT NULL,                              -- the unit of work
    taken_at  TIMESTAMPTZ NOT NULL,
    lapses_at TIMESTAMPTZ NOT NULL,                       -- unless renewed: whoever has died holds nothing for ever
    PRIMARY KEY (resource, holder)
);
CREATE INDEX leases_holder ON leases (holder);
