-- One row a title to be encoded; its tasks are rows of `jobs` below it.
CREATE TABLE encode_jobs (
    id          BLOB    NOT NULL PRIMARY KEY,
    version     INTEGER NOT NULL,
    resource_id TEXT    NOT NULL UNIQUE,
    file_path   TEXT    NOT NULL,
    kind        TEXT    NOT NULL,
    priority    INTEGER NOT NULL,
    status      TEXT    NOT NULL,
    stage       TEXT    NOT NULL,
    progress    INTEGER NOT NULL,
    attempt     INTEGER NOT NULL,
    error_code  TEXT,
    error       TEXT,
    facts       TEXT,
    plan        TEXT,
    offered     TEXT    NOT NULL,
    rungs       TEXT    NOT NULL,
    created_at  INTEGER NOT NULL,
    started_at  INTEGER,
    updated_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX encode_jobs_by_time ON encode_jobs (created_at DESC, id);
