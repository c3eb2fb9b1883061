-- The catalogue as editors see it. Times are epoch milliseconds, `search_text` is folded for "contains" searches.
CREATE TABLE categories (
    id          BLOB    NOT NULL PRIMARY KEY,
    version     INTEGER NOT NULL,
    name        TEXT    NOT NULL,
    description TEXT,
    is_active   INTEGER NOT NULL,
    search_text TEXT    NOT NULL,
    sort_name   TEXT    NOT NULL,
    created_at  INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL,
    deleted_at  INTEGER
) STRICT;
CREATE INDEX categories_newest ON categories (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX categories_tombstones ON categories (deleted_at) WHERE deleted_at IS NOT NULL;

CREATE TABLE genres (
    id          BLOB    NOT NULL PRIMARY KEY,
    version     INTEGER NOT NULL,
    name        TEXT    NOT NULL,
    is_active   INTEGER NOT NULL,
    search_text TEXT    NOT NULL,
    sort_name   TEXT    NOT NULL,
    created_at  INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL,
    deleted_at  INTEGER
) STRICT;
CREATE INDEX genres_newest ON genres (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX genres_tombstones ON genres (deleted_at) WHERE deleted_at IS NOT NULL;

CREATE TABLE cast_members (
    id          BLOB    NOT NULL PRIMARY KEY,
    version     INTEGER NOT NULL,
    name        TEXT    NOT NULL,
    role        TEXT    NOT NULL CHECK (role IN ('director', 'actor')),
    search_text TEXT    NOT NULL,
    sort_name   TEXT    NOT NULL,
    created_at  INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL,
    deleted_at  INTEGER
) STRICT;
CREATE INDEX cast_members_newest ON cast_members (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX cast_members_tombstones ON cast_members (deleted_at) WHERE deleted_at IS NOT NULL;

-- `pictures` and `media` are JSON of the store's own making; they are only ever read whole.
CREATE TABLE videos (
    id                  BLOB    NOT NULL PRIMARY KEY,
    version             INTEGER NOT NULL,
    title               TEXT    NOT NULL,
    description         TEXT    NOT NULL,
    year_launched       INTEGER NOT NULL,
    duration_hundredths INTEGER,
    rating              TEXT    NOT NULL,
    opened              INTEGER NOT NULL,
    intro_start_ms      INTEGER,
    intro_end_ms        INTEGER,
    credits_start_ms    INTEGER,
    publish_when_ready  INTEGER NOT NULL,
    status              TEXT    NOT NULL CHECK (status IN ('draft', 'ready', 'published', 'unpublished', 'deleted')),
    published_at        INTEGER,
    pictures            TEXT    NOT NULL,
    media               TEXT    NOT NULL,
    created_by          BLOB    NOT NULL,
    search_text         TEXT    NOT NULL,
    sort_title          TEXT    NOT NULL,
    created_at          INTEGER NOT NULL,
    updated_at          INTEGER NOT NULL,
    deleted_at          INTEGER
) STRICT;
CREATE INDEX videos_newest ON videos (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX videos_tombstones ON videos (deleted_at) WHERE deleted_at IS NOT NULL;

CREATE TABLE genre_categories (
    genre_id    BLOB NOT NULL REFERENCES genres (id) ON DELETE CASCADE,
    category_id BLOB NOT NULL REFERENCES categories (id),
    PRIMARY KEY (genre_id, category_id)
) STRICT;
CREATE INDEX genre_categories_by_category ON genre_categories (category_id);

CREATE TABLE video_categories (
    video_id    BLOB NOT NULL REFERENCES videos (id) ON DELETE CASCADE,
    category_id BLOB NOT NULL REFERENCES categories (id),
    PRIMARY KEY (video_id, category_id)
) STRICT;
CREATE INDEX video_categories_by_category ON video_categories (category_id);

CREATE TABLE video_genres (
    video_id BLOB NOT NULL REFERENCES videos (id) ON DELETE CASCADE,
    genre_id BLOB NOT NULL REFERENCES genres (id),
    PRIMARY KEY (video_id, genre_id)
) STRICT;
CREATE INDEX video_genres_by_genre ON video_genres (genre_id);

CREATE TABLE video_cast_members (
    video_id       BLOB NOT NULL REFERENCES videos (id) ON DELETE CASCADE,
    cast_member_id BLOB NOT NULL REFERENCES cast_members (id),
    PRIMARY KEY (video_id, cast_member_id)
) STRICT;
CREATE INDEX video_cast_members_by_cast_member ON video_cast_members (cast_member_id);
