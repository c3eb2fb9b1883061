CREATE TABLE browser_sessions (
    id_hash           TEXT    NOT NULL PRIMARY KEY,
    access_token      TEXT    NOT NULL,
    access_expires_at INTEGER NOT NULL,
    refresh_token     TEXT    NOT NULL,
    id_token          TEXT    NOT NULL,
    created_at        INTEGER NOT NULL,
    expires_at        INTEGER NOT NULL
) STRICT;
CREATE INDEX browser_sessions_expiry ON browser_sessions (expires_at);

CREATE TABLE pending_logins (
    state_hash TEXT    NOT NULL PRIMARY KEY,
    nonce      TEXT    NOT NULL,
    verifier   TEXT    NOT NULL,
    return_to  TEXT    NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
