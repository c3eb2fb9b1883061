-- Categories, genres and cast members alike: what a video is filed under.
CREATE TABLE labels (
    id          uuid    NOT NULL PRIMARY KEY,
    kind        text    NOT NULL CHECK (kind IN ('category', 'genre', 'cast_member')),
    version     bigint  NOT NULL,
    name        text    NOT NULL,
    search_text text COLLATE "C" NOT NULL,
    description text,
    role        text    CHECK (role IN ('director', 'actor')),
    is_active   boolean NOT NULL
);
CREATE INDEX labels_by_name ON labels (kind, search_text, id);

-- The folded words of names, to complete what somebody types.
CREATE TABLE label_words (
    kind     text NOT NULL,
    word     text COLLATE "C" NOT NULL,
    label_id uuid NOT NULL REFERENCES labels (id) ON DELETE CASCADE,
    PRIMARY KEY (kind, word, label_id)
);
CREATE INDEX label_words_by_label ON label_words (label_id, word);

-- Withdrawn videos stay as empty rows, so that a late event cannot bring them back.
CREATE TABLE videos (
    id            uuid    NOT NULL PRIMARY KEY,
    version       bigint  NOT NULL,
    change        bigint  NOT NULL,
    published     boolean NOT NULL,
    title         text    NOT NULL,
    description   text    NOT NULL,
    year_launched bigint  NOT NULL,
    duration_ms   bigint ,
    rating        text    NOT NULL,
    opened        boolean NOT NULL,
    published_at  bigint  NOT NULL,
    has_banner    boolean NOT NULL,
    details       text    NOT NULL
);
CREATE INDEX videos_by_change ON videos (change, id);
CREATE INDEX videos_heroes ON videos (published_at DESC, id DESC) WHERE published AND has_banner;

-- A label may be known here before its own event has come.
CREATE TABLE video_labels (
    video_id uuid    NOT NULL REFERENCES videos (id),
    label_id uuid    NOT NULL,
    kind     text    NOT NULL,
    position bigint  NOT NULL,
    PRIMARY KEY (video_id, label_id)
);
CREATE INDEX video_labels_by_label ON video_labels (label_id, video_id);

CREATE TABLE my_list (
    profile_id uuid    NOT NULL,
    video_id   uuid    NOT NULL,
    added_at   bigint  NOT NULL,
    PRIMARY KEY (profile_id, video_id)
);
CREATE INDEX my_list_by_time ON my_list (profile_id, added_at DESC, video_id DESC);
CREATE INDEX my_list_by_video ON my_list (video_id);

-- One row: numbers the changes that search indexes follow, and names the edition that they should be of.
CREATE TABLE index_clock (
    id      bigint  NOT NULL PRIMARY KEY CHECK (id = 1),
    edition uuid    NOT NULL,
    change  bigint  NOT NULL
);
