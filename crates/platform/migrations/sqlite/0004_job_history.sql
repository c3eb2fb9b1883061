-- What people ask about a job: since when it runs, when it stopped, and what its latest failure said.
ALTER TABLE jobs ADD COLUMN started_at INTEGER;
ALTER TABLE jobs ADD COLUMN ended_at INTEGER;
ALTER TABLE jobs ADD COLUMN last_error TEXT;
