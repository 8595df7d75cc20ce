//! How the server spells its own addresses, and moves and copies to them.
//!
//! A front server may end TLS, change the host, the port or a part of the path, and leave alone what
//! a header says of them. So where something is to go (`Destination`, RFC 4918, 10.3) is written in
//! the form that this very server was seen to understand, and looked at once the server says yes.

use std::sync::atomic::{AtomicUsize, Ordering};

use damson_core::DamPath;
use damson_http::{encode::encode_path, header::text as header_text};
use damson_remote::{Error, ErrorKind, Result, Retry};
use http::{HeaderName, StatusCode};
use url::Url;

use crate::{
    config::Base,
    folders,
    http::{Answer, Call},
    named, node,
    remote::Dav,
    wire::{self, Multistatus},
    xml::Xml,
};

pub(crate) const DESTINATION: HeaderName = HeaderName::from_static("destination");

/// How a `Destination` may be written for this server, the likeliest form first.
#[derive(Debug)]
pub(crate) struct Addresses {
    /// What is put before the path below the root.
    forms: Vec<String>,
    /// One more than the form that is known to work; 0 while none is.
    proven: AtomicUsize,
    /// The path of the root as it is asked for, and as the server spells it.
    asked: String,
    spelled: String,
}

/// What is to be moved or copied.
pub(crate) struct Transfer<'a> {
    /// `MOVE` or `COPY` with everything but its destination.
    pub(crate) call: Call<'a>,
    pub(crate) from: Url,
    pub(crate) to: &'a DamPath,
    /// A folder, or what a server wants spelled like one.
    pub(crate) slash: bool,
    pub(crate) about: &'a DamPath,
}

impl Addresses {
    /// `root` is the address by which the server names its root.
    pub(crate) fn new(base: &Base, root: &str) -> Self {
        let asked = base.prefix().to_owned();
        let own = own_root(base, root);
        let full = base.as_str().to_owned();
        let mut forms = Vec::new();
        let mut add = |form: String| {
            if !forms.contains(&form) {
                forms.push(form);
            }
        };
        let spelled = own.as_ref().map_or(&asked, |own| &own.1).clone();
        if let Some((origin, path)) = own.filter(|own| own.0 != base.origin() || own.1 != asked) {
            add(format!("{origin}{path}"));
            add(format!("{}{path}", base.origin()));
        } else {
            add(full.clone());
        }
        add(spelled.clone());
        // A server behind one that ends TLS may know itself by plain http, and want to be told so.
        if let Some(rest) = base.origin().strip_prefix("https://") {
            add(format!("http://{rest}{spelled}"));
        }
        add(full);
        Self {
            forms,
            proven: AtomicUsize::new(0),
            asked,
            spelled,
        }
    }

    /// Where an asset goes, in the form that is known to work, or else the likeliest.
    pub(crate) fn destination(&self, to: &DamPath) -> String {
        format!("{}{}", self.form(), encode_path(to))
    }

    /// An address of the server outside the DAM, in the same form.
    pub(crate) fn address(&self, url: &Url) -> String {
        let path = self.inside(url.path());
        let origin = Url::parse(self.form()).map(|form| form.origin().ascii_serialization());
        origin.map_or_else(|_| path.to_string(), |origin| format!("{origin}{path}"))
    }

    fn form(&self) -> &str {
        let form = self.proven.load(Ordering::Relaxed).saturating_sub(1);
        self.forms.get(form).map_or("", String::as_str)
    }

