-- What documents link to, as it was read last.
CREATE TABLE link_read (
    document BLOB PRIMARY KEY,
    size INTEGER NOT NULL,
    modified_ns TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE link (
    document BLOB NOT NULL,
    key BLOB NOT NULL,
    guess INTEGER NOT NULL,
    PRIMARY KEY (key, document)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_documents ON link (document);
