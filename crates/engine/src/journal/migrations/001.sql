-- The first journal. A key is a DAM path as bytes with 0x00 between its names: it sorts as a
-- depth-first walk, and everything below a folder is one range of keys.
CREATE TABLE asset (
    key BLOB PRIMARY KEY,
    -- The key of the folder it is in; NULL for the root.
    parent BLOB,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    -- 0 folder, 1 asset, 2 asset without a file.
    kind INTEGER NOT NULL,
    -- 0 for folders, so that they sort first.
    leaf INTEGER NOT NULL,

    based INTEGER NOT NULL,
    base_digest TEXT,
    base_size INTEGER,
    base_content TEXT,
    base_remote_size INTEGER,
    base_modified INTEGER,

    here INTEGER NOT NULL,
    local_size INTEGER,
    local_modified_ns TEXT,
    local_file_id TEXT,
    local_digest TEXT,

    -- 0 unknown, 1 absent, 2 present.
    remote_state INTEGER NOT NULL,
    remote_content TEXT,
    remote_size INTEGER,
    remote_modified INTEGER,
    changed INTEGER,
    changed_by TEXT,
    remote_id TEXT,
    title TEXT,
    media_type TEXT,
    width INTEGER,
    height INTEGER,
    -- 0 unknown, 1 read only, 2 read and write.
    rights INTEGER NOT NULL,
    processing INTEGER NOT NULL,
    checked INTEGER,
    generation INTEGER NOT NULL,

    -- 0 free, 1 mine, 2 theirs.
    lock INTEGER NOT NULL,
    lock_holder TEXT,
    lock_token TEXT,
    lock_since INTEGER,
    lock_expires INTEGER,

    pinned INTEGER NOT NULL,
    problem TEXT,
    problem_detail TEXT,
    -- What damson_core::status said of this row; NULL for folders and for none.
    status INTEGER,
    -- What rows show and sort by: the file's size here, else the server's.
    size INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX asset_children ON asset (parent, leaf, name_key, key);
CREATE INDEX asset_status ON asset (status, key) WHERE status IS NOT NULL;
CREATE INDEX asset_here ON asset (key) WHERE here = 1;
CREATE INDEX asset_mine ON asset (key) WHERE lock = 1;
CREATE INDEX asset_pinned ON asset (key) WHERE pinned = 1;
CREATE INDEX asset_problem ON asset (key) WHERE problem IS NOT NULL;

CREATE TABLE transfer (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key BLOB NOT NULL,
    -- 0 download, 1 upload.
    direction INTEGER NOT NULL,
    done INTEGER NOT NULL,
    total INTEGER,
    -- 0 waiting, 1 running, 2 paused, 3 retrying, 4 failed, 5 finished, 6 cancelled.
    state INTEGER NOT NULL,
    code TEXT,
    said TEXT,
    retry_at INTEGER,
    attempts INTEGER NOT NULL,
    priority INTEGER NOT NULL,
    resume TEXT,
    expected INTEGER NOT NULL,
    expect_content TEXT,
    expect_size INTEGER,
    expect_modified INTEGER,
    comment TEXT,
    options TEXT,
    changed INTEGER NOT NULL
) STRICT;

CREATE INDEX transfer_state ON transfer (state, priority DESC, id);
CREATE INDEX transfer_key ON transfer (key);

CREATE TABLE recovered (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key BLOB NOT NULL,
    stored TEXT NOT NULL UNIQUE,
    size INTEGER NOT NULL,
    moved INTEGER NOT NULL,
    why TEXT NOT NULL
) STRICT;

-- Names that the disk can't hold beside their siblings, and what they are called there instead.
CREATE TABLE stand_in (
    folder BLOB NOT NULL,
    name TEXT NOT NULL,
    disk_name TEXT NOT NULL,
    disk_key TEXT NOT NULL,
    PRIMARY KEY (folder, name)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX stand_in_disk ON stand_in (folder, disk_name);

CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
