-- Names and columns are a contract: change data capture may read the outbox in place of our relay.
CREATE TABLE outbox (
    id               BLOB    NOT NULL PRIMARY KEY,
    aggregatetype    TEXT    NOT NULL,
    aggregateid      TEXT    NOT NULL,
    aggregateversion INTEGER NOT NULL,
    type             TEXT    NOT NULL,
    payload          TEXT    NOT NULL,
    created_at       INTEGER NOT NULL,
    published_at     INTEGER,
    attempts         INTEGER NOT NULL DEFAULT 0,
    next_at          INTEGER NOT NULL,
    last_error       TEXT,
    UNIQUE (aggregatetype, aggregateid, aggregateversion, type)
) STRICT;
CREATE INDEX outbox_unpublished ON outbox (created_at, id) WHERE published_at IS NULL;

CREATE TABLE inbox (
    consumer     TEXT    NOT NULL,
    event_id     BLOB    NOT NULL,
    state        TEXT    NOT NULL CHECK (state IN ('running', 'done', 'retry', 'dead')),
    attempts     INTEGER NOT NULL DEFAULT 0,
    next_at      INTEGER NOT NULL DEFAULT 0,
    event        TEXT,
    last_error   TEXT,
    processed_at INTEGER,
    PRIMARY KEY (consumer, event_id)
) STRICT;
CREATE INDEX inbox_parked ON inbox (next_at) WHERE state = 'retry';

CREATE TABLE deadletters (
    id           BLOB    NOT NULL PRIMARY KEY,
    source_queue TEXT    NOT NULL,
    consumer     TEXT    NOT NULL,
    event        TEXT    NOT NULL,
    headers      TEXT    NOT NULL DEFAULT '{}',
    reason       TEXT    NOT NULL,
    first_seen   INTEGER NOT NULL,
    attempts     INTEGER NOT NULL,
    status       TEXT    NOT NULL,
    redriven_at  INTEGER,
    redriven_by  TEXT
) STRICT;
