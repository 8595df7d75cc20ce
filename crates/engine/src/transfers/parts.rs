//! Large files in several ranges at a time, handed on in order.
//!
//! One connection over a long way brings what its window allows, whatever the line could do; a
//! few of them fill it. What is written, hashed and resumed stays one stream.

use std::{ops::Range, sync::Arc};

use bytes::Bytes;
use damson_core::{ByteCount, DamPath, Sameness};
use damson_remote::{ByteRange, Error as RemoteError, ErrorKind, Read, ReadBody};
use futures::{
    FutureExt, StreamExt,
    future::BoxFuture,
    stream::{self, FuturesOrdered},
};
use tokio::time::Instant;

use super::{window::Window, writer::is_verifiable};
use crate::{context::Context, transfer_state::Wanted};

/// From so many bytes on a file comes in parts.
const LARGE: u64 = 16 * 1024 * 1024;

/// The ranges in which the rest of a file is fetched.
#[derive(Debug, Clone)]
pub(super) struct Parts {
    start: u64,
    size: u64,
    window: Window,
    /// A hash shows in the end whether all parts are of one revision.
    verifiable: bool,
}

/// The bytes that came of a part, and the error if it is not whole.
struct Came {
    pieces: Vec<Bytes>,
    failed: Option<RemoteError>,
}

impl Parts {
    /// `None` for what comes in one answer: little, or of a server that can't be held to one
    /// revision, or slowly on purpose.
    pub(super) fn of(context: &Context, from: &Wanted, start: u64) -> Option<Self> {
        let (window, large) = sizes();
        let whole = from.revision.size?.0;
        let verifiable = is_verifiable(context, from);
        let of_one = verifiable || from.revision.content.is_some();
        let wanted = whole.saturating_sub(start) >= large && context.capability().ranges && of_one;
        let free = context.policy().download_limit.is_none();
        (wanted && free).then_some(Self {
            start,
            size: whole,
            window,
            verifiable,
        })
    }

    pub(super) fn first(&self) -> ByteRange {
        ByteRange {
            start: self.start,
            end: Some(self.start + self.window.part()),
        }
    }

    /// Whether the answer to [`Parts::first`] is that part.
    pub(super) fn answers(&self, body: &ReadBody) -> bool {
        body.start == self.start && body.length == Some(self.window.part())
    }

    /// Whether the answer goes to the end: a server that ignored the range sends everything.
    pub(super) fn is_whole(&self, body: &ReadBody) -> bool {
        let end = body.length.map(|length| body.start.saturating_add(length));
        end.is_none_or(|end| end >= self.size)
    }

    /// Whether the bytes of a body are known to be of the revision, now or in the end.
    pub(super) fn is_held(&self, from: &Wanted, body: &ReadBody) -> bool {
        match from.revision.compare(&body.revision) {
            Sameness::Same => true,
            Sameness::Unknown | Sameness::Question => self.verifiable,
            Sameness::Different => false,
        }
    }

    /// The whole, whose first part is `body`.
    pub(super) fn join(
        self,
        context: &Arc<Context>,
        path: &DamPath,
        from: &Wanted,
        body: ReadBody,
    ) -> ReadBody {
        let (start, total, revision) = (body.start, body.total, body.revision.clone());
        let (whole, end) = (self.size - self.start, self.size);
        let part = self.window.part();
        let mut coming = Coming {
            next: self.start + part,
            parts: self,
            context: Arc::clone(context),
            path: path.clone(),
            from: from.clone(),
            came: FuturesOrdered::new(),
            round: (Instant::now(), 0),
        };
        coming.came.push_back(collect(body, part));
        let stream = stream::unfold(coming, |mut coming| async {
            let came = coming.next().await?;
            let failed = came.failed.map(Err);
            let pieces = came.pieces.into_iter().map(Ok).chain(failed);
            Some((stream::iter(pieces), coming))
        });
        let stream = stream.flatten().boxed();
        ReadBody {
            stream,
            start,
            length: Some(whole),
            total: total.or(Some(ByteCount(end))),
            revision,
        }
    }

    async fn fetch(
        &self,
        context: &Context,
        path: &DamPath,
        from: &Wanted,
        range: Range<u64>,
    ) -> Came {
        let read = Read {
            range: Some(ByteRange {
                start: range.start,
                end: Some(range.end),
            }),
            expect: Some(from.revision.clone()),
            ..Read::default()
        };
        let body = match context.remote().read(path, read).await {
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

/// Parts on their way.
struct Coming {
    parts: Parts,
    context: Arc<Context>,
    path: DamPath,
    from: Wanted,
    /// Where the next part to be asked for starts.
    next: u64,
    came: FuturesOrdered<BoxFuture<'static, Came>>,
    /// When it began, and how many bytes came since.
    round: (Instant, u64),
}

impl Coming {
    /// The next part in order, while others are on their way.
    async fn next(&mut self) -> Option<Came> {
        while self.came.len() < self.parts.window.at_once() && self.next < self.parts.size {
            let end = (self.next + self.parts.window.part()).min(self.parts.size);
            self.came.push_back(self.fetch(self.next..end));
            self.next = end;
        }
        let came = self.came.next().await?;
        self.round.1 += came.bytes();
        if self.round.1 >= self.parts.window.round() {
            let (began, bytes) = self.round;
            self.parts.window.learn(bytes, began.elapsed());
            self.round = (Instant::now(), 0);
        }
        Some(came)
    }

    fn fetch(&self, range: Range<u64>) -> BoxFuture<'static, Came> {
        let (parts, context) = (self.parts.clone(), Arc::clone(&self.context));
        let (path, from) = (self.path.clone(), self.from.clone());
        async move { parts.fetch(&context, &path, &from, range).await }.boxed()
    }
}

impl Came {
    fn bytes(&self) -> u64 {
        self.pieces.iter().map(|piece| piece.len() as u64).sum()
    }

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

/// How parts begin, and from how many bytes on a file comes in parts.
fn sizes() -> (Window, u64) {
    #[cfg(feature = "simulation")]
    if crate::hooks::is_on() {
        return (Window::fixed(64), 128);
    }
    (Window::new(), LARGE)
}
