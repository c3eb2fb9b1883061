-- How much work a title's frames are worth, where somebody chose; else the installation's setting holds.
ALTER TABLE encode_jobs ADD COLUMN preset TEXT;
