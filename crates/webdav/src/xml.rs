//! XML of a server, read as it comes: no document type, no entity of the server's own, no depth
//! and no size without a bound.

use std::{
    io,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll},
};

use bytes::Bytes;
use damson_http::body;
use damson_remote::{Error, ErrorKind, Result};
use futures::{Stream, StreamExt as _, stream::BoxStream};
use quick_xml::{
    NsReader,
    events::{BytesRef, Event},
    name::{Namespace, ResolveResult},
};
use reqwest::Response;
use tokio::io::{AsyncRead, BufReader, ReadBuf};
use tokio_util::io::StreamReader;

/// What is read between two rests: one entry of a listing, or one small answer.
const MOST: usize = 1024 * 1024;
const DEEPEST: usize = 64;

/// The parts of a document, in order.
pub(crate) struct Xml {
    reader: NsReader<BufReader<Bounded>>,
    /// How many bytes may come before the next rest.
    allowance: Arc<AtomicUsize>,
    buffer: Vec<u8>,
    depth: usize,
}

/// What comes next in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    Begin(Name),
    Text(String),
    End,
}

/// A name with the namespaces that matter here, if it is one of those that matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Name {
    Dav(&'static str),
    /// ownCloud's and Nextcloud's.
    Cloud(&'static str),
    /// A word of locks in no namespace.
    Bare(&'static str),
    Other,
}

type Pieces = BoxStream<'static, io::Result<Bytes>>;

struct Bounded {
    bytes: StreamReader<Pieces, Bytes>,
    allowance: Arc<AtomicUsize>,
}

impl Xml {
    pub(crate) fn of_response(response: Response) -> Self {
        let pieces = body::streamed(response, None);
        Self::new(pieces.map(|piece| piece.map_err(io::Error::other)))
    }

    pub(crate) fn new(pieces: impl Stream<Item = io::Result<Bytes>> + Send + 'static) -> Self {
        let allowance = Arc::new(AtomicUsize::new(MOST));
        let bounded = Bounded {
            bytes: StreamReader::new(pieces.boxed()),
            allowance: Arc::clone(&allowance),
        };
        let mut reader = NsReader::from_reader(BufReader::with_capacity(16 * 1024, bounded));
        reader.config_mut().expand_empty_elements = true;
        Self {
            reader,
            allowance,
            buffer: Vec::new(),
            depth: 0,
        }
    }

    /// Says that what was read so far is done with, so that as much may come again.
    pub(crate) fn rest(&self) {
        self.allowance.store(MOST, Ordering::Relaxed);
    }

    /// The next part; `None` at the end of the document.
    pub(crate) async fn next(&mut self) -> Result<Option<Part>> {
        loop {
            self.buffer.clear();
            let (namespace, event) = self
                .reader
                .read_resolved_event_into_async(&mut self.buffer)
                .await
                .map_err(unreadable)?;
            let part = match event {
                Event::Start(start) => {
                    self.depth += 1;
                    if self.depth > DEEPEST {
                        return Err(garbled("the answer is nested too deeply"));
                    }
                    Part::Begin(name(&namespace, start.local_name().into_inner()))
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    Part::End
                }
                Event::Text(text) => Part::Text(text.xml10_content().into_owned()),
                Event::CData(text) => Part::Text(text.xml10_content().into_owned()),
                Event::GeneralRef(reference) => Part::Text(resolve(&reference)?),
                // Entities are declared there, and nothing that WebDAV needs.
                Event::DocType(_) => return Err(garbled("the answer declares a document type")),
                Event::Empty(_) => unreachable_empty()?,
                Event::Decl(_) | Event::PI(_) | Event::Comment(_) => continue,
                Event::Eof if self.depth > 0 => {
                    return Err(Error::new(ErrorKind::Offline).said("the answer breaks off"));
                }
                Event::Eof => return Ok(None),
            };
            return Ok(Some(part));
        }
    }
}

impl AsyncRead for Bounded {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        std::task::ready!(Pin::new(&mut self.bytes).poll_read(context, buffer))?;
        let read = buffer.filled().len() - before;
        let left = self.allowance.load(Ordering::Relaxed);
        if read > left {
            return Poll::Ready(Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "one entry of the answer is too large",
            )));
        }
        self.allowance.store(left - read, Ordering::Relaxed);
        Poll::Ready(Ok(()))
    }
}

impl std::fmt::Debug for Xml {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Xml")
            .field("depth", &self.depth)
            .finish_non_exhaustive()
    }
}

/// The words of WebDAV that [`crate::wire`] knows.
const DAV_WORDS: [&str; 26] = [
    "href",
    "status",
    "prop",
    "propstat",
    "response",
    "getcontentlength",
    "getlastmodified",
    "getetag",
    "getcontenttype",
    "displayname",
    "resourcetype",
    "collection",
    "lockdiscovery",
    "activelock",
    "locktoken",
    "lockscope",
    "exclusive",
    "owner",
    "timeout",
    "depth",
    "multistatus",
    "sync-token",
    "sync-collection",
    "current-user-principal",
    "supportedlock",
    "lockentry",
];

/// Those of ownCloud and Nextcloud.
const CLOUD_WORDS: [&str; 10] = [
    "fileid",
    "permissions",
    "lock",
    "lock-owner",
    "lock-owner-displayname",
    "lock-owner-type",
    "lock-timeout",
    "version-label",
    "version-author",
    "checksum",
];

