-- Categories, genres and cast members alike: what a video is filed under.
CREATE TABLE labels (
    id          BLOB    NOT NULL PRIMARY KEY,
    kind        TEXT    NOT NULL CHECK (kind IN ('category', 'genre', 'cast_member')),
    version     INTEGER NOT NULL,
    name        TEXT    NOT NULL,
    search_text TEXT    NOT NULL,
    description TEXT,
    role        TEXT    CHECK (role IN ('director', 'actor')),
    is_active   INTEGER NOT NULL
) STRICT;
CREATE INDEX labels_by_name ON labels (kind, search_text, id);

-- The folded words of names, to complete what somebody types.
CREATE TABLE label_words (
    kind     TEXT NOT NULL,
    word     TEXT NOT NULL,
    label_id BLOB NOT NULL REFERENCES labels (id) ON DELETE CASCADE,
    PRIMARY KEY (kind, word, label_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX label_words_by_label ON label_words (label_id, word);

-- Withdrawn videos stay as empty rows, so that a late event cannot bring them back.
CREATE TABLE videos (
    id            BLOB    NOT NULL PRIMARY KEY,
    version       INTEGER NOT NULL,
    change        INTEGER NOT NULL,
    published     INTEGER NOT NULL,
    title         TEXT    NOT NULL,
    description   TEXT    NOT NULL,
    year_launched INTEGER NOT NULL,
    duration_ms   INTEGER,
    rating        TEXT    NOT NULL,
    opened        INTEGER NOT NULL,
    published_at  INTEGER NOT NULL,
    has_banner    INTEGER NOT NULL,
    details       TEXT    NOT NULL
) STRICT;
CREATE INDEX videos_by_change ON videos (change, id);
CREATE INDEX videos_heroes ON videos (published_at DESC, id DESC) WHERE published AND has_banner;

-- A label may be known here before its own event has come.
CREATE TABLE video_labels (
    video_id BLOB    NOT NULL REFERENCES videos (id),
    label_id BLOB    NOT NULL,
    kind     TEXT    NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (video_id, label_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX video_labels_by_label ON video_labels (label_id, video_id);

CREATE TABLE my_list (
    profile_id BLOB    NOT NULL,
    video_id   BLOB    NOT NULL,
    added_at   INTEGER NOT NULL,
    PRIMARY KEY (profile_id, video_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX my_list_by_time ON my_list (profile_id, added_at DESC, video_id DESC);
CREATE INDEX my_list_by_video ON my_list (video_id);

-- One row: numbers the changes that search indexes follow, and names the edition that they should be of.
CREATE TABLE index_clock (
    id      INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    edition BLOB    NOT NULL,
    change  INTEGER NOT NULL
) STRICT;
