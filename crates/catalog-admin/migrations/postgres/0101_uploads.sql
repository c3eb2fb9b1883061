-- Files on their way in. `byte_offset` counts what is on the disk; `digest` is the running SHA-256 at that offset.
CREATE TABLE uploads (
    id           UUID    NOT NULL PRIMARY KEY,
    owner        UUID    NOT NULL,
    name         TEXT    NOT NULL,
    purpose      TEXT    NOT NULL CHECK (purpose IN ('video', 'trailer')),
    size_bytes   BIGINT NOT NULL,
    metadata     TEXT    NOT NULL,
    expected     TEXT,
    byte_offset  BIGINT NOT NULL,
    digest       BYTEA    NOT NULL,
    last_byte_at BIGINT NOT NULL,
    state        TEXT    NOT NULL CHECK (state IN ('open', 'stored', 'attached', 'refused')),
    checksum     TEXT,
    refusal      TEXT,
    video_id     UUID,
    CHECK (byte_offset BETWEEN 0 AND size_bytes)
);
CREATE INDEX uploads_unfinished ON uploads (last_byte_at) WHERE state = 'open';
CREATE INDEX uploads_in_flight ON uploads (owner) WHERE state = 'open';

-- How far encodes are: beside the aggregate, so that progress makes no versions.
CREATE TABLE media_progress (
    media_id    UUID    NOT NULL PRIMARY KEY,
    job_version BIGINT NOT NULL,
    stage       TEXT    NOT NULL,
    progress    BIGINT NOT NULL,
    remaining_s BIGINT,
    speed       DOUBLE PRECISION,
    rungs       TEXT    NOT NULL,
    updated_at  BIGINT NOT NULL
);
CREATE INDEX media_progress_age ON media_progress (updated_at);

-- Objects that nothing refers to any more; removed when due. Keys are never reused.
CREATE TABLE orphaned_objects (
    object_key TEXT    NOT NULL PRIMARY KEY,
    due_at     BIGINT NOT NULL
);
CREATE INDEX orphaned_objects_due ON orphaned_objects (due_at);

-- A row to lock while an owner's uploads are counted.
CREATE TABLE upload_owners (
    owner UUID NOT NULL PRIMARY KEY
);
