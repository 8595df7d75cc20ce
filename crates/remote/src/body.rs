//! Bytes on their way, counted and hashed; a wrong number or hash is an error of the stream.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;
use damson_core::{Digest, HashKind};
use futures::{Stream, StreamExt as _, stream::BoxStream};
use sha1::Digest as _;

use crate::{Error, ErrorKind, Result};

/// What the bytes must turn out to be.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Expected {
    /// How many the stream gives.
    pub length: Option<u64>,
    /// The hash of all that the hasher has seen at the end, so including what it was fed before.
    pub digest: Option<Digest>,
}

/// Computes a [`Digest`] piece by piece.
#[derive(Debug, Clone)]
pub enum Hasher {
    Md5(Box<md5::Md5>),
    Sha1(Box<sha1::Sha1>),
    Sha256(Box<sha2::Sha256>),
}

/// A stream that passes bytes on unchanged and ends in [`ErrorKind::Corrupt`] when they are not
/// what was expected. Its last item is that error, or the last bytes.
pub struct Checked {
    stream: BoxStream<'static, Result<Bytes>>,
    hasher: Option<Hasher>,
    expected: Expected,
    count: u64,
    digest: Option<Digest>,
    ended: bool,
}

impl Hasher {
    pub fn new(kind: HashKind) -> Self {
        match kind {
            HashKind::Md5 => Self::Md5(Box::default()),
            HashKind::Sha1 => Self::Sha1(Box::default()),
            HashKind::Sha256 => Self::Sha256(Box::default()),
        }
    }

    pub fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::Md5(hasher) => hasher.update(bytes),
            Self::Sha1(hasher) => hasher.update(bytes),
            Self::Sha256(hasher) => hasher.update(bytes),
        }
    }

    pub fn update_all(&mut self, pieces: &[Bytes]) {
        for piece in pieces {
            self.update(piece);
        }
    }

    pub fn finish(self) -> Digest {
        let digest = match self {
            Self::Md5(hasher) => Digest::from_bytes(HashKind::Md5, &hasher.finalize()),
            Self::Sha1(hasher) => Digest::from_bytes(HashKind::Sha1, &hasher.finalize()),
            Self::Sha256(hasher) => Digest::from_bytes(HashKind::Sha256, &hasher.finalize()),
        };
        digest.expect("a hash has the length of its kind")
    }
}

impl Checked {
    /// `hasher` has been fed what comes before these bytes, when a download goes on.
    pub fn new(
        stream: BoxStream<'static, Result<Bytes>>,
        hasher: Option<Hasher>,
        expected: Expected,
    ) -> Self {
        Self {
            stream,
            hasher,
            expected,
            count: 0,
            digest: None,
            ended: false,
        }
    }

    /// How many bytes have passed.
    pub fn passed(&self) -> u64 {
        self.count
    }

    /// The hash of the whole, after the last byte has passed and all was right.
    pub fn digest(&self) -> Option<&Digest> {
        self.digest.as_ref()
    }

    fn see(&mut self, bytes: &Bytes) -> Result<()> {
        self.count += bytes.len() as u64;
        if let Some(hasher) = &mut self.hasher {
            hasher.update(bytes);
        }
        match self.expected.length {
            Some(length) if self.count > length => Err(corrupt("more bytes than announced")),
            Some(_) | None => Ok(()),
        }
    }

    fn conclude(&mut self) -> Result<()> {
        if self
            .expected
            .length
            .is_some_and(|length| length != self.count)
        {
            return Err(corrupt("fewer bytes than announced"));
        }
        let digest = self.hasher.take().map(Hasher::finish);
        if let (Some(expected), Some(digest)) = (&self.expected.digest, &digest)
            && expected.kind() == digest.kind()
            && expected != digest
        {
            return Err(corrupt("the hash is another"));
        }
        self.digest = digest;
        Ok(())
    }
}

impl Stream for Checked {
    type Item = Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.ended {
            return Poll::Ready(None);
        }
        let item = match std::task::ready!(self.stream.poll_next_unpin(context)) {
            Some(Ok(bytes)) => Some(self.see(&bytes).map(|()| bytes)),
            Some(Err(error)) => Some(Err(error)),
            None => self.conclude().err().map(Err),
        };
        self.ended = !matches!(item, Some(Ok(_)));
        Poll::Ready(item)
    }
}

impl std::fmt::Debug for Checked {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Checked")
            .field("expected", &self.expected)
            .field("count", &self.count)
            .finish_non_exhaustive()
    }
}

fn corrupt(why: &str) -> Error {
    Error::new(ErrorKind::Corrupt).said(why)
}
