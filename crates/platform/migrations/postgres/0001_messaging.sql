-- Names and columns are a contract: change data capture may read the outbox in place of our relay.
CREATE TABLE outbox (
    id               uuid    NOT NULL PRIMARY KEY,
    aggregatetype    text    NOT NULL,
    aggregateid      text    NOT NULL,
    aggregateversion bigint  NOT NULL,
    type             text    NOT NULL,
    payload          text    NOT NULL,
    created_at       bigint  NOT NULL,
    published_at     bigint ,
    attempts         bigint  NOT NULL DEFAULT 0,
    next_at          bigint  NOT NULL,
    last_error       text,
    UNIQUE (aggregatetype, aggregateid, aggregateversion, type)
);
CREATE INDEX outbox_unpublished ON outbox (created_at, id) WHERE published_at IS NULL;

CREATE TABLE inbox (
    consumer     text    NOT NULL,
    event_id     uuid    NOT NULL,
    state        text    NOT NULL CHECK (state IN ('running', 'done', 'retry', 'dead')),
    attempts     bigint  NOT NULL DEFAULT 0,
    next_at      bigint  NOT NULL DEFAULT 0,
    event        text,
    last_error   text,
    processed_at bigint ,
    PRIMARY KEY (consumer, event_id)
);
CREATE INDEX inbox_parked ON inbox (next_at) WHERE state = 'retry';

CREATE TABLE deadletters (
    id           uuid    NOT NULL PRIMARY KEY,
    source_queue text    NOT NULL,
    consumer     text    NOT NULL,
    event        text    NOT NULL,
    headers      text    NOT NULL DEFAULT '{}',
    reason       text    NOT NULL,
    first_seen   bigint  NOT NULL,
    attempts     bigint  NOT NULL,
    status       text    NOT NULL,
    redriven_at  bigint ,
    redriven_by  text
);
