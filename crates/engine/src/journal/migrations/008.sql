-- An order is what a person asked for at once and that takes many transfers: the download of a
-- folder, the upload of several files.
CREATE TABLE transfer_order (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key BLOB NOT NULL,
    -- 0 download, 1 upload.
    direction INTEGER NOT NULL,
    made INTEGER NOT NULL,
    -- How many transfers it will have, and their bytes, once that is known.
    parts INTEGER,
    bytes INTEGER,
    -- When its last transfer was asked for; NULL while more may come.
    ended INTEGER
) STRICT;

ALTER TABLE transfer ADD COLUMN part_of INTEGER;

CREATE INDEX transfer_part_of ON transfer (part_of, state, done, total) WHERE part_of IS NOT NULL;
