-- Whether the source of a job is still being uploaded: `arriving` or `whole`.
ALTER TABLE encode_jobs ADD COLUMN source TEXT NOT NULL DEFAULT 'whole';
CREATE INDEX encode_jobs_arriving ON encode_jobs (id) WHERE source = 'arriving';
