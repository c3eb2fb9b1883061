-- Whom to write to. A row is made for whoever is to be told something, even before the login is known.
CREATE TABLE contacts (
    user_id         uuid    NOT NULL PRIMARY KEY,
    standing        text    NOT NULL CHECK (standing IN ('awaited', 'active', 'disabled', 'gone')),
    login_version   bigint  NOT NULL,
    account_version bigint  NOT NULL,
    email           text    NOT NULL,
    name            text    NOT NULL,
    locale          text    NOT NULL,
    search_text     text    NOT NULL
);

CREATE TABLE notifications (
    id              uuid    NOT NULL PRIMARY KEY,
    version         bigint  NOT NULL,
    recipient       uuid    NOT NULL,
    channel         text    NOT NULL,
    kind            text    NOT NULL,
    data            text    NOT NULL,
    source_event    uuid    NOT NULL,
    status          text    NOT NULL CHECK (status IN ('queued', 'sending', 'retry_wait', 'sent', 'failed')),
    attempts        bigint  NOT NULL,
    tried_since     bigint,
    next_attempt_at bigint,
    error_code      text,
    error_reason    text,
    language        text,
    sent_by         text,
    sent_at         bigint,
    created_at      bigint  NOT NULL,
    UNIQUE (source_event, recipient, channel)
);
CREATE INDEX notifications_newest ON notifications (created_at, id);
CREATE INDEX notifications_waiting ON notifications (recipient) WHERE status = 'queued';
