//! What the server is asked to check in the moment of a write, in the form that this very server was
//! seen to take.
//!
//! Servers differ by header and by verb: some compare, some take every condition for fulfilled, and
//! some refuse each one whatever it says. What one does is tried on a file of the upload's own
//! (`upload::trial`) and learnt from every write.

use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};

use damson_http::header::text as header_text;
use damson_remote::{Error, ErrorKind, Expect, LockToken, Result, WriteGuard};
use http::{HeaderName, HeaderValue, header};
use url::Url;

use crate::{map::Seen, probe::Family, remote::Dav};

pub(crate) const IF: HeaderName = HeaderName::from_static("if");

pub(crate) type Header = (HeaderName, HeaderValue);

/// What a server does with one kind of condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effect {
    Unknown,
    Honoured,
    /// It writes whatever the condition says.
    Ignored,
    /// It writes never, not even where the condition holds.
    Refused,
}

/// The kinds of conditions that a server may treat differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    IfMatch,
    IfNoneMatch,
    /// `If` with an entity tag and no token.
    Tagged,
    /// `If` with an entity tag and a lock's token.
    TaggedWithToken,
    /// `If` about a whole address, not a path alone.
    Addressed,
}

/// What was found out about the conditions of one server.
#[derive(Debug, Default)]
pub(crate) struct Known {
    effects: [AtomicU8; 5],
    /// The trial was made, with whatever result, in this process or an earlier one.
    pub(crate) tried: AtomicBool,
    /// The server gives no entity tags, so that there is nothing to compare.
    pub(crate) has_no_tags: AtomicBool,
}

const NO_TAGS: &str = "no entity tags";

impl Effect {
    const ALL: [Self; 4] = [Self::Unknown, Self::Honoured, Self::Ignored, Self::Refused];

    fn word(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Honoured => "honoured",
            Self::Ignored => "ignored",
            Self::Refused => "always refused",
        }
    }
}

impl Kind {
    pub(crate) const ALL: [Self; 5] = [
        Self::IfMatch,
        Self::IfNoneMatch,
        Self::Tagged,
        Self::TaggedWithToken,
        Self::Addressed,
    ];

    fn word(self) -> &'static str {
        match self {
            Self::IfMatch => "If-Match",
            Self::IfNoneMatch => "If-None-Match",
            Self::Tagged => "If with a tag",
            Self::TaggedWithToken => "If with a tag and a token",
            Self::Addressed => "If about an address",
        }
    }
}

impl Known {
    pub(crate) fn effect(&self, kind: Kind) -> Effect {
        let number = self.effects[kind as usize].load(Ordering::Relaxed);
        let found = Effect::ALL.get(usize::from(number));
        found.copied().unwrap_or(Effect::Unknown)
    }

    pub(crate) fn note(&self, kind: Kind, effect: Effect) {
        self.effects[kind as usize].store(effect as u8, Ordering::Relaxed);
    }

    fn lacks_tags(&self) -> bool {
        self.has_no_tags.load(Ordering::Relaxed)
    }

    /// What is known, a line for each kind, for a later process.
    pub(crate) fn lines(&self) -> impl Iterator<Item = String> {
        let known = Kind::ALL.map(|kind| (kind, self.effect(kind)));
        let told = known
            .into_iter()
            .filter(|(_, effect)| *effect != Effect::Unknown);
        let told = told.map(|(kind, effect)| format!("{}: {}", kind.word(), effect.word()));
        told.chain(self.lacks_tags().then(|| NO_TAGS.to_owned()))
    }

    /// Takes up a line of [`Known::lines`].
    pub(crate) fn recall(&self, line: &str) {
        if line == NO_TAGS {
            self.has_no_tags.store(true, Ordering::Relaxed);
            self.tried.store(true, Ordering::Relaxed);
        }
        let Some((kind, effect)) = line.split_once(": ") else {
            return;
        };
        let kind = Kind::ALL.into_iter().find(|known| known.word() == kind);
        let effect = Effect::ALL.into_iter().find(|known| known.word() == effect);
        if let (Some(kind), Some(effect)) = (kind, effect) {
            self.note(kind, effect);
            self.tried.store(true, Ordering::Relaxed);
        }
    }

