CREATE TABLE accounts (
    id            uuid    NOT NULL PRIMARY KEY,
    version       bigint  NOT NULL,
    user_id       uuid    UNIQUE,
    email         text    NOT NULL,
    name          text    NOT NULL,
    locale        text    NOT NULL,
    status        text    NOT NULL,
    trial_used_at bigint,
    created_at    bigint  NOT NULL,
    updated_at    bigint  NOT NULL
);
-- An account that never came to be gives its address back.
CREATE UNIQUE INDEX accounts_email ON accounts (email) WHERE status <> 'failed';

CREATE TABLE plans (
    id           uuid    NOT NULL PRIMARY KEY,
    version      bigint  NOT NULL,
    name         text    NOT NULL,
    name_folded  text    NOT NULL,
    description  text    NOT NULL,
    trial_days   bigint  NOT NULL,
    max_streams  bigint  NOT NULL,
    max_height   bigint  NOT NULL,
    max_profiles bigint  NOT NULL,
    is_active    boolean NOT NULL,
    created_at   bigint  NOT NULL,
    updated_at   bigint  NOT NULL
);
CREATE UNIQUE INDEX plans_name ON plans (name_folded);

-- Prices are never changed or removed: their holders go on paying them.
CREATE TABLE plan_prices (
    id         uuid    NOT NULL PRIMARY KEY,
    plan_id    uuid    NOT NULL REFERENCES plans (id),
    position   bigint  NOT NULL,
    term       text    NOT NULL,
    amount     bigint  NOT NULL,
    currency   text    NOT NULL,
    is_current boolean NOT NULL
);
CREATE INDEX plan_prices_plan ON plan_prices (plan_id, position);

CREATE TABLE subscriptions (
    id                   uuid    NOT NULL PRIMARY KEY,
    version              bigint  NOT NULL,
    account_id           uuid    NOT NULL REFERENCES accounts (id),
    user_id              uuid    NOT NULL,
    plan_id              uuid    NOT NULL REFERENCES plans (id),
    price_id             uuid    NOT NULL REFERENCES plan_prices (id),
    term                 text    NOT NULL,
    amount               bigint  NOT NULL,
    currency             text    NOT NULL,
    max_streams          bigint  NOT NULL,
    max_height           bigint  NOT NULL,
    method_kind          text,
    method_token         text,
    method_brand         text,
    method_last4         text,
    status               text    NOT NULL,
    pay_until            bigint,
    grace_until          bigint,
    cancel_at_period_end boolean NOT NULL,
    anchor_day           bigint  NOT NULL,
    current_period_start bigint  NOT NULL,
    current_period_end   bigint  NOT NULL,
    trial_end            bigint,
    cancelled_at         bigint,
    ended_at             bigint,
    attempt              bigint  NOT NULL,
    open_charge          text,
    last_transaction_id  text,
    reason               text,
    due_at               bigint,
    created_at           bigint  NOT NULL,
    updated_at           bigint  NOT NULL
);
CREATE UNIQUE INDEX subscriptions_live ON subscriptions (account_id)
    WHERE status IN ('incomplete', 'trialing', 'active', 'past_due');
CREATE INDEX subscriptions_of_account ON subscriptions (account_id, created_at);
CREATE INDEX subscriptions_due ON subscriptions (due_at) WHERE due_at IS NOT NULL;

-- What the built-in test provider was asked: its own memory, as a real provider would keep elsewhere.
CREATE TABLE test_provider_charges (
    charge_key     text    NOT NULL PRIMARY KEY,
    transaction_id text    NOT NULL,
    amount         bigint  NOT NULL,
    currency       text    NOT NULL,
    state          text    NOT NULL,
    created_at     bigint  NOT NULL
);
