//! How the journal spells the words of the core.

use damson_core::{
    ByteCount, Conflict, ContentId, Digest, HashKind, Kind, Revision, Status, Timestamp,
};

/// The worse, the lower: rows sorted by status begin with what wants a person.
pub(super) fn status_code(status: Status) -> i64 {
    match status {
        Status::EditingConflict(Conflict::BothChanged) => 1,
        Status::EditingConflict(Conflict::DeletedOnServer) => 2,
        Status::EditingConflict(Conflict::Unrelated) => 3,
        Status::EditedLocally => 4,
        Status::NewLocally => 5,
        Status::ModifiedRemotely => 6,
        Status::RemovedRemotely => 7,
        Status::AvailableLocally => 8,
        Status::CloudOnly => 9,
    }
}

pub(super) fn status_of(code: i64) -> Option<Status> {
    Some(match code {
        1 => Status::EditingConflict(Conflict::BothChanged),
        2 => Status::EditingConflict(Conflict::DeletedOnServer),
        3 => Status::EditingConflict(Conflict::Unrelated),
        4 => Status::EditedLocally,
        5 => Status::NewLocally,
        6 => Status::ModifiedRemotely,
        7 => Status::RemovedRemotely,
        8 => Status::AvailableLocally,
        9 => Status::CloudOnly,
        _ => return None,
    })
}

pub(super) fn kind_code(kind: Kind) -> i64 {
    match kind {
        Kind::Root | Kind::Folder => 0,
        Kind::Asset => 1,
        Kind::NoFile => 2,
        Kind::NoName => 3,
    }
}

pub(super) fn kind_of(code: i64, is_root: bool) -> Kind {
    match code {
        0 if is_root => Kind::Root,
        0 => Kind::Folder,
        2 => Kind::NoFile,
        3 => Kind::NoName,
        _ => Kind::Asset,
    }
}

pub(super) fn digest_text(digest: &Digest) -> String {
    format!("{}:{}", digest.kind().name(), digest.hex())
}

/// `None` for anything that is no digest: such a file counts as not read, so as written.
pub(super) fn digest_of(text: &str) -> Option<Digest> {
    let (kind, hex) = text.split_once(':')?;
    let kinds = [HashKind::Sha1, HashKind::Sha256];
    let kind = kinds.into_iter().find(|k| k.name() == kind)?;
    Digest::new(kind, hex)
}

pub(super) fn content_text(content: &ContentId) -> String {
    match content {
        ContentId::Hash(digest) => format!("hash:{}", digest_text(digest)),
        ContentId::Tag(tag) => format!("tag:{tag}"),
    }
}

pub(super) fn content_of(text: &str) -> Option<ContentId> {
    match text.split_once(':')? {
        ("hash", digest) => digest_of(digest).map(ContentId::Hash),
        ("tag", tag) => Some(ContentId::Tag(tag.to_owned())),
        _ => None,
    }
}

/// No file has more bytes than SQLite can count.
pub(super) fn bytes_code(bytes: ByteCount) -> i64 {
    i64::try_from(bytes.0).unwrap_or(i64::MAX)
}

pub(super) fn bytes_of(code: i64) -> ByteCount {
    ByteCount(u64::try_from(code).unwrap_or_default())
}

pub(super) fn revision_of(
    content: Option<&str>,
    size: Option<i64>,
    modified: Option<i64>,
) -> Revision {
    Revision {
        content: content.and_then(content_of),
        size: size.map(bytes_of),
        modified: modified.map(Timestamp),
    }
}

/// A `count(*)` in a column.
pub(super) fn count_in(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<u64> {
    Ok(row.get::<_, i64>(column)?.unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        for code in 1..=9 {
            let status = status_of(code).unwrap();
            assert_eq!(status_code(status), code);
        }
        assert_eq!(status_of(10), None);
        let digest = Digest::new(HashKind::Sha1, &"ab".repeat(20)).unwrap();
        assert_eq!(digest_of(&digest_text(&digest)), Some(digest.clone()));
        for content in [
            ContentId::Hash(digest),
            ContentId::Tag("\"a:b\"".to_owned()),
        ] {
            assert_eq!(content_of(&content_text(&content)), Some(content));
        }
        assert_eq!(digest_of("sha1:xyz"), None);
        assert_eq!(
            bytes_of(bytes_code(ByteCount(u64::MAX))),
            ByteCount(i64::MAX.unsigned_abs())
        );
    }
}
