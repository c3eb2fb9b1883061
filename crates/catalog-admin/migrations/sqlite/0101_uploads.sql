-- Files on their way in. `byte_offset` counts what is on the disk; `digest` is the running SHA-256 at that offset.
CREATE TABLE uploads (
    id           BLOB    NOT NULL PRIMARY KEY,
    owner        BLOB    NOT NULL,
    name         TEXT    NOT NULL,
    purpose      TEXT    NOT NULL CHECK (purpose IN ('video', 'trailer')),
    size_bytes   INTEGER NOT NULL,
    metadata     TEXT    NOT NULL,
    expected     TEXT,
    byte_offset  INTEGER NOT NULL,
    digest       BLOB    NOT NULL,
    last_byte_at INTEGER NOT NULL,
    state        TEXT    NOT NULL CHECK (state IN ('open', 'stored', 'attached', 'refused')),
    checksum     TEXT,
    refusal      TEXT,
    video_id     BLOB,
    CHECK (byte_offset BETWEEN 0 AND size_bytes)
) STRICT;
CREATE INDEX uploads_unfinished ON uploads (last_byte_at) WHERE state = 'open';
CREATE INDEX uploads_in_flight ON uploads (owner) WHERE state = 'open';

-- How far encodes are: beside the aggregate, so that progress makes no versions.
CREATE TABLE media_progress (
    media_id    BLOB    NOT NULL PRIMARY KEY,
    job_version INTEGER NOT NULL,
    stage       TEXT    NOT NULL,
    progress    INTEGER NOT NULL,
    remaining_s INTEGER,
    speed       REAL,
    rungs       TEXT    NOT NULL,
    updated_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX media_progress_age ON media_progress (updated_at);

-- Objects that nothing refers to any more; removed when due. Keys are never reused.
CREATE TABLE orphaned_objects (
    object_key TEXT    NOT NULL PRIMARY KEY,
    due_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX orphaned_objects_due ON orphaned_objects (due_at);

-- A row to lock while an owner's uploads are counted.
CREATE TABLE upload_owners (
    owner BLOB NOT NULL PRIMARY KEY
) STRICT;
