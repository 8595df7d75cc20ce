-- How late a person wished that a transfer goes before all others: the higher, the sooner.
ALTER TABLE transfer ADD COLUMN first INTEGER NOT NULL DEFAULT 0;
