//! Large files in several ranges at a time, handed on in order.
//!
//! One connection over a long way brings what its window allows, whatever the line could do; a
//! few of them fill it. What is written, hashed and resumed stays one stream.

use std::sync::Arc;

use bytes::Bytes;
use damson_core::{ByteCount, DamPath, Sameness};
use damson_remote::{ByteRange, Error as RemoteError, ErrorKind, Read, ReadBody};
use futures::{FutureExt, StreamExt, future::BoxFuture, stream};

use super::{download::Wanted, writer::is_verifiable};
use crate::site::Site;

/// Parts that are asked for at a time. With their size it bounds what is held in memory.
const AT_ONCE: usize = 4;

/// The ranges in which the rest of a file is fetched.
#[derive(Debug, Clone, Copy)]
pub(super) struct Parts {
    start: u64,
    size: u64,
    part: u64,
    /// A hash tells in the end whether all of them are of one revision.
    verifiable: bool,
}

/// What came of a part, and why not all of it.
struct Came {
    pieces: Vec<Bytes>,
    failed: Option<RemoteError>,
}

impl Parts {
    /// `None` for what comes in one answer: little, or of a server that can't be held to one
    /// revision, or slowly on purpose.
    pub(super) fn of(site: &Site, from: &Wanted, start: u64) -> Option<Self> {
        let (part, large) = sizes();
        let whole = from.revision.size?.0;
        let verifiable = is_verifiable(site, from);
        let of_one = verifiable || from.revision.content.is_some();
        let wanted = whole.saturating_sub(start) >= large && site.capability().ranges && of_one;
        let free = site.policy().download_limit.is_none();
        (wanted && free).then_some(Self {
            start,
            size: whole,
            part,
            verifiable,
        })
    }

    pub(super) fn first(self) -> ByteRange {
        ByteRange {
            start: self.start,
            end: Some(self.start + self.part),
        }
    }

    /// Whether the answer to [`Parts::first`] is that part.
    pub(super) fn answers(self, body: &ReadBody) -> bool {
        body.start == self.start && body.length == Some(self.part)
    }

    /// Whether the answer goes to the end: a server that ignored the range sends everything.
    pub(super) fn is_whole(self, body: &ReadBody) -> bool {
        let end = body.length.map(|length| body.start.saturating_add(length));
        end.is_none_or(|end| end >= self.size)
    }

    /// Whether the bytes of a body are known to be of the revision, now or in the end.
    pub(super) fn is_held(self, from: &Wanted, body: &ReadBody) -> bool {
        match from.revision.compare(&body.revision) {
            Sameness::Same => true,
            Sameness::Unknown => self.verifiable,
            Sameness::Different => false,
        }
    }

    /// The whole, whose first part is `body`.
    pub(super) fn join(
        self,
        site: &Arc<Site>,
        path: &DamPath,
        from: &Wanted,
        body: ReadBody,
    ) -> ReadBody {
        let (start, total, revision) = (body.start, body.total, body.revision.clone());
        let first = collect(body, self.part).boxed();
        let (at, path, from) = (Arc::clone(site), path.clone(), from.clone());
        let starts = (0..).map(move |nth| self.start + self.part * (nth + 1));
        let others = starts.take_while(move |from| *from < self.size);
        let others = others.map(move |start| {
            let end = (start + self.part).min(self.size);
            let (at, path, from) = (Arc::clone(&at), path.clone(), from.clone());
            async move { self.fetch(&at, &path, &from, start..end).await }.boxed()
        });
        let all = std::iter::once(first).chain(others);
        let stream = stream::iter::<_>(all)
            .buffered(AT_ONCE)
            .flat_map(|came| {
                let failed = came.failed.map(Err);
                stream::iter(came.pieces.into_iter().map(Ok).chain(failed))
            })
            .boxed();
        ReadBody {
            stream,
            start,
            length: Some(self.size - start),
            total: total.or(Some(ByteCount(self.size))),
            revision,
        }
    }

    async fn fetch(
        self,
        site: &Site,
        path: &DamPath,
        from: &Wanted,
        range: std::ops::Range<u64>,
    ) -> Came {
        let read = Read {
            range: Some(ByteRange {
                start: range.start,
                end: Some(range.end),
            }),
            expect: Some(from.revision.clone()),
        };
        let body = match site.remote().read(path, read).await {
            Ok(body) => body,
            Err(error) => return Came::nothing(error),
        };
        if !self.is_held(from, &body) {
            return Came::nothing(RemoteError::new(ErrorKind::Changed).about(path));
        }
        if body.start != range.start {
            let error = RemoteError::new(ErrorKind::Garbled).about(path);
            return Came::nothing(error.said("a range was not kept to"));
        }
        collect(body, range.end - range.start).await
    }
}

impl Came {
    fn nothing(error: RemoteError) -> Self {
        Self {
            pieces: Vec::new(),
            failed: Some(error),
        }
    }
}

/// Takes a body of so many bytes; what came before a failure counts.
fn collect(mut body: ReadBody, length: u64) -> BoxFuture<'static, Came> {
    async move {
        let (mut pieces, mut left) = (Vec::new(), length);
        while let Some(next) = body.stream.next().await {
            let piece: Bytes = match next {
                Ok(piece) => piece,
                Err(error) => {
                    let failed = Some(error);
                    return Came { pieces, failed };
                }
            };
            let Some(rest) = left.checked_sub(piece.len() as u64) else {
                let error = RemoteError::new(ErrorKind::Corrupt);
                let failed = Some(error.said("more bytes come than were asked for"));
                return Came { pieces, failed };
            };
            left = rest;
            pieces.push(piece);
        }
        let early = RemoteError::new(ErrorKind::Offline);
        let failed = (left > 0).then(|| early.said("the transfer ended early"));
        Came { pieces, failed }
    }
    .boxed()
}

/// How large a part is, and from where on a file comes in parts, in bytes.
fn sizes() -> (u64, u64) {
    #[cfg(feature = "simulation")]
    if crate::simulation::is_on() {
        return (64, 128);
    }
    (4 * 1024 * 1024, 16 * 1024 * 1024)
}
