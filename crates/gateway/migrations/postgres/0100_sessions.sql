CREATE TABLE browser_sessions (
    id_hash           text    NOT NULL PRIMARY KEY,
    access_token      text    NOT NULL,
    access_expires_at bigint  NOT NULL,
    refresh_token     text    NOT NULL,
    id_token          text    NOT NULL,
    created_at        bigint  NOT NULL,
    expires_at        bigint  NOT NULL
);
CREATE INDEX browser_sessions_expiry ON browser_sessions (expires_at);

CREATE TABLE pending_logins (
    state_hash text    NOT NULL PRIMARY KEY,
    nonce      text    NOT NULL,
    verifier   text    NOT NULL,
    return_to  text    NOT NULL,
    expires_at bigint  NOT NULL
);
