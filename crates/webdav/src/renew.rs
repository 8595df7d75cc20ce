//! Prolonging a lock: one header, which servers take in different forms.

use std::sync::atomic::Ordering;

use damson_core::{DamPath, Lock};
use damson_http::header::text as header_text;
use damson_remote::{ErrorKind, LockToken, Result};
use http::{HeaderValue, StatusCode};

use crate::{
    conditions::IF,
    http::{Answer, Call},
    node,
    probe::Family,
    remote::Dav,
};

/// How an `If` header says which lock is meant (RFC 4918, 10.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// Tagged with the whole address. WsgiDAV ignores it then.
    Address,
    /// Without an address. It ends the process of webdav-server.
    Untagged,
    /// Tagged with the path of the address. It ends the process of chezdav.
    Path,
}

impl Form {
    /// The order in which they are tried. What ends a process comes only after the forms that
    /// every server which dies of it takes.
    fn all(dav: &Dav) -> &'static [Self] {
        match dav.found.family {
            Family::Npm => &[Self::Address, Self::Path],
            Family::WsgiDav => &[Self::Untagged, Self::Path],
            Family::Apache | Family::Cloud | Family::Whole | Family::Other => {
                &[Self::Address, Self::Untagged, Self::Path]
            }
        }
    }

    fn number(self) -> u8 {
        match self {
            Self::Address => 1,
            Self::Untagged => 2,
            Self::Path => 3,
        }
    }

    fn header(self, dav: &Dav, path: &DamPath, token: &LockToken) -> Result<HeaderValue> {
        let url = dav.http.base.file(path);
        let text = match self {
            Self::Address => format!("<{url}> (<{}>)", token.0),
            Self::Untagged => format!("(<{}>)", token.0),
            Self::Path => format!("<{}> (<{}>)", url.path(), token.0),
        };
        header_text(&text)
    }
}

/// What came of it.
#[derive(Debug)]
pub(crate) enum Renewed {
    /// The server took it; its answer tells for how long.
    Yes(Answer),
    /// The lock is no longer ours; or it is, and the server takes no form of the header.
    Refused,
}

/// Asks the server to prolong our lock. The form that it took once is the only one from then on.
pub(crate) async fn renew(
    dav: &Dav,
    path: &DamPath,
    token: &LockToken,
    lasts: HeaderValue,
) -> Result<Renewed> {
    let known = dav.found.renewed_by.load(Ordering::Relaxed);
    let forms = Form::all(dav).iter().copied();
    for form in forms.filter(|form| known == 0 || form.number() == known) {
        let call = Call::new("LOCK", dav.http.base.file(path))
            .header(IF, form.header(dav, path, token)?)
            .header(crate::checkout::TIMEOUT, lasts.clone())
            .about(path);
        let answer = dav.http.send(&call).await?;
        let status = answer.status();
        if status.is_success() && status != StatusCode::MULTI_STATUS {
            dav.found.renewed_by.store(form.number(), Ordering::Relaxed);
            return Ok(Renewed::Yes(answer));
        }
        if !matches!(status.as_u16(), 207 | 400 | 404 | 409 | 412 | 423) {
            return Err(dav.http.failed(answer, Some(path)).await);
        }
        // Refused for its form, or because the lock is gone: another form only asks about a lock
        // that is there.
        match node::look(dav, path).await {
            Ok(seen) if seen.entry.lock == Lock::Mine => {}
            Ok(_) => return Ok(Renewed::Refused),
            Err(error) if error.kind == ErrorKind::NotFound => return Ok(Renewed::Refused),
            Err(error) => return Err(error),
        }
    }
    Ok(Renewed::Refused)
}
