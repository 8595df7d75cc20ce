//! Which bytes an asset has: what identifies them here and on the server.

use std::fmt;

/// Milliseconds since 1970-01-01T00:00:00Z; negative before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub i64);

/// A number of bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct ByteCount(pub u64);

/// Hashes that servers report and that the client computes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HashKind {
    Sha1,
    Sha256,
}

/// A hash of some bytes, as lower-case hexadecimal digits.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest {
    kind: HashKind,
    hex: String,
}

/// How a server identifies the bytes of an asset, where it does.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ContentId {
    /// A hash of the bytes (AEM's `dam:sha1`): comparable with a local file.
    Hash(Digest),
    /// A strong entity tag: comparable only with another tag of the same server.
    Tag(String),
}

/// What a server says of the bytes of one asset. Every part may be missing: a server computes
/// some of them late.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Revision {
    pub content: Option<ContentId>,
    pub size: Option<ByteCount>,
    /// When the original binary was last written (not the asset's metadata), by the server's clock.
    pub modified: Option<Timestamp>,
}

/// The answer of a comparison where facts can be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sameness {
    Same,
    Different,
    /// Nothing comparable is known on both sides.
    Unknown,
}

impl Digest {
    /// Takes hexadecimal digits of the right number in either case; `None` for anything else.
    pub fn new(kind: HashKind, hex: &str) -> Option<Self> {
        let right = hex.len() == kind.digits() && hex.bytes().all(|b| b.is_ascii_hexdigit());
        right.then(|| Self {
            kind,
            hex: hex.to_ascii_lowercase(),
        })
    }

    /// The digest of raw hash bytes; `None` when their number is wrong.
    pub fn from_bytes(kind: HashKind, bytes: &[u8]) -> Option<Self> {
        use fmt::Write as _;
        let mut hex = String::with_capacity(kind.digits());
        for byte in bytes {
            write!(hex, "{byte:02x}").ok()?;
        }
        Self::new(kind, &hex)
    }

    pub fn kind(&self) -> HashKind {
        self.kind
    }

    pub fn hex(&self) -> &str {
        &self.hex
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}", self.kind.name(), self.hex)
    }
}

impl HashKind {
    /// The name in the journal and in messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sha1 => "sha1",
            Self::Sha256 => "sha256",
        }
    }

    fn digits(self) -> usize {
        match self {
            Self::Sha1 => 40,
            Self::Sha256 => 64,
        }
    }
}

impl Revision {
    /// Whether two reports of the same server are about the same bytes.
    ///
    /// An entity tag decides either way. An equal hash and size decide for the same bytes. A
    /// hash that differs while the binary's time and size agree is a hash that the server computed
    /// late or has not renewed yet: the binary was not written again, so the bytes are the same.
    /// Without any of these, time and size decide as far as they are known.
    pub fn compare(&self, other: &Self) -> Sameness {
        if let (Some(ContentId::Tag(mine)), Some(ContentId::Tag(theirs))) =
            (&self.content, &other.content)
        {
            return sameness(mine == theirs);
        }
        let size = both(self.size, other.size);
        if size == Sameness::Different {
            return Sameness::Different;
        }
        let time = both(self.modified, other.modified);
        if size == Sameness::Same && time == Sameness::Same {
            return Sameness::Same;
        }
        if let (Some(ContentId::Hash(mine)), Some(ContentId::Hash(theirs))) =
            (&self.content, &other.content)
            && mine.kind == theirs.kind
        {
            return sameness(mine == theirs);
        }
        match time {
            Sameness::Different => Sameness::Different,
            Sameness::Same | Sameness::Unknown => Sameness::Unknown,
        }
    }

    /// Whether another revision was there before this one, as a restored backup shows it; or may
    /// have been, where both have one time: servers tell whole seconds. Without times it was not.
    pub fn may_follow(&self, other: &Self) -> bool {
        let times = self.modified.zip(other.modified);
        times.is_some_and(|(mine, theirs)| theirs <= mine)
    }

    /// Whether the server's bytes are those of a local file with this digest and size.
    pub fn holds(&self, digest: &Digest, size: ByteCount) -> Sameness {
        if self.size.is_some_and(|known| known != size) {
            return Sameness::Different;
        }
        match &self.content {
            Some(ContentId::Hash(hash)) if hash.kind == digest.kind => sameness(hash == digest),
            Some(ContentId::Hash(_) | ContentId::Tag(_)) | None => Sameness::Unknown,
        }
    }
}

fn both<T: PartialEq>(mine: Option<T>, theirs: Option<T>) -> Sameness {
    match (mine, theirs) {
        (Some(mine), Some(theirs)) => sameness(mine == theirs),
        _ => Sameness::Unknown,
    }
}

fn sameness(same: bool) -> Sameness {
    if same {
        Sameness::Same
    } else {
        Sameness::Different
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(content: &str, size: Option<u64>, time: Option<i64>) -> Revision {
        let digest = Digest::new(HashKind::Sha1, &content.repeat(40)).unwrap();
        Revision {
            content: Some(ContentId::Hash(digest)),
            size: size.map(ByteCount),
            modified: time.map(Timestamp),
        }
    }

    #[test]
    fn one_of_the_same_second_may_be_the_earlier_one() {
        let at = |time| told("a", Some(1), time);
        assert!(at(Some(2)).may_follow(&at(Some(1))));
        assert!(at(Some(2)).may_follow(&at(Some(2))));
        assert!(!at(Some(2)).may_follow(&at(Some(3))));
        assert!(!at(None).may_follow(&at(Some(1))));
        assert!(!at(Some(1)).may_follow(&at(None)));
    }

    #[test]
    fn another_hash_counts_unless_size_and_time_agree() {
        let same = |one: &Revision, other: &Revision| one.compare(other);
        let base = told("a", Some(5), Some(1));
        assert_eq!(same(&base, &told("b", Some(5), Some(1))), Sameness::Same);
        assert_eq!(
            same(&base, &told("b", Some(5), Some(2))),
            Sameness::Different
        );
        assert_eq!(same(&base, &told("b", None, Some(1))), Sameness::Different);
        assert_eq!(same(&base, &told("b", Some(5), None)), Sameness::Different);
        assert_eq!(same(&base, &told("a", Some(5), Some(2))), Sameness::Same);
        assert_eq!(
            same(&base, &told("a", Some(6), Some(1))),
            Sameness::Different
        );
    }

    #[test]
    fn hashes_of_another_kind_say_nothing() {
        let other = Digest::new(HashKind::Sha256, &"a".repeat(64)).unwrap();
        let told = told("a", Some(5), None);
        assert_eq!(told.holds(&other, ByteCount(5)), Sameness::Unknown);
    }

    #[test]
    fn reads_and_writes_digests() {
        let digest = Digest::from_bytes(HashKind::Sha1, &[0xAB; 20]).unwrap();
        assert_eq!(digest.hex(), "ab".repeat(20));
        assert_eq!(
            Some(&digest),
            Digest::new(HashKind::Sha1, &"AB".repeat(20)).as_ref()
        );
        assert_eq!(format!("{digest:?}"), format!("sha1:{}", "ab".repeat(20)));
        assert_eq!(HashKind::Sha256.name(), "sha256");
        assert_eq!(Digest::from_bytes(HashKind::Sha1, &[0; 19]), None);
        assert_eq!(Digest::new(HashKind::Sha1, &"g".repeat(40)), None);
    }
}