    /// The path of an address as the server spells it, for what a header says of it.
    pub(crate) fn inside<'u>(&self, path: &'u str) -> std::borrow::Cow<'u, str> {
        match path.strip_prefix(&self.asked) {
            Some(rest) if self.asked != self.spelled => format!("{}{rest}", self.spelled).into(),
            Some(_) | None => path.into(),
        }
    }

    fn untried(&self) -> &[String] {
        match self.proven.load(Ordering::Relaxed) {
            0 => &self.forms,
            known => self.forms.get(known - 1..known).unwrap_or_default(),
        }
    }

    fn prove(&self, form: &str) {
        let at = self.forms.iter().position(|known| known == form);
        self.proven
            .store(at.map_or(0, |at| at + 1), Ordering::Relaxed);
    }

    fn is_proven(&self) -> bool {
        self.proven.load(Ordering::Relaxed) > 0
    }
}

/// Origin and path by which the server names its root; `None` for what is no address.
fn own_root(base: &Base, root: &str) -> Option<(String, String)> {
    let root = root.trim();
    if !root.starts_with('/') && !root.contains("://") {
        return None;
    }
    let url = base.at("/").join(root).ok()?;
    if !matches!(url.scheme(), "http" | "https") {
        return None;
    }
    let path = url.path().trim_end_matches('/').to_owned();
    Some((url.origin().ascii_serialization(), path))
}

/// Moves or copies, in the form that works on this server. While none is known, a form that is
/// refused is followed by the next one, as long as nothing has moved; and what the server says yes
/// to is looked at.
pub(crate) async fn transfer(dav: &Dav, transfer: &Transfer<'_>) -> Result<()> {
    let addresses = &dav.addresses;
    let mut first = None;
    let known = addresses.is_proven();
    for form in addresses.untried() {
        let slash = if transfer.slash { "/" } else { "" };
        let place = format!("{form}{}{slash}", encode_path(transfer.to));
        let call = transfer
            .call
            .clone()
            .header(DESTINATION, header_text(&place)?);
        let answer = dav.http.send(&call).await?;
        let status = answer.status();
        match done(dav, answer, transfer.about).await {
            Ok(()) if known => return Ok(()),
            Ok(()) => {
                arrived(dav, transfer.to, transfer.about).await?;
                addresses.prove(form);
                return Ok(());
            }
            Err(error) if known || !is_about_address(status) => return Err(error),
            Err(error) => {
                let moved = !is_still_there(dav, &transfer.from, transfer.about).await?;
                if moved && error.kind == ErrorKind::NotFound {
                    // Somebody else took it away.
                    return Err(error);
                }
                let first = first.get_or_insert((status, error));
                if moved {
                    let words = first.1.said.clone().unwrap_or_default();
                    return Err(elsewhere(dav, transfer.to, transfer.about, &words).await);
                }
            }
        }
    }
    Err(match first {
        // It refuses every address, so that asking again is no use.
        Some((StatusCode::BAD_GATEWAY, error)) => Error {
            kind: ErrorKind::Unsupported,
            retry: Retry::Never,
            ..error
        },
        Some((_, error)) => error,
        None => Error::new(ErrorKind::Unsupported).about(transfer.about),
    })
}

/// Whether an answer may mean that the destination was not understood.
fn is_about_address(status: StatusCode) -> bool {
    matches!(
        status.as_u16(),
        400 | 403 | 404 | 405 | 409 | 415 | 500 | 501 | 502
    )
}

/// Success, or what is wrong; a multistatus names what did not work (RFC 4918, 9.9.4).
async fn done(dav: &Dav, answer: Answer, about: &DamPath) -> Result<()> {
    if answer.status() == StatusCode::MULTI_STATUS {
        return folders::whole(answer, about).await.map(drop);
    }
    if answer.status().is_success() {
        return Ok(());
    }
    Err(dav.http.failed(answer, Some(about)).await)
}

/// Looks whether what the server moved or copied is where it was told to go.
pub(crate) async fn arrived(dav: &Dav, to: &DamPath, about: &DamPath) -> Result<()> {
    match node::look(dav, to).await {
        Err(error) if error.kind == ErrorKind::NotFound => {
            if named::path_as_listed(dav, to).await? != *to {
                return Ok(());
            }
            Err(elsewhere(dav, to, about, "the server said yes").await)
        }
        Ok(_) | Err(_) => Ok(()),
    }
}

