-- Whom to write to. A row is made for whoever is to be told something, even before the login is known.
CREATE TABLE contacts (
    user_id         BLOB    NOT NULL PRIMARY KEY,
    standing        TEXT    NOT NULL CHECK (standing IN ('awaited', 'active', 'disabled', 'gone')),
    login_version   INTEGER NOT NULL,
    account_version INTEGER NOT NULL,
    email           TEXT    NOT NULL,
    name            TEXT    NOT NULL,
    locale          TEXT    NOT NULL,
    search_text     TEXT    NOT NULL
) STRICT;

CREATE TABLE notifications (
    id              BLOB    NOT NULL PRIMARY KEY,
    version         INTEGER NOT NULL,
    recipient       BLOB    NOT NULL,
    channel         TEXT    NOT NULL,
    kind            TEXT    NOT NULL,
    data            TEXT    NOT NULL,
    source_event    BLOB    NOT NULL,
    status          TEXT    NOT NULL CHECK (status IN ('queued', 'sending', 'retry_wait', 'sent', 'failed')),
    attempts        INTEGER NOT NULL,
    tried_since     INTEGER,
    next_attempt_at INTEGER,
    error_code      TEXT,
    error_reason    TEXT,
    language        TEXT,
    sent_by         TEXT,
    sent_at         INTEGER,
    created_at      INTEGER NOT NULL,
    UNIQUE (source_event, recipient, channel)
) STRICT;
CREATE INDEX notifications_newest ON notifications (created_at, id);
CREATE INDEX notifications_waiting ON notifications (recipient) WHERE status = 'queued';
