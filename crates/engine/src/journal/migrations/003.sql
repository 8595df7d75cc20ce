-- When a copy was downloaded, opened, shown or uploaded last; NULL where that is not known.
ALTER TABLE asset ADD COLUMN used INTEGER;
-- Holds all that is asked of the cache folder as a whole.
CREATE INDEX asset_used ON asset (used, key, status, lock, local_size) WHERE here = 1 AND leaf = 1;
