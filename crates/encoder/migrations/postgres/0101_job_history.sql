-- A resource may have several jobs, one after the other, but only one that is not over.
ALTER TABLE encode_jobs DROP CONSTRAINT encode_jobs_resource_id_key;
ALTER TABLE encode_jobs ADD COLUMN label text NOT NULL DEFAULT '';
ALTER TABLE encode_jobs ADD COLUMN search_text text NOT NULL DEFAULT '';
ALTER TABLE encode_jobs ADD COLUMN speed double precision;
ALTER TABLE encode_jobs ADD COLUMN remaining_s bigint;
ALTER TABLE encode_jobs ADD COLUMN doomed_at bigint;
ALTER TABLE encode_jobs ADD COLUMN swept_at bigint;
UPDATE encode_jobs SET search_text = resource_id;
CREATE INDEX encode_jobs_by_resource ON encode_jobs (resource_id, id);
CREATE UNIQUE INDEX encode_jobs_open ON encode_jobs (resource_id) WHERE status IN ('queued', 'running');
