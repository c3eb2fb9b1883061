-- Text tracks and chapters of an asset: JSON of the service's own making, only ever read whole.
ALTER TABLE assets ADD COLUMN texts TEXT;
