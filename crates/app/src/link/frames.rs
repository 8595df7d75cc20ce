//! The frames that cross the local socket: one JSON document a line.
//!
//! The guest says `hello` first; the owner answers with its own `hello`, or with `refused`. Then
//! the guest sends `ask` frames, each with an id of its own, and the owner answers each once with
//! `reply` or `error` of the same id, in any order. Unasked, the owner sends `snapshot`: one right
//! after its `hello`, and one when anything changed. A secret crosses in `ask` with the intent
//! `connect` only.

use std::io;

use secrecy::zeroize::Zeroize as _;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use tokio::io::{
    AsyncBufRead, AsyncBufReadExt as _, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _,
};

use crate::crossing::{error::UserError, intent::Intent, reply::Reply, view::SnapshotView};

/// Protocol and version of a process. Both ends must have the same, because their views may differ
/// otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Hello {
    pub(super) protocol: u32,
    /// The version of Damson.
    pub(super) version: String,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "frame", rename_all = "kebab-case")]
pub(super) enum ToOwner {
    Hello(Hello),
    Ask { id: u64, ask: Box<Intent> },
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "frame", rename_all = "kebab-case")]
pub(super) enum ToGuest {
    Hello(Hello),
    Refused { error: UserError },
    Reply { id: u64, answer: Reply },
    Error { id: u64, error: UserError },
    Snapshot { snapshot: Box<SnapshotView> },
}

/// The largest frame: a page of 1,000 rows has about 3 MB, a preview about 11.
pub(super) const LARGEST: usize = 16 * 1024 * 1024;

impl Hello {
    pub(super) fn of_this() -> Self {
        Self {
            protocol: 1,
            version: env!("CARGO_PKG_VERSION").to_owned(),
        }
    }
}

/// The next frame; `None` when the other end closed. Not to be cancelled half-way.
pub(super) async fn read<T: DeserializeOwned>(
    from: &mut (impl AsyncBufRead + Unpin),
) -> io::Result<Option<T>> {
    let bad = |why: &str| io::Error::new(io::ErrorKind::InvalidData, why.to_owned());
    let mut line = Vec::new();
    let limit = u64::try_from(LARGEST).unwrap_or(u64::MAX);
    let read = from.take(limit).read_until(b'\n', &mut line).await?;
    if read == 0 {
        return Ok(None);
    }
    let frame = match line.last() {
        Some(b'\n') => serde_json::from_slice(&line).map_err(|error| bad(&error.to_string())),
        _ if read == LARGEST => Err(bad("the frame is too long")),
        _ => Err(io::ErrorKind::UnexpectedEof.into()),
    };
    // The line may have held a password.
    line.zeroize();
    frame.map(Some)
}

/// Sends a frame whole.
pub(super) async fn write<T: Serialize>(
    to: &mut (impl AsyncWrite + Unpin),
    frame: &T,
) -> io::Result<()> {
    let mut line = serde_json::to_vec(frame)?;
    line.push(b'\n');
    let written = if line.len() > LARGEST {
        Err(io::Error::new(
            io::ErrorKind::InvalidData,
            "the frame is too long",
        ))
    } else {
        to.write_all(&line).await
    };
    line.zeroize();
    written?;
    to.flush().await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn frames_come_one_a_line() {
        let mut bytes = Vec::new();
        for id in 0..3 {
            let ask = Box::new(Intent::Snapshot);
            write(&mut bytes, &ToOwner::Ask { id, ask }).await.unwrap();
        }
        let mut from = bytes.as_slice();
        for expected in 0..3 {
            let Some(ToOwner::Ask { id, ask }) = read(&mut from).await.unwrap() else {
                panic!("no frame");
            };
            assert_eq!((id, *ask), (expected, Intent::Snapshot));
        }
        assert!(read::<ToOwner>(&mut from).await.unwrap().is_none());
    }

    #[tokio::test]
    async fn a_frame_has_a_bound_and_an_end() {
        let endless = vec![b'x'; LARGEST + 1];
        let error = read::<ToOwner>(&mut endless.as_slice()).await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::InvalidData);
        let cut = b"{\"frame\":\"hel".as_slice();
        let error = read::<ToOwner>(&mut { cut }).await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::UnexpectedEof);
        let nonsense = b"hello\n".as_slice();
        let error = read::<ToOwner>(&mut { nonsense }).await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::InvalidData);
    }
}
