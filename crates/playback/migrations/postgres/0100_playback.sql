-- Copies of what other services own. `version` is the owner's; an older event changes nothing.
CREATE TABLE videos (
    id         uuid    NOT NULL PRIMARY KEY,
    version    bigint NOT NULL,
    published  boolean NOT NULL,
    opened     boolean NOT NULL,
    rating     text    NOT NULL,
    credits_at bigint,
    markers    text,
    video_id   uuid,
    trailer_id uuid
);

CREATE TABLE assets (
    id          uuid    NOT NULL PRIMARY KEY,
    video_id    uuid    NOT NULL,
    path        text,
    growing     boolean NOT NULL,
    duration_ms bigint
);
CREATE INDEX assets_of_video ON assets (video_id);

CREATE TABLE pictures (
    id       uuid NOT NULL PRIMARY KEY,
    video_id uuid NOT NULL,
    small    text NOT NULL,
    medium   text NOT NULL,
    large    text NOT NULL
);
CREATE INDEX pictures_of_video ON pictures (video_id);

CREATE TABLE entitlements (
    subscription_id uuid    NOT NULL PRIMARY KEY,
    version         bigint NOT NULL,
    owner           uuid    NOT NULL,
    valid_until     bigint NOT NULL,
    max_streams     bigint NOT NULL,
    max_height      bigint NOT NULL
);
CREATE INDEX entitlements_of_owner ON entitlements (owner, valid_until);

-- Ours. A viewer's row is locked while streams are counted.
CREATE TABLE viewers (
    owner      uuid    NOT NULL PRIMARY KEY,
    counted_at bigint NOT NULL
);

CREATE TABLE streams (
    id           uuid    NOT NULL PRIMARY KEY,
    owner        uuid    NOT NULL,
    profile_id   uuid    NOT NULL,
    video_id     uuid    NOT NULL,
    asset_id     uuid    NOT NULL,
    kind         text    NOT NULL,
    device_id    text    NOT NULL,
    device_name  text    NOT NULL,
    started_at   bigint NOT NULL,
    last_beat_at bigint NOT NULL,
    seq          bigint NOT NULL,
    watched_ms   bigint NOT NULL,
    ended_at     bigint
);
CREATE INDEX streams_live ON streams (owner, last_beat_at) WHERE ended_at IS NULL;

CREATE TABLE profiles (
    id         uuid    NOT NULL PRIMARY KEY,
    owner      uuid    NOT NULL,
    name       text    NOT NULL,
    kids       boolean NOT NULL,
    max_rating text    NOT NULL,
    created_at bigint NOT NULL
);
CREATE INDEX profiles_of_owner ON profiles (owner);

CREATE TABLE progress (
    profile_id  uuid    NOT NULL,
    video_id    uuid    NOT NULL,
    position_ms bigint NOT NULL,
    watched_ms  bigint NOT NULL,
    duration_ms bigint,
    completed   boolean NOT NULL,
    in_continue boolean NOT NULL,
    updated_at  bigint NOT NULL,
    PRIMARY KEY (profile_id, video_id)
);
CREATE INDEX progress_by_time ON progress (profile_id, updated_at DESC, video_id);

CREATE TABLE grant_keys (
    id  bigint NOT NULL PRIMARY KEY CHECK (id = 1),
    key bytea   NOT NULL
);
