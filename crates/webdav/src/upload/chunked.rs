//! Nextcloud's chunked upload, version 2 (its developer manual, "Chunked file upload"): pieces in a
//! folder of their own, put together by one MOVE. It goes on after a restart.

use std::{collections::BTreeSet, future, time::Duration};

use damson_core::DamPath;
use damson_http::header::text as header_text;
use damson_http::pump;
use damson_remote::{Error, ErrorKind, Result, Retry, UploadRequest};
use http::{HeaderName, header};
use serde::{Deserialize, Serialize};
use url::Url;

use super::{Arrived, direct, expectation, go_on, precondition};
use crate::{
    addresses::{self, DESTINATION, Transfer},
    conditions::{Attempt, Condition, Header, Place},
    encode::segments,
    http::Call,
    node,
    remote::Dav,
    wire::{self, Reply},
};

const TOTAL: HeaderName = HeaderName::from_static("oc-total-length");
/// Nextcloud numbers pieces up to this.
const MOST_CHUNKS: u64 = 10_000;

/// What is needed to go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct State {
    id: String,
    chunk: u64,
    length: u64,
}

pub(super) async fn send(dav: &Dav, request: &UploadRequest<'_>) -> Result<()> {
    let (state, present) = begin(dav, request).await?;
    let already = present.iter().map(|number| state.size(*number)).sum();
    let arrived = Arrived::new(request.ledger, already);
    for number in (1..=state.count()).filter(|number| !present.contains(number)) {
        let start = (number - 1) * state.chunk;
        let stretch = pump::Stretch {
            source: request.source,
            start,
            end: start + state.size(number),
        };
        let url = at(dav, &state.id, &format!("{number:05}"))?;
        let more = headers(dav, request, &state)?;
        // Progress counts what the server has taken: a piece is kept whole or not at all.
        let response =
            direct::send_stretch(dav, stretch, url, &more, |_| {}, || future::ready(Ok(())))
                .await?;
        direct::taken(dav, request, response).await?;
        arrived.add(stretch.end - stretch.start);
    }
    request.source.seal().await?;
    let Some(seen) = precondition(dav, request).await? else {
        return assemble(dav, request, &state, Vec::new()).await;
    };
    let to = dav.http.base.file(request.path);
    let condition = Condition::new(dav, &seen, &expectation(request));
    let mut attempt = Attempt::new(dav, Place::Destination, to, condition);
    loop {
        let headers = attempt.headers([])?;
        let Err(error) = assemble(dav, request, &state, headers).await else {
            attempt.worked();
            return Ok(());
        };
        go_on(dav, request, &seen, &mut attempt, error).await?;
    }
}

/// The MOVE that makes one file of the pieces, unless another one came to its place meanwhile.
async fn assemble(
    dav: &Dav,
    request: &UploadRequest<'_>,
    state: &State,
    conditions: Vec<Header>,
) -> Result<()> {
    let overwrite = if request.replaces.is_some() { "T" } else { "F" };
    let from = at(dav, &state.id, ".file")?;
    let call = Call::new("MOVE", from.clone())
        .fixed("overwrite", overwrite)
        .about(request.path)
        .slow()
        .headers(headers(dav, request, state)?)
        .headers(conditions);
    let transfer = Transfer {
        call,
        from,
        to: request.path,
        slash: false,
        about: request.path,
    };
    match addresses::transfer(dav, &transfer).await {
        Ok(()) => Ok(()),
        Err(error) => Err(busy(dav, request.path, error).await),
    }
}

/// How long a server is left alone that still puts the pieces together.
const ASSEMBLING: Duration = Duration::from_secs(5);

/// 423 while the server itself works on the file, for an answer of ours that was lost: nobody holds it,
/// so it is waited for.
async fn busy(dav: &Dav, path: &DamPath, error: Error) -> Error {
    if !matches!(error.kind, ErrorKind::Locked { .. }) {
        return error;
    }
    let free = match node::look(dav, path).await {
        Ok(seen) => seen.entry.lock.other_holder().is_none(),
        Err(missing) => missing.kind == ErrorKind::NotFound,
    };
    if !free {
        return error;
    }
    Error {
        kind: ErrorKind::Unavailable,
        ..error.retry(Retry::After(ASSEMBLING))
    }
}

