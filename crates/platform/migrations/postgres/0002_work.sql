CREATE TABLE jobs (
    id              uuid    NOT NULL PRIMARY KEY,
    parent_id       uuid,
    seq             bigint  NOT NULL,
    kind            text    NOT NULL,
    input_hash      text    NOT NULL,
    input           text    NOT NULL,
    priority        bigint  NOT NULL,
    state           text    NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
    lease_owner     text,
    lease_until     bigint  NOT NULL DEFAULT 0,
    fence           bigint  NOT NULL DEFAULT 0,
    attempts        bigint  NOT NULL DEFAULT 0,
    next_at         bigint  NOT NULL,
    progress        bigint  NOT NULL DEFAULT 0,
    last_error_code text,
    result          text,
    UNIQUE (kind, input_hash)
);
CREATE INDEX jobs_waiting ON jobs (priority DESC, seq, id) WHERE state IN ('queued', 'running');
CREATE INDEX jobs_children ON jobs (parent_id, seq);

CREATE TABLE idempotency (
    tenant     text    NOT NULL,
    route      text    NOT NULL,
    key        text    NOT NULL,
    req_hash   text    NOT NULL,
    state      text    NOT NULL CHECK (state IN ('started', 'done')),
    command_id uuid    NOT NULL,
    status     bigint ,
    headers    text,
    body       text,
    created_at bigint  NOT NULL,
    expires_at bigint  NOT NULL,
    PRIMARY KEY (tenant, route, key)
);
CREATE INDEX idempotency_expiry ON idempotency (expires_at);

CREATE TABLE sagas (
    id           uuid    NOT NULL PRIMARY KEY,
    type         text    NOT NULL,
    business_key text    NOT NULL,
    version      bigint  NOT NULL,
    state        text    NOT NULL CHECK (state IN ('running', 'compensating', 'done', 'failed')),
    step         text    NOT NULL,
    data         text    NOT NULL,
    deadline     bigint  NOT NULL,
    attempts     bigint  NOT NULL DEFAULT 0,
    last_error   text,
    UNIQUE (type, business_key)
);
CREATE INDEX sagas_open ON sagas (deadline) WHERE state IN ('running', 'compensating');
