//! How the journal spells the words of the core.

use damson_core::{
    ByteCount, Conflict, ContentId, Digest, HashKind, Kind, Revision, Status, Tag, TagSource,
    Timestamp,
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

const UNSETTLED: &str = "unsettled ";
const READ: &str = "read:";

/// What a revision is known by beside size and time; `None` for nothing. What the server says comes
/// last, because a tag may hold anything.
pub(super) fn evidence_text(revision: &Revision) -> Option<String> {
    let mut text = String::new();
    if revision.unsettled {
        text.push_str(UNSETTLED);
    }
    if let Some(digest) = &revision.digest {
        text.push_str(READ);
        text.push_str(&digest_text(digest));
        text.push(' ');
    }
    if let Some(content) = &revision.content {
        text.push_str(&content_text(content));
    }
    (!text.is_empty()).then_some(text)
}

fn content_text(content: &ContentId) -> String {
    match content {
        ContentId::Hash(digest) => format!("hash:{}", digest_text(digest)),
        ContentId::Tag(Tag { text, source }) => match source {
            TagSource::Listing => format!("tag:{text}"),
            TagSource::Bytes => format!("tag-of-bytes:{text}"),
        },
    }
}

fn content_of(text: &str) -> Option<ContentId> {
    let tag = |text: &str, source| {
        let text = text.to_owned();
        Some(ContentId::Tag(Tag { text, source }))
    };
    match text.split_once(':')? {
        ("hash", digest) => digest_of(digest).map(ContentId::Hash),
        ("tag", text) => tag(text, TagSource::Listing),
        ("tag-of-bytes", text) => tag(text, TagSource::Bytes),
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
    evidence: Option<&str>,
    size: Option<i64>,
    modified: Option<i64>,
) -> Revision {
    let text = evidence.unwrap_or_default();
    let (unsettled, text) = match text.strip_prefix(UNSETTLED) {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let read = text
        .strip_prefix(READ)
        .and_then(|rest| rest.split_once(' '));
    let (digest, text) = match read {
        Some((digest, rest)) => (digest_of(digest), rest),
        None => (None, text),
    };
    Revision {
        content: content_of(text),
        size: size.map(bytes_of),
        modified: modified.map(Timestamp),
        digest,
        unsettled,
    }
}

pub(super) fn count_code(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A count in a column.
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
        let tag = |source| {
            ContentId::Tag(Tag {
                text: "\"a: b\"".to_owned(),
                source,
            })
        };
        for content in [
            None,
            Some(ContentId::Hash(digest.clone())),
            Some(tag(TagSource::Listing)),
            Some(tag(TagSource::Bytes)),
        ] {
            for (read, unsettled) in [(None, false), (None, true), (Some(&digest), true)] {
                let revision = Revision {
                    content: content.clone(),
                    digest: read.cloned(),
                    unsettled,
                    ..Revision::default()
                };
                let text = evidence_text(&revision);
                assert_eq!(revision_of(text.as_deref(), None, None), revision);
            }
        }
        // As journals have it that were written before tags had sources.
        let old = revision_of(Some("tag:\"a: b\""), None, None);
        assert_eq!(old.content, Some(tag(TagSource::Listing)));
        assert_eq!(digest_of("sha1:xyz"), None);
        assert_eq!(
            bytes_of(bytes_code(ByteCount(u64::MAX))),
            ByteCount(i64::MAX.unsigned_abs())
        );
    }
}
