-- What was asked for while the server could not be reached.
CREATE TABLE queued (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key BLOB NOT NULL,
    action TEXT NOT NULL,
    comment TEXT,
    keep_checked_out INTEGER NOT NULL,
    release INTEGER NOT NULL,
    since INTEGER NOT NULL,
    -- Why it could not be carried out; NULL while it waits.
    code TEXT,
    said TEXT,
    UNIQUE (key, action)
) STRICT;

-- Assets that others have checked out and that this person waits for.
CREATE TABLE awaited (
    key BLOB PRIMARY KEY,
    holder TEXT NOT NULL,
    since INTEGER NOT NULL,
    -- When it was seen to be free; NULL until then.
    freed INTEGER
) STRICT, WITHOUT ROWID;
