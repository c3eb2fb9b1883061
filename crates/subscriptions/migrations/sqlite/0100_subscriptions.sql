CREATE TABLE accounts (
    id            BLOB    NOT NULL PRIMARY KEY,
    version       INTEGER NOT NULL,
    user_id       BLOB    UNIQUE,
    email         TEXT    NOT NULL,
    name          TEXT    NOT NULL,
    locale        TEXT    NOT NULL,
    status        TEXT    NOT NULL,
    trial_used_at INTEGER,
    created_at    INTEGER NOT NULL,
    updated_at    INTEGER NOT NULL
) STRICT;
-- An account that never came to be gives its address back.
CREATE UNIQUE INDEX accounts_email ON accounts (email) WHERE status <> 'failed';

CREATE TABLE plans (
    id           BLOB    NOT NULL PRIMARY KEY,
    version      INTEGER NOT NULL,
    name         TEXT    NOT NULL,
    name_folded  TEXT    NOT NULL,
    description  TEXT    NOT NULL,
    trial_days   INTEGER NOT NULL,
    max_streams  INTEGER NOT NULL,
    max_height   INTEGER NOT NULL,
    max_profiles INTEGER NOT NULL,
    is_active    INTEGER NOT NULL,
    created_at   INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX plans_name ON plans (name_folded);

-- Prices are never changed or removed: their holders go on paying them.
CREATE TABLE plan_prices (
    id         BLOB    NOT NULL PRIMARY KEY,
    plan_id    BLOB    NOT NULL REFERENCES plans (id),
    position   INTEGER NOT NULL,
    term       TEXT    NOT NULL,
    amount     INTEGER NOT NULL,
    currency   TEXT    NOT NULL,
    is_current INTEGER NOT NULL
) STRICT;
CREATE INDEX plan_prices_plan ON plan_prices (plan_id, position);

CREATE TABLE subscriptions (
    id                   BLOB    NOT NULL PRIMARY KEY,
    version              INTEGER NOT NULL,
    account_id           BLOB    NOT NULL REFERENCES accounts (id),
    user_id              BLOB    NOT NULL,
    plan_id              BLOB    NOT NULL REFERENCES plans (id),
    price_id             BLOB    NOT NULL REFERENCES plan_prices (id),
    term                 TEXT    NOT NULL,
    amount               INTEGER NOT NULL,
    currency             TEXT    NOT NULL,
    max_streams          INTEGER NOT NULL,
    max_height           INTEGER NOT NULL,
    method_kind          TEXT,
    method_token         TEXT,
    method_brand         TEXT,
    method_last4         TEXT,
    status               TEXT    NOT NULL,
    pay_until            INTEGER,
    grace_until          INTEGER,
    cancel_at_period_end INTEGER NOT NULL,
    anchor_day           INTEGER NOT NULL,
    current_period_start INTEGER NOT NULL,
    current_period_end   INTEGER NOT NULL,
    trial_end            INTEGER,
    cancelled_at         INTEGER,
    ended_at             INTEGER,
    attempt              INTEGER NOT NULL,
    open_charge          TEXT,
    last_transaction_id  TEXT,
    reason               TEXT,
    due_at               INTEGER,
    created_at           INTEGER NOT NULL,
    updated_at           INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX subscriptions_live ON subscriptions (account_id)
    WHERE status IN ('incomplete', 'trialing', 'active', 'past_due');
CREATE INDEX subscriptions_of_account ON subscriptions (account_id, created_at);
CREATE INDEX subscriptions_due ON subscriptions (due_at) WHERE due_at IS NOT NULL;

-- What the built-in test provider was asked: its own memory, as a real provider would keep elsewhere.
CREATE TABLE test_provider_charges (
    charge_key     TEXT    NOT NULL PRIMARY KEY,
    transaction_id TEXT    NOT NULL,
    amount         INTEGER NOT NULL,
    currency       TEXT    NOT NULL,
    state          TEXT    NOT NULL,
    created_at     INTEGER NOT NULL
) STRICT;
