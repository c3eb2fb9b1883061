CREATE TABLE users (
    id             uuid    NOT NULL PRIMARY KEY,
    version        bigint  NOT NULL,
    email          text    NOT NULL UNIQUE,
    email_verified boolean NOT NULL,
    name           text    NOT NULL,
    search_text    text    NOT NULL,
    password_hash  text    NOT NULL,
    locale         text    NOT NULL,
    account_id     uuid    UNIQUE,
    disabled       boolean NOT NULL,
    created_at     bigint  NOT NULL,
    updated_at     bigint  NOT NULL
);

CREATE TABLE user_roles (
    user_id uuid    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    role    text    NOT NULL,
    PRIMARY KEY (user_id, role)
);
CREATE INDEX user_roles_role ON user_roles (role);

-- One key signs at a time, one more is published in advance; private keys stand nowhere else.
CREATE TABLE signing_keys (
    kid         text    NOT NULL PRIMARY KEY,
    algorithm   text    NOT NULL,
    state       text    NOT NULL CHECK (state IN ('next', 'active', 'retired')),
    private_key bytea   NOT NULL,
    created_at  bigint  NOT NULL,
    changed_at  bigint  NOT NULL
);
CREATE UNIQUE INDEX signing_keys_one ON signing_keys (state) WHERE state <> 'retired';

CREATE TABLE login_sessions (
    id               uuid    NOT NULL PRIMARY KEY,
    secret_hash      bytea   NOT NULL UNIQUE,
    user_id          uuid    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    authenticated_at bigint  NOT NULL,
    idle_expires_at  bigint  NOT NULL,
    expires_at       bigint  NOT NULL,
    ended_at         bigint
);
CREATE INDEX login_sessions_user ON login_sessions (user_id);
CREATE INDEX login_sessions_expiry ON login_sessions (expires_at);

CREATE TABLE authorization_codes (
    code_hash      bytea   NOT NULL PRIMARY KEY,
    session_id     uuid    NOT NULL REFERENCES login_sessions (id) ON DELETE CASCADE,
    user_id        uuid    NOT NULL,
    client_id      text    NOT NULL,
    redirect_uri   text    NOT NULL,
    scope          text    NOT NULL,
    nonce          text   ,
    code_challenge text    NOT NULL,
    expires_at     bigint  NOT NULL,
    used_at        bigint ,
    family_id      uuid
);
CREATE INDEX authorization_codes_session ON authorization_codes (session_id);
CREATE INDEX authorization_codes_expiry ON authorization_codes (expires_at);

-- A family is one chain of refresh tokens; only its newest token counts, and for a moment the one before.
CREATE TABLE token_families (
    id               uuid    NOT NULL PRIMARY KEY,
    session_id       uuid    NOT NULL REFERENCES login_sessions (id) ON DELETE CASCADE,
    user_id          uuid    NOT NULL,
    client_id        text    NOT NULL,
    scope            text    NOT NULL,
    authenticated_at bigint  NOT NULL,
    current_hash     bytea   NOT NULL,
    previous_hash    bytea  ,
    rotated_at       bigint  NOT NULL,
    rotations        bigint  NOT NULL,
    idle_expires_at  bigint  NOT NULL,
    expires_at       bigint  NOT NULL,
    revoked_at       bigint
);
CREATE INDEX token_families_session ON token_families (session_id);

CREATE TABLE tickets (
    ticket_hash bytea   NOT NULL PRIMARY KEY,
    user_id     uuid    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    expires_at  bigint  NOT NULL
);

CREATE TABLE setup_links (
    token_hash bytea   NOT NULL PRIMARY KEY,
    created_at bigint  NOT NULL
);

-- When a bucket will be full again: one number is the whole state of the limit.
CREATE TABLE rate_limits (
    bucket  text    NOT NULL PRIMARY KEY,
    full_at bigint  NOT NULL
);
