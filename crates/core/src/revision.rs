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
    /// Tells whether bytes came whole; it proves nothing against intent.
    Md5,
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
    /// An entity tag: comparable only with another tag of the same server.
    Tag(Tag),
}

/// An entity tag (RFC 9110, 8.8.3), and which answer it stood in.
///
/// A server in front of another one may put a tag of its own on the bytes that it passes on, so
/// that tags of different answers which differ say nothing; where they are equal, they do.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Tag {
    /// With its quotes, and without the mark of a weak one.
    pub text: String,
    pub source: TagSource,
}

/// Which answer an entity tag stood in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TagSource {
    /// The property of a listing.
    Listing,
    /// The header beside the bytes.
    Bytes,
}

/// What is known of the bytes of one asset: evidence, of which every part may be missing. A server
/// computes some of it late.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Revision {
    /// What the server says of the bytes.
    pub content: Option<ContentId>,
    pub size: Option<ByteCount>,
    /// When the original binary was last written (not the asset's metadata), by the server's clock.
    pub modified: Option<Timestamp>,
    /// A hash that certainly belongs to the bytes: this client read them.
    pub digest: Option<Digest>,
    /// It was as young as the look at it, and its tag need not differ from that of another write in
    /// the same second of the server's clock: such a write would look the same.
    pub unsettled: bool,
}

/// The answer of a comparison where facts can be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sameness {
    Same,
    Different,
    /// Nothing comparable is known on both sides.
    Unknown,
    /// What is known speaks for both: only the bytes tell. Locks, proxies and some servers change
    /// an entity tag, and others keep it for other bytes within a second.
    Question,
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
            Self::Md5 => "md5",
            Self::Sha1 => "sha1",
            Self::Sha256 => "sha256",
        }
    }

    fn digits(self) -> usize {
        match self {
            Self::Md5 => 32,
            Self::Sha1 => 40,
            Self::Sha256 => 64,
        }
    }
}

impl Revision {
    /// Whether two reports of the same server are about the same bytes.
    ///
    /// Hashes that belong to the bytes decide. Otherwise another size is other bytes. An equal
    /// entity tag stands for the same bytes unless the time contradicts it; a tag that differs is
    /// a question while size and time agree as far as they are known. A told hash that differs
    /// while the binary's time and size agree is a hash that the server computed late or has not
    /// renewed yet: the binary was not written again, so the bytes are the same. Without any of
    /// these, time and size decide as far as they are known. What looks the same is a question
    /// where one of both is not settled.
    pub fn compare(&self, other: &Self) -> Sameness {
        if let Some(told) = same_digest(self.digest.as_ref(), other.digest.as_ref()) {
            return told;
        }
        let told = self.compare_told(other);
        let settled = !self.unsettled && !other.unsettled;
        if told == Sameness::Same && !settled {
            return Sameness::Question;
        }
        told
    }

    /// As [`Revision::compare`], by what the server says, whenever it was asked.
    fn compare_told(&self, other: &Self) -> Sameness {
        let size = both(self.size, other.size);
        if size == Sameness::Different {
            return Sameness::Different;
        }
        let time = both(self.modified, other.modified);
        if let (Some(ContentId::Tag(mine)), Some(ContentId::Tag(theirs))) =
            (&self.content, &other.content)
        {
            let known = size == Sameness::Same || time == Sameness::Same;
            if time == Sameness::Different && mine.source == theirs.source {
                return Sameness::Different;
            }
            if mine.text == theirs.text && time != Sameness::Different {
                return Sameness::Same;
            }
            if mine.source == theirs.source {
                return if known {
                    Sameness::Question
                } else {
                    Sameness::Different
                };
            }
        }
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
            Sameness::Same | Sameness::Unknown | Sameness::Question => Sameness::Unknown,
        }
    }

    /// Whether both say the same in every part, whenever the server was asked.
    pub fn says_the_same(&self, other: &Self) -> bool {
        (&self.content, self.size, self.modified) == (&other.content, other.size, other.modified)
    }

    /// Whether both are known to have one size and one time: what is left of the evidence where
    /// this client's own lock, unlock or move gave the asset another entity tag.
    pub fn same_size_and_time(&self, other: &Self) -> bool {
        both(self.size, other.size) == Sameness::Same
            && both(self.modified, other.modified) == Sameness::Same
    }

    /// With what `known` was found to hold, if the server says the same of both and no other write
    /// could look like `known`.
    #[must_use]
    pub fn with_known_bytes(mut self, known: &Self) -> Self {
        if self.digest.is_none() && !known.unsettled && self.says_the_same(known) {
            self.digest.clone_from(&known.digest);
        }
        self
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
        if let Some(told) = same_digest(self.digest.as_ref(), Some(digest)) {
            return told;
        }
        match &self.content {
            Some(ContentId::Hash(hash)) if hash.kind == digest.kind => sameness(hash == digest),
            Some(ContentId::Hash(_) | ContentId::Tag(_)) | None => Sameness::Unknown,
        }
    }
}

