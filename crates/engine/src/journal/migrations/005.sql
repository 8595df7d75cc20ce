-- When anything was last done to the file in the cache folder; NULL where that is not known.
ALTER TABLE asset ADD COLUMN local_changed_ns TEXT;
