-- Copies of what other services own. `version` is the owner's; an older event changes nothing.
CREATE TABLE videos (
    id         BLOB    NOT NULL PRIMARY KEY,
    version    INTEGER NOT NULL,
    published  INTEGER NOT NULL,
    opened     INTEGER NOT NULL,
    rating     TEXT    NOT NULL,
    credits_at INTEGER,
    markers    TEXT,
    video_id   BLOB,
    trailer_id BLOB
) STRICT;

CREATE TABLE assets (
    id          BLOB    NOT NULL PRIMARY KEY,
    video_id    BLOB    NOT NULL,
    path        TEXT,
    growing     INTEGER NOT NULL,
    duration_ms INTEGER
) STRICT;
CREATE INDEX assets_of_video ON assets (video_id);

CREATE TABLE pictures (
    id       BLOB NOT NULL PRIMARY KEY,
    video_id BLOB NOT NULL,
    small    TEXT NOT NULL,
    medium   TEXT NOT NULL,
    large    TEXT NOT NULL
) STRICT;
CREATE INDEX pictures_of_video ON pictures (video_id);

CREATE TABLE entitlements (
    subscription_id BLOB    NOT NULL PRIMARY KEY,
    version         INTEGER NOT NULL,
    owner           BLOB    NOT NULL,
    valid_until     INTEGER NOT NULL,
    max_streams     INTEGER NOT NULL,
    max_height      INTEGER NOT NULL
) STRICT;
CREATE INDEX entitlements_of_owner ON entitlements (owner, valid_until);

-- Ours. A viewer's row is locked while streams are counted.
CREATE TABLE viewers (
    owner      BLOB    NOT NULL PRIMARY KEY,
    counted_at INTEGER NOT NULL
) STRICT;

CREATE TABLE streams (
    id           BLOB    NOT NULL PRIMARY KEY,
    owner        BLOB    NOT NULL,
    profile_id   BLOB    NOT NULL,
    video_id     BLOB    NOT NULL,
    asset_id     BLOB    NOT NULL,
    kind         TEXT    NOT NULL,
    device_id    TEXT    NOT NULL,
    device_name  TEXT    NOT NULL,
    started_at   INTEGER NOT NULL,
    last_beat_at INTEGER NOT NULL,
    seq          INTEGER NOT NULL,
    watched_ms   INTEGER NOT NULL,
    ended_at     INTEGER
) STRICT;
CREATE INDEX streams_live ON streams (owner, last_beat_at) WHERE ended_at IS NULL;

CREATE TABLE profiles (
    id         BLOB    NOT NULL PRIMARY KEY,
    owner      BLOB    NOT NULL,
    name       TEXT    NOT NULL,
    kids       INTEGER NOT NULL,
    max_rating TEXT    NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX profiles_of_owner ON profiles (owner);

CREATE TABLE progress (
    profile_id  BLOB    NOT NULL,
    video_id    BLOB    NOT NULL,
    position_ms INTEGER NOT NULL,
    watched_ms  INTEGER NOT NULL,
    duration_ms INTEGER,
    completed   INTEGER NOT NULL,
    in_continue INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL,
    PRIMARY KEY (profile_id, video_id)
) STRICT;
CREATE INDEX progress_by_time ON progress (profile_id, updated_at DESC, video_id);

CREATE TABLE grant_keys (
    id  INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    key BLOB    NOT NULL
) STRICT;