/// What two hashes of bytes say, where both are known and of one kind.
fn same_digest(mine: Option<&Digest>, theirs: Option<&Digest>) -> Option<Sameness> {
    let (mine, theirs) = mine.zip(theirs)?;
    (mine.kind == theirs.kind).then(|| sameness(mine == theirs))
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
            ..Revision::default()
        }
    }

    fn tagged(text: &str, size: Option<u64>, time: Option<i64>) -> Revision {
        Revision {
            content: Some(ContentId::Tag(Tag {
                text: text.into(),
                source: TagSource::Listing,
            })),
            ..told("a", size, time)
        }
    }

    #[test]
    fn a_tag_is_evidence_beside_size_and_time() {
        let base = tagged("x", Some(5), Some(1));
        let table = [
            (tagged("x", Some(5), Some(1)), Sameness::Same),
            (tagged("x", Some(5), None), Sameness::Same),
            (tagged("x", None, None), Sameness::Same),
            (tagged("x", Some(6), Some(1)), Sameness::Different),
            (tagged("x", Some(5), Some(2)), Sameness::Different),
            (tagged("y", Some(5), Some(1)), Sameness::Question),
            (tagged("y", Some(5), None), Sameness::Question),
            (tagged("y", Some(5), Some(2)), Sameness::Different),
            (tagged("y", None, None), Sameness::Different),
            (tagged("y", Some(6), Some(1)), Sameness::Different),
        ];
        for (other, expected) in table {
            assert_eq!(base.compare(&other), expected, "{other:?}");
            assert_eq!(other.compare(&base), expected, "{other:?}");
        }
    }

    #[test]
    fn tags_of_different_answers_count_only_where_they_are_equal() {
        let listed = tagged("x", Some(5), Some(1));
        let from_bytes = |text: &str, time| Revision {
            content: Some(ContentId::Tag(Tag {
                text: text.into(),
                source: TagSource::Bytes,
            })),
            ..told("a", Some(5), time)
        };
        assert_eq!(listed.compare(&from_bytes("x", None)), Sameness::Same);
        assert_eq!(
            listed.compare(&from_bytes("x-gzip", None)),
            Sameness::Unknown
        );
        assert_eq!(listed.compare(&from_bytes("z", Some(1))), Sameness::Same);
        assert_eq!(
            listed.compare(&from_bytes("z", Some(2))),
            Sameness::Different
        );
    }

    #[test]
    fn what_is_as_young_as_the_look_at_it_is_a_question_until_the_bytes_were_read() {
        let young = Revision {
            unsettled: true,
            ..tagged("x", Some(5), Some(1))
        };
        let later = tagged("x", Some(5), Some(1));
        assert_eq!(young.compare(&later), Sameness::Question);
        assert_eq!(
            young.compare(&tagged("x", Some(6), Some(1))),
            Sameness::Different
        );
        let read = |digits: &str, of: &Revision| Revision {
            digest: Digest::new(HashKind::Sha1, &digits.repeat(40)),
            ..of.clone()
        };
        let (one, two) = (read("a", &young), read("b", &later));
        assert_eq!(one.compare(&read("a", &later)), Sameness::Same);
        assert_eq!(one.compare(&two), Sameness::Different);
        let digest = one.digest.clone().unwrap();
        assert_eq!(one.holds(&digest, ByteCount(5)), Sameness::Same);
        assert_eq!(two.holds(&digest, ByteCount(5)), Sameness::Different);
        // The bytes of a look that was too early are not those of a later one.
        assert_eq!(later.clone().with_known_bytes(&one).digest, None);
        assert_eq!(later.clone().with_known_bytes(&two), two);
        let other = tagged("x", Some(5), Some(2));
        assert_eq!(other.with_known_bytes(&two).digest, None);
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
