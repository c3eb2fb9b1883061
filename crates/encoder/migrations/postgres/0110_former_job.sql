-- The job whose tracks this one takes over, where it makes only what these lack.
ALTER TABLE encode_jobs ADD COLUMN former uuid;
