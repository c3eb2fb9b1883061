CREATE TABLE users (
    id             BLOB    NOT NULL PRIMARY KEY,
    version        INTEGER NOT NULL,
    email          TEXT    NOT NULL UNIQUE,
    email_verified INTEGER NOT NULL,
    name           TEXT    NOT NULL,
    search_text    TEXT    NOT NULL,
    password_hash  TEXT    NOT NULL,
    locale         TEXT    NOT NULL,
    account_id     BLOB    UNIQUE,
    disabled       INTEGER NOT NULL,
    created_at     INTEGER NOT NULL,
    updated_at     INTEGER NOT NULL
) STRICT;

CREATE TABLE user_roles (
    user_id BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    role    TEXT NOT NULL,
    PRIMARY KEY (user_id, role)
) STRICT;
CREATE INDEX user_roles_role ON user_roles (role);

-- One key signs at a time, one more is published in advance; private keys stand nowhere else.
CREATE TABLE signing_keys (
    kid         TEXT    NOT NULL PRIMARY KEY,
    algorithm   TEXT    NOT NULL,
    state       TEXT    NOT NULL CHECK (state IN ('next', 'active', 'retired')),
    private_key BLOB    NOT NULL,
    created_at  INTEGER NOT NULL,
    changed_at  INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX signing_keys_one ON signing_keys (state) WHERE state <> 'retired';

CREATE TABLE login_sessions (
    id               BLOB    NOT NULL PRIMARY KEY,
    secret_hash      BLOB    NOT NULL UNIQUE,
    user_id          BLOB    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    authenticated_at INTEGER NOT NULL,
    idle_expires_at  INTEGER NOT NULL,
    expires_at       INTEGER NOT NULL,
    ended_at         INTEGER
) STRICT;
CREATE INDEX login_sessions_user ON login_sessions (user_id);
CREATE INDEX login_sessions_expiry ON login_sessions (expires_at);

CREATE TABLE authorization_codes (
    code_hash      BLOB    NOT NULL PRIMARY KEY,
    session_id     BLOB    NOT NULL REFERENCES login_sessions (id) ON DELETE CASCADE,
    user_id        BLOB    NOT NULL,
    client_id      TEXT    NOT NULL,
    redirect_uri   TEXT    NOT NULL,
    scope          TEXT    NOT NULL,
    nonce          TEXT,
    code_challenge TEXT    NOT NULL,
    expires_at     INTEGER NOT NULL,
    used_at        INTEGER,
    family_id      BLOB
) STRICT;
CREATE INDEX authorization_codes_session ON authorization_codes (session_id);
CREATE INDEX authorization_codes_expiry ON authorization_codes (expires_at);

-- A family is one chain of refresh tokens; only its newest token counts, and for a moment the one before.
CREATE TABLE token_families (
    id               BLOB    NOT NULL PRIMARY KEY,
    session_id       BLOB    NOT NULL REFERENCES login_sessions (id) ON DELETE CASCADE,
    user_id          BLOB    NOT NULL,
    client_id        TEXT    NOT NULL,
    scope            TEXT    NOT NULL,
    authenticated_at INTEGER NOT NULL,
    current_hash     BLOB    NOT NULL,
    previous_hash    BLOB,
    rotated_at       INTEGER NOT NULL,
    rotations        INTEGER NOT NULL,
    idle_expires_at  INTEGER NOT NULL,
    expires_at       INTEGER NOT NULL,
    revoked_at       INTEGER
) STRICT;
CREATE INDEX token_families_session ON token_families (session_id);

CREATE TABLE tickets (
    ticket_hash BLOB    NOT NULL PRIMARY KEY,
    user_id     BLOB    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    expires_at  INTEGER NOT NULL
) STRICT;

CREATE TABLE setup_links (
    token_hash BLOB    NOT NULL PRIMARY KEY,
    created_at INTEGER NOT NULL
) STRICT;

-- When a bucket will be full again: one number is the whole state of the limit.
CREATE TABLE rate_limits (
    bucket  TEXT    NOT NULL PRIMARY KEY,
    full_at INTEGER NOT NULL
) STRICT;