    /// What guards a file that is replaced; `moved` where it is by a MOVE onto it.
    pub(crate) fn guard(&self, moved: bool) -> WriteGuard {
        if self.lacks_tags() {
            return WriteGuard::Look;
        }
        let kind = if moved { Kind::Tagged } else { Kind::IfMatch };
        match self.effect(kind) {
            Effect::Honoured => WriteGuard::Server,
            Effect::Ignored | Effect::Refused => WriteGuard::Look,
            Effect::Unknown => WriteGuard::Unknown,
        }
    }
}

/// What is expected of the place of a write, as it was seen right before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Condition {
    token: Option<LockToken>,
    tag: Option<String>,
}

impl Condition {
    /// `seen` was read right before and found to be as expected.
    pub(crate) fn new(dav: &Dav, seen: &Seen, expect: &Expect) -> Self {
        Self {
            token: token(dav, seen, expect.token.as_ref()),
            tag: expect.revision.as_ref().and(seen.strong_tag.clone()),
        }
    }
}

/// The proof of our lock, if there is one: as the server shows it, else as it was kept.
pub(crate) fn token(dav: &Dav, seen: &Seen, kept: Option<&LockToken>) -> Option<LockToken> {
    if !seen.entry.lock.is_mine() || dav.found.user_locks {
        return None;
    }
    let own = || dav.held.token(&seen.entry.path);
    seen.token.clone().or_else(|| kept.cloned()).or_else(own)
}

/// Which place a condition is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// The request's own address, of a PUT: a list needs no tag, and nginx finds no token behind one.
    Alone,
    /// The request's own address, of a request that touches other places too.
    Own,
    /// The destination of a MOVE, about which `If-Match` says nothing.
    Destination,
}

/// In which header an entity tag is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    IfMatch,
    /// In the list (RFC 4918, 10.4) that proves the lock as well, tagged with the whole address.
    Address,
    /// In the same list, tagged with the path alone.
    Path,
    /// In none: then looking right before has to do.
    Untagged,
}

impl Form {
    fn kind(self, token: bool) -> Option<Kind> {
        match (self, token) {
            (Self::IfMatch, _) => Some(Kind::IfMatch),
            (Self::Address | Self::Path, false) => Some(Kind::Tagged),
            (Self::Address | Self::Path, true) => Some(Kind::TaggedWithToken),
            (Self::Untagged, _) => None,
        }
    }
}

/// One write with its condition: the form in which it is said, and the next one where the server
/// refuses it although a fresh look finds everything as expected.
#[derive(Debug)]
pub(crate) struct Attempt<'d> {
    dav: &'d Dav,
    condition: Condition,
    place: Place,
    url: Url,
    forms: Vec<Form>,
    refused: Vec<Form>,
}

impl<'d> Attempt<'d> {
    /// `url` is the address that the condition is about.
    pub(crate) fn new(dav: &'d Dav, place: Place, url: Url, condition: Condition) -> Self {
        let has_token = condition.token.is_some();
        let mut forms = match (place, has_token) {
            (Place::Alone, false) => vec![Form::IfMatch, Form::Path],
            (Place::Alone, true) => vec![Form::Path, Form::IfMatch],
            (Place::Own, false) => vec![Form::IfMatch, Form::Address, Form::Path],
            // Both in one header, which every server that compares tags there takes.
            (Place::Own, true) => vec![Form::Address, Form::Path, Form::IfMatch],
            (Place::Destination, _) => vec![Form::Address, Form::Path],
        };
        if dav.found.conditions.effect(Kind::Addressed) != Effect::Honoured {
            forms.retain(|form| *form != Form::Address);
        }
        let effect = |form: &Form| {
            form.kind(has_token)
                .map(|kind| dav.found.conditions.effect(kind))
        };
        forms.retain(|form| effect(form) != Some(Effect::Refused));
        // What protects comes before what is ignored.
        forms.sort_by_key(|form| effect(form) == Some(Effect::Ignored));
        forms.push(Form::Untagged);
        if condition.tag.is_none() {
            forms = vec![Form::Untagged];
        }
        Self {
            dav,
            condition,
            place,
            url,
            forms,
            refused: Vec::new(),
        }
    }

