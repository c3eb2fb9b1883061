CREATE TABLE jobs (
    id              BLOB    NOT NULL PRIMARY KEY,
    parent_id       BLOB,
    seq             INTEGER NOT NULL,
    kind            TEXT    NOT NULL,
    input_hash      TEXT    NOT NULL,
    input           TEXT    NOT NULL,
    priority        INTEGER NOT NULL,
    state           TEXT    NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
    lease_owner     TEXT,
    lease_until     INTEGER NOT NULL DEFAULT 0,
    fence           INTEGER NOT NULL DEFAULT 0,
    attempts        INTEGER NOT NULL DEFAULT 0,
    next_at         INTEGER NOT NULL,
    progress        INTEGER NOT NULL DEFAULT 0,
    last_error_code TEXT,
    result          TEXT,
    UNIQUE (kind, input_hash)
) STRICT;
CREATE INDEX jobs_waiting ON jobs (priority DESC, seq, id) WHERE state IN ('queued', 'running');
CREATE INDEX jobs_children ON jobs (parent_id, seq);

CREATE TABLE idempotency (
    tenant     TEXT    NOT NULL,
    route      TEXT    NOT NULL,
    key        TEXT    NOT NULL,
    req_hash   TEXT    NOT NULL,
    state      TEXT    NOT NULL CHECK (state IN ('started', 'done')),
    command_id BLOB    NOT NULL,
    status     INTEGER,
    headers    TEXT,
    body       TEXT,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (tenant, route, key)
) STRICT;
CREATE INDEX idempotency_expiry ON idempotency (expires_at);

CREATE TABLE sagas (
    id           BLOB    NOT NULL PRIMARY KEY,
    type         TEXT    NOT NULL,
    business_key TEXT    NOT NULL,
    version      INTEGER NOT NULL,
    state        TEXT    NOT NULL CHECK (state IN ('running', 'compensating', 'done', 'failed')),
    step         TEXT    NOT NULL,
    data         TEXT    NOT NULL,
    deadline     INTEGER NOT NULL,
    attempts     INTEGER NOT NULL DEFAULT 0,
    last_error   TEXT,
    UNIQUE (type, business_key)
) STRICT;
CREATE INDEX sagas_open ON sagas (deadline) WHERE state IN ('running', 'compensating');
