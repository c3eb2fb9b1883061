-- One row a conversion; the work is the row of `jobs` with the same id.
CREATE TABLE conversions (
    id           uuid    NOT NULL PRIMARY KEY,
    version      bigint  NOT NULL,
    owner        uuid    NOT NULL,
    file_name    text    NOT NULL,
    size_bytes   bigint  NOT NULL,
    format       text    NOT NULL,
    bitrate_kbps bigint  NOT NULL,
    status       text    NOT NULL,
    progress     bigint  NOT NULL,
    error_code   text,
    duration_ms  bigint,
    result_path  text,
    result_bytes bigint,
    created_at   bigint  NOT NULL,
    updated_at   bigint  NOT NULL,
    expires_at   bigint
);
CREATE INDEX conversions_by_owner ON conversions (owner, created_at DESC, id);
-- Whoever asks for a conversion holds this row meanwhile, so that nobody gets more of them than is allowed.
CREATE TABLE conversion_owners (
    owner     uuid    NOT NULL PRIMARY KEY,
    latest_at bigint  NOT NULL
);
