-- Bytes that the source of a job has, or will have; 0 where that is not known.
ALTER TABLE encode_jobs ADD COLUMN source_bytes INTEGER NOT NULL DEFAULT 0;
