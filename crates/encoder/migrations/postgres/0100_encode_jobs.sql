-- One row a title to be encoded; its tasks are rows of `jobs` below it.
CREATE TABLE encode_jobs (
    id          uuid    NOT NULL PRIMARY KEY,
    version     bigint  NOT NULL,
    resource_id text    NOT NULL UNIQUE,
    file_path   text    NOT NULL,
    kind        text    NOT NULL,
    priority    bigint  NOT NULL,
    status      text    NOT NULL,
    stage       text    NOT NULL,
    progress    bigint  NOT NULL,
    attempt     bigint  NOT NULL,
    error_code  text,
    error       text,
    facts       text,
    plan        text,
    offered     text    NOT NULL,
    rungs       text    NOT NULL,
    created_at  bigint  NOT NULL,
    started_at  bigint ,
    updated_at  bigint  NOT NULL
);
CREATE INDEX encode_jobs_by_time ON encode_jobs (created_at DESC, id);
