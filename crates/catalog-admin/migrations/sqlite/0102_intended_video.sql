-- The video an upload is meant for; `video_id` of an open one is that video once it was told of the bytes that arrived.
ALTER TABLE uploads ADD COLUMN intended_for BLOB;
CREATE INDEX uploads_announced ON uploads (id) WHERE video_id IS NOT NULL AND state IN ('open', 'stored');