/// The upload to go on with, or another one, and which pieces the server has.
async fn begin(dav: &Dav, request: &UploadRequest<'_>) -> Result<(State, BTreeSet<u64>)> {
    let length = request.source.length().0;
    let kept = request
        .ledger
        .resume()
        .and_then(|text| serde_json::from_str::<State>(&text).ok())
        .filter(|state| state.is_ours(length));
    if let Some(state) = kept {
        match pieces(dav, &state, request.path).await {
            Ok(present) => return Ok((state, present)),
            Err(error) if error.kind == ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    let state = State {
        id: new_id(),
        chunk: dav.config.chunk_size.max(length.div_ceil(MOST_CHUNKS)),
        length,
    };
    let mut call = Call::new("MKCOL", at(dav, &state.id, "")?).about(request.path);
    for (name, value) in headers(dav, request, &state)? {
        call = call.header(name, value);
    }
    dav.http.ok(&call).await?;
    let text = serde_json::to_string(&state)
        .map_err(|error| Error::new(ErrorKind::Garbled).caused_by(error))?;
    request.ledger.save(&text);
    Ok((state, BTreeSet::new()))
}

/// Pieces that arrived whole.
async fn pieces(dav: &Dav, state: &State, about: &DamPath) -> Result<BTreeSet<u64>> {
    let call = Call::new("PROPFIND", at(dav, &state.id, "")?)
        .fixed("depth", "1")
        .xml(wire::propfind(false, false))
        .about(about);
    let mut replies = dav.http.multistatus(&call).await?;
    let mut present = BTreeSet::new();
    while let Some(reply) = replies.next().await? {
        let number = segments(&reply.href)
            .pop()
            .and_then(|name| name.parse::<u64>().ok());
        if let Some(number) = number
            && (1..=state.count()).contains(&number)
            && reply.props.length == Some(state.size(number))
        {
            present.insert(number);
        }
    }
    Ok(present)
}

fn headers(
    dav: &Dav,
    request: &UploadRequest<'_>,
    state: &State,
) -> Result<[(HeaderName, header::HeaderValue); 2]> {
    let to = dav.addresses.destination(request.path);
    Ok([
        (DESTINATION, header_text(&to)?),
        (TOTAL, header::HeaderValue::from(state.length)),
    ])
}

fn new_id() -> String {
    format!("damson-{:032x}", fastrand::u128(..))
}

fn at(dav: &Dav, id: &str, name: &str) -> Result<Url> {
    let Some(cloud) = &dav.found.cloud else {
        return Err(Error::new(ErrorKind::Unsupported));
    };
    let path = format!("{}/uploads/{}/{id}/{name}", cloud.dav, cloud.user);
    Ok(dav.http.base.at(path.trim_end_matches('/')))
}

/// A folder for pieces that never become a file: no version, bin or listing knows of them, and the
/// server itself removes what is left there after a day.
pub(super) struct Scratch {
    folder: Url,
    /// Where its one piece goes.
    pub(super) piece: Url,
}

impl Scratch {
    pub(super) async fn make(dav: &Dav, about: &DamPath) -> Result<Self> {
        let id = new_id();
        let folder = at(dav, &id, "")?;
        let call = Call::new("MKCOL", folder.clone()).about(about);
        dav.http.ok(&call).await?;
        let piece = at(dav, &id, "00001")?;
        Ok(Self { folder, piece })
    }

    /// The entity tag of the piece, as it is told.
    pub(super) async fn tag(&self, dav: &Dav, about: &DamPath) -> Result<Option<String>> {
        Ok(look(dav, &self.piece, about).await?.props.tag)
    }

    pub(super) async fn remove(&self, dav: &Dav, about: &DamPath) -> Result<()> {
        if !look(dav, &self.folder, about).await?.props.collection {
            return Ok(());
        }
        let call = Call::new("DELETE", self.folder.clone()).about(about);
        dav.http.ok(&call).await.map(drop)
    }
}

async fn look(dav: &Dav, url: &Url, about: &DamPath) -> Result<Reply> {
    let call = Call::new("PROPFIND", url.clone())
        .fixed("depth", "0")
        .xml(wire::propfind(false, false))
        .about(about);
    let mut replies = dav.http.multistatus(&call).await?;
    let reply = replies.next().await?;
    reply.ok_or_else(|| Error::new(ErrorKind::NotFound).about(about))
}

impl State {
    /// The state is text that went through a journal: nothing in it may lead elsewhere.
    fn is_ours(&self, length: u64) -> bool {
        let id = self.id.strip_prefix("damson-").unwrap_or_default();
        self.length == length
            && self.chunk > 0
            && id.len() == 32
            && id.bytes().all(|b| b.is_ascii_hexdigit())
    }

    fn count(&self) -> u64 {
        self.length.div_ceil(self.chunk)
    }

    /// How many bytes the piece of a number has; the first is 1.
    fn size(&self, number: u64) -> u64 {
        let start = (number - 1) * self.chunk;
        self.chunk.min(self.length.saturating_sub(start))
    }
}