/// What an `activelock` consists of.
const LOCK_WORDS: [&str; 8] = [
    "activelock",
    "locktoken",
    "href",
    "lockscope",
    "exclusive",
    "owner",
    "timeout",
    "depth",
];

fn name(namespace: &ResolveResult<'_>, local: &str) -> Name {
    let known = |words: &[&'static str]| words.iter().find(|word| **word == local).copied();
    let namespace = match namespace {
        ResolveResult::Bound(Namespace(namespace)) => namespace,
        ResolveResult::Unbound => return known(&LOCK_WORDS).map_or(Name::Other, Name::Bare),
        ResolveResult::Unknown(_) => return Name::Other,
    };
    match *namespace {
        "DAV:" => known(&DAV_WORDS).map_or(Name::Other, Name::Dav),
        "http://owncloud.org/ns" | "http://nextcloud.org/ns" => {
            known(&CLOUD_WORDS).map_or(Name::Other, Name::Cloud)
        }
        _ => Name::Other,
    }
}

/// Characters by number and the five names that XML itself has.
fn resolve(reference: &BytesRef<'_>) -> Result<String> {
    let by_number = reference
        .resolve_char_ref()
        .map_err(|why| garbled(&why.to_string()))?;
    if let Some(c) = by_number {
        return Ok(c.to_string());
    }
    let text = match reference.xml10_content().as_ref() {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => return Err(garbled("the answer uses an entity of its own")),
    };
    Ok(text.to_owned())
}

fn unreachable_empty() -> Result<Part> {
    Err(garbled("an empty element came in one piece"))
}

fn unreadable(error: quick_xml::Error) -> Error {
    if let quick_xml::Error::Io(io) = &error {
        // The failure of the connection is inside, with its own kind.
        if let Some(kind) = io
            .get_ref()
            .and_then(|inner| inner.downcast_ref::<Error>())
            .map(|inner| inner.kind.clone())
        {
            return Error::new(kind).caused_by(error);
        }
        if io.kind() == io::ErrorKind::UnexpectedEof {
            return Error::new(ErrorKind::Offline).caused_by(error);
        }
    }
    garbled(&error.to_string())
}

fn garbled(why: &str) -> Error {
    Error::new(ErrorKind::Garbled).said(why)
}

#[cfg(test)]
mod tests {
    use futures::stream;

    use super::*;

    fn xml(pieces: Vec<Vec<u8>>) -> Xml {
        Xml::new(stream::iter(
            pieces.into_iter().map(|piece| Ok(piece.into())),
        ))
    }

    async fn all(text: &str) -> Result<Vec<Part>, ErrorKind> {
        // Cut everywhere, as a network may.
        let mut xml = xml(text.bytes().map(|byte| vec![byte]).collect());
        let mut parts = Vec::new();
        loop {
            match xml.next().await {
                Ok(Some(part)) => parts.push(part),
                Ok(None) => return Ok(parts),
                Err(error) => return Err(error.kind),
            }
        }
    }

    #[tokio::test]
    async fn knows_names_by_their_namespace() {
        let parts = all("<?xml version=\"1.0\"?><a:href xmlns:a='DAV:'>x &amp; &#252;</a:href>")
            .await
            .unwrap();
        let text: String = parts
            .iter()
            .filter_map(|part| match part {
                Part::Text(text) => Some(text.as_str()),
                Part::Begin(_) | Part::End => None,
            })
            .collect();
        assert_eq!(text, "x & ü");
        assert_eq!(parts[0], Part::Begin(Name::Dav("href")));
        assert_eq!(
            all("<href/>").await.unwrap()[0],
            Part::Begin(Name::Bare("href"))
        );
        assert_eq!(all("<prop/>").await.unwrap()[0], Part::Begin(Name::Other));
        let cloud = all("<fileid xmlns='http://owncloud.org/ns'/>").await;
        assert_eq!(cloud.unwrap()[0], Part::Begin(Name::Cloud("fileid")));
        let unknown = all("<fileid xmlns='DAV:'/>").await.unwrap();
        assert_eq!(unknown[0], Part::Begin(Name::Other));
    }

    #[tokio::test]
    async fn expands_no_entities() {
        let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><x>&b;</x>";
        assert_eq!(all(bomb).await, Err(ErrorKind::Garbled));
        assert_eq!(all("<x>&b;</x>").await, Err(ErrorKind::Garbled));
        let file = "<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><x/>";
        assert_eq!(all(file).await, Err(ErrorKind::Garbled));
    }

    #[tokio::test]
    async fn has_a_bottom() {
        assert_eq!(all(&"<x>".repeat(1000)).await, Err(ErrorKind::Garbled));
        let endless = stream::repeat_with(|| Ok(Bytes::from_static(&[b'a'; 4096])));
        let mut xml = Xml::new(stream::iter([Ok(Bytes::from_static(b"<x>"))]).chain(endless));
        let error = loop {
            match xml.next().await {
                Ok(Some(_)) => {}
                Ok(None) => panic!("an endless document ended"),
                Err(error) => break error,
            }
        };
        assert_eq!(error.kind, ErrorKind::Garbled);
    }

    #[tokio::test]
    async fn a_document_that_breaks_off_is_no_document() {
        assert_eq!(all("<x><y></y>").await, Err(ErrorKind::Offline));
        assert_eq!(all("<x></y>").await, Err(ErrorKind::Garbled));
    }
}