/// What to say of something that is neither where it was nor where it was to go: where it is, if a
/// part of the address that a front server takes away explains it.
async fn elsewhere(dav: &Dav, to: &DamPath, about: &DamPath, said: &str) -> Error {
    let prefix = dav.reader.roots.iter().find(|root| !root.is_empty());
    let guess = prefix.and_then(|root| {
        let mut names = root.iter().map(String::as_str).chain(to.names());
        names.try_fold(DamPath::root(), |path, name| path.join(name).ok())
    });
    let error = Error::new(ErrorKind::Garbled).about(about);
    if let Some(guess) = guess
        && node::look(dav, &guess).await.is_ok()
    {
        return error.said(format!(
            "{said}, and put it at {guess} instead of {to}: a front server changes addresses"
        ));
    }
    // Another node of the server may not have heard of it yet.
    error
        .retry(Retry::After(std::time::Duration::from_secs(2)))
        .said(format!("{said}, and nothing is at {to}"))
}

/// Whether something is at an address still, of whatever kind.
async fn is_still_there(dav: &Dav, at: &Url, about: &DamPath) -> Result<bool> {
    let call = Call::new("PROPFIND", at.clone())
        .fixed("depth", "0")
        .xml(wire::propfind_type())
        .about(about);
    let answer = dav.http.send(&call).await?;
    match answer.status() {
        StatusCode::NOT_FOUND | StatusCode::GONE => Ok(false),
        StatusCode::MULTI_STATUS => {
            let mut replies = Multistatus::new(Xml::of_response(answer.response));
            Ok(replies
                .next()
                .await?
                .is_some_and(|reply| !reply.is_missing()))
        }
        _ => Err(dav.http.failed(answer, Some(about)).await),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(base: &str, root: &str) -> Vec<String> {
        Addresses::new(&Base::parse(base).unwrap(), root).forms
    }

    #[test]
    fn the_servers_own_spelling_comes_first() {
        assert_eq!(
            forms("http://dam.example/dav", "/dav/"),
            ["http://dam.example/dav", "/dav"]
        );
        // TLS ends before the server.
        assert_eq!(
            forms("https://dam.example/dav", "/dav"),
            ["https://dam.example/dav", "/dav", "http://dam.example/dav"]
        );
        // The front server has another name and takes a part of the path away.
        assert_eq!(
            forms("https://dam.example/x/dav", "http://inner:8080/dav/"),
            [
                "http://inner:8080/dav",
                "https://dam.example/dav",
                "/dav",
                "http://dam.example/dav",
                "https://dam.example/x/dav"
            ]
        );
        for odd in ["", "nonsense", "mailto:x@y", "ftp://x/dav"] {
            assert_eq!(
                forms("http://dam.example/dav", odd),
                ["http://dam.example/dav", "/dav"],
                "{odd}"
            );
        }
    }

    #[test]
    fn headers_say_paths_as_the_server_does() {
        let addresses = Addresses::new(&Base::parse("https://dam.example/x/dav").unwrap(), "/dav/");
        assert_eq!(addresses.inside("/x/dav/a%20b"), "/dav/a%20b");
        let outside = Url::parse("https://dam.example/x/dav/v/1").unwrap();
        assert_eq!(addresses.address(&outside), "https://dam.example/dav/v/1");
        addresses.prove("/dav");
        assert_eq!(addresses.address(&outside), "/dav/v/1");
        addresses.prove("https://dam.example/dav");
        let same = Addresses::new(&Base::parse("https://dam.example/dav").unwrap(), "/dav/");
        assert_eq!(same.inside("/dav/a"), "/dav/a");
        let path = DamPath::parse("a b/c.psd").unwrap();
        assert_eq!(
            addresses.destination(&path),
            "https://dam.example/dav/a%20b/c.psd"
        );
    }
}
