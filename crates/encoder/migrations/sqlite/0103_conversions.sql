-- One row a conversion; the work is the row of `jobs` with the same id.
CREATE TABLE conversions (
    id           BLOB    NOT NULL PRIMARY KEY,
    version      INTEGER NOT NULL,
    owner        BLOB    NOT NULL,
    file_name    TEXT    NOT NULL,
    size_bytes   INTEGER NOT NULL,
    format       TEXT    NOT NULL,
    bitrate_kbps INTEGER NOT NULL,
    status       TEXT    NOT NULL,
    progress     INTEGER NOT NULL,
    error_code   TEXT,
    duration_ms  INTEGER,
    result_path  TEXT,
    result_bytes INTEGER,
    created_at   INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL,
    expires_at   INTEGER
) STRICT;
CREATE INDEX conversions_by_owner ON conversions (owner, created_at DESC, id);
-- Whoever asks for a conversion holds this row meanwhile, so that nobody gets more of them than is allowed.
CREATE TABLE conversion_owners (
    owner     BLOB    NOT NULL PRIMARY KEY,
    latest_at INTEGER NOT NULL
) STRICT;
