-- A resource may have several jobs, one after the other, but only one that is not over.
CREATE TABLE encode_jobs_anew (
    id          BLOB    NOT NULL PRIMARY KEY,
    version     INTEGER NOT NULL,
    resource_id TEXT    NOT NULL,
    label       TEXT    NOT NULL DEFAULT '',
    search_text TEXT    NOT NULL DEFAULT '',
    file_path   TEXT    NOT NULL,
    kind        TEXT    NOT NULL,
    priority    INTEGER NOT NULL,
    status      TEXT    NOT NULL,
    stage       TEXT    NOT NULL,
    progress    INTEGER NOT NULL,
    speed       REAL,
    remaining_s INTEGER,
    attempt     INTEGER NOT NULL,
    error_code  TEXT,
    error       TEXT,
    facts       TEXT,
    plan        TEXT,
    offered     TEXT    NOT NULL,
    rungs       TEXT    NOT NULL,
    created_at  INTEGER NOT NULL,
    started_at  INTEGER,
    updated_at  INTEGER NOT NULL,
    doomed_at   INTEGER,
    swept_at    INTEGER
) STRICT;
INSERT INTO encode_jobs_anew (id, version, resource_id, search_text, file_path, kind, priority, status, stage, progress,
        attempt, error_code, error, facts, plan, offered, rungs, created_at, started_at, updated_at)
    SELECT id, version, resource_id, resource_id, file_path, kind, priority, status, stage, progress,
        attempt, error_code, error, facts, plan, offered, rungs, created_at, started_at, updated_at FROM encode_jobs;
DROP TABLE encode_jobs;
ALTER TABLE encode_jobs_anew RENAME TO encode_jobs;
CREATE INDEX encode_jobs_by_time ON encode_jobs (created_at DESC, id);
CREATE INDEX encode_jobs_by_resource ON encode_jobs (resource_id, id);
CREATE UNIQUE INDEX encode_jobs_open ON encode_jobs (resource_id) WHERE status IN ('queued', 'running');
