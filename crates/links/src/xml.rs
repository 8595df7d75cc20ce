//! XML that a stranger wrote, read as it comes: names without their prefixes, no entities of the
//! document's own, and no text longer than a bound.

use std::io::{BufReader, Read};

use quick_xml::{
    NsReader,
    events::{BytesStart, Event},
    name::{Namespace, ResolveResult},
};

use crate::{
    Error, Result,
    bounded::{LONGEST_TEXT, too_large},
};

const DEEPEST: usize = 256;

/// One part of a document.
pub(crate) enum Part {
    /// `text` of the elements before it is over.
    Begin(Element),
    Text(String),
    /// The element that ends, without its prefix.
    End(String),
}

pub(crate) struct Element {
    /// Without its prefix.
    pub(crate) name: String,
    /// Empty where it has none.
    pub(crate) namespace: String,
    /// Names with their prefixes, and decoded values.
    pub(crate) attributes: Vec<(String, String)>,
}

impl Element {
    /// The value of an attribute, whatever its prefix.
    pub(crate) fn get(&self, local: &str) -> Option<&str> {
        let mut all = self.attributes.iter();
        all.find(|(name, _)| name.rsplit(':').next() == Some(local))
            .map(|(_, value)| value.as_str())
    }
}

pub(crate) struct Xml<R> {
    reader: NsReader<BufReader<R>>,
    buffer: Vec<u8>,
    depth: usize,
}

impl<R: Read> Xml<R> {
    pub(crate) fn new(bytes: R) -> Self {
        let mut reader = NsReader::from_reader(BufReader::with_capacity(64 * 1024, bytes));
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_end_names = false;
        Self {
            reader,
            buffer: Vec::new(),
            depth: 0,
        }
    }

    /// The next part; `None` at the end.
    pub(crate) fn next(&mut self) -> Result<Option<Part>> {
        loop {
            self.buffer.clear();
            let (namespace, event) = self
                .reader
                .read_resolved_event_into(&mut self.buffer)
                .map_err(|error| unreadable(&error))?;
            return Ok(Some(match event {
                Event::Start(start) => {
                    self.depth += 1;
                    if self.depth > DEEPEST {
                        return Err(Error::Broken("the document is nested too deeply"));
                    }
                    Part::Begin(element(&namespace, &start))
                }
                Event::End(end) => {
                    self.depth = self.depth.saturating_sub(1);
                    Part::End(end.local_name().into_inner().to_owned())
                }
                Event::Text(text) => Part::Text(short(&text.xml10_content())),
                Event::CData(text) => Part::Text(short(&text.xml10_content())),
                Event::GeneralRef(reference) => {
                    let by_number = reference.resolve_char_ref().ok().flatten();
                    let name = reference.xml10_content();
                    Part::Text(by_number.map_or_else(|| named(&name).to_owned(), String::from))
                }
                Event::Empty(_)
                | Event::Decl(_)
                | Event::PI(_)
                | Event::Comment(_)
                | Event::DocType(_) => continue,
                Event::Eof => return Ok(None),
            }));
        }
    }
}

fn element(namespace: &ResolveResult<'_>, start: &BytesStart<'_>) -> Element {
    let namespace = match namespace {
        ResolveResult::Bound(Namespace(bound)) => (*bound).to_owned(),
        ResolveResult::Unbound | ResolveResult::Unknown(_) => String::new(),
    };
    let attributes = start
        .attributes()
        .with_checks(false)
        .filter_map(std::result::Result::ok)
        .map(|attribute| {
            let name = attribute.key.into_inner();
            let value = attribute.value;
            let value = quick_xml::escape::unescape_with(&value, |name| Some(named(name)))
                .map_or_else(|_| short(&value), |value| short(&value));
            (name.to_owned(), value)
        })
        .collect();
    Element {
        name: start.local_name().into_inner().to_owned(),
        namespace,
        attributes,
    }
}

/// The five names that XML itself has; nothing for the document's own.
fn named(name: &str) -> &'static str {
    match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => "",
    }
}

fn short(text: &str) -> String {
    let mut end = text.len().min(LONGEST_TEXT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[..end].to_owned()
}

fn unreadable(error: &quick_xml::Error) -> Error {
    if let quick_xml::Error::Io(io) = error
        && too_large(io)
    {
        return Error::TooLarge;
    }
    Error::Broken("the document is no XML that can be read")
}
