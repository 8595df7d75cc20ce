-- Milliseconds that don't count for the age of a recovered file: the clock passed them at once.
ALTER TABLE recovered ADD COLUMN postponed INTEGER NOT NULL DEFAULT 0;