    /// The headers of the next try; `inside` are lists about what lies below the place.
    pub(crate) fn headers(&self, inside: impl IntoIterator<Item = String>) -> Result<Vec<Header>> {
        let mut headers = Vec::new();
        let form = self.forms.first().copied().unwrap_or(Form::Untagged);
        let tag = self.condition.tag.as_deref();
        if let (Form::IfMatch, Some(tag)) = (form, tag) {
            headers.push((header::IF_MATCH, header_text(tag)?));
        }
        let own = self.list(form, tag);
        let lists: Vec<String> = own.into_iter().chain(inside).collect();
        if !lists.is_empty() {
            headers.push((IF, header_text(&lists.join(" "))?));
        }
        Ok(headers)
    }

    /// A tagged list about the place.
    fn list(&self, form: Form, tag: Option<&str>) -> Option<String> {
        let tag = tag.filter(|_| matches!(form, Form::Address | Form::Path));
        let inside = match (&self.condition.token, tag) {
            (Some(token), Some(tag)) => format!("(<{}> [{tag}])", token.0),
            (Some(token), None) => format!("(<{}>)", token.0),
            (None, Some(tag)) => format!("([{tag}])"),
            (None, None) => return None,
        };
        // Without a tag it ends the process of webdav-server.
        if self.place == Place::Alone && self.dav.found.family != Family::Npm {
            return Some(inside);
        }
        Some(match form {
            Form::Address => by_url(&self.url, &inside),
            Form::Path => by_path(self.dav, &self.url, &inside),
            Form::IfMatch | Form::Untagged => list(self.dav, &self.url, &inside),
        })
    }

    /// Notes that the server wrote under this form: those that it refused before are no use here.
    pub(crate) fn worked(&self) {
        let known = &self.dav.found.conditions;
        let by_path = self.forms.first() == Some(&Form::Path);
        for form in &self.refused {
            if *form == Form::Address && by_path {
                known.note(Kind::Addressed, Effect::Refused);
            } else if let Some(kind) = form.kind(self.condition.token.is_some()) {
                known.note(kind, Effect::Refused);
            }
        }
    }

    /// Whether a refusal may be of the form alone, and another one is left.
    pub(crate) fn may_go_on(&self, error: &Error) -> bool {
        error.kind == ErrorKind::Changed && self.forms.len() > 1
    }

    /// Goes on to the next form. The caller looked again and found everything as expected.
    pub(crate) fn next(&mut self) {
        let refused = self.forms.remove(0);
        self.refused.push(refused);
    }
}

/// A list tagged with the place that it is about: with the whole address where the server was seen to
/// compare what is said of one, else with the path alone.
pub(crate) fn list(dav: &Dav, url: &Url, inside: &str) -> String {
    match dav.found.conditions.effect(Kind::Addressed) {
        Effect::Honoured => by_url(url, inside),
        Effect::Unknown | Effect::Ignored | Effect::Refused => by_path(dav, url, inside),
    }
}

pub(crate) fn by_url(url: &Url, inside: &str) -> String {
    format!("<{url}> {inside}")
}

/// WsgiDAV ignores what is said of a whole address.
pub(crate) fn by_path(dav: &Dav, url: &Url, inside: &str) -> String {
    format!("<{}> {inside}", dav.addresses.inside(url.path()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_of_conditions_outlives_the_process() {
        let known = Known::default();
        assert_eq!(known.lines().count(), 0);
        assert_eq!(known.guard(true), WriteGuard::Unknown);
        known.note(Kind::IfMatch, Effect::Honoured);
        known.note(Kind::Tagged, Effect::Refused);
        let later = Known::default();
        for line in known.lines() {
            later.recall(&line);
        }
        assert!(later.tried.load(Ordering::Relaxed));
        assert_eq!(later.guard(false), WriteGuard::Server);
        assert_eq!(later.guard(true), WriteGuard::Look);
        assert_eq!(later.effect(Kind::IfNoneMatch), Effect::Unknown);
        for odd in ["", "If-Match", "If-Match: perhaps", "locks: honoured"] {
            let none = Known::default();
            none.recall(odd);
            assert_eq!(none.lines().count(), 0, "{odd}");
        }
    }
}
