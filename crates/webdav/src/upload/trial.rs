//! What a server does with conditions, tried on a small file of this client's own before the first
//! file is replaced. Nothing else is touched, and what was found out is remembered.

use std::sync::atomic::Ordering;

use damson_http::header::text as header_text;
use damson_remote::{ErrorKind, Result, UploadRequest};
use http::{HeaderValue, header};
use url::Url;

use super::{
    aside::{Leftover, beginning},
    chunked, direct,
};
use crate::{
    conditions::{Effect, Header, IF, Kind, by_path, by_url},
    http::Call,
    map::Seen,
    node,
    probe::Family,
    remote::Dav,
};

/// A tag that nothing has.
const WRONG: &str = "\"damson-nothing-has-this\"";

/// Makes the trial where none was made. `before` is what the upload replaces. A server that lets
/// none be made stays unknown: then the usual conditions are sent.
pub(super) async fn conditions(dav: &Dav, request: &UploadRequest<'_>, before: Option<&Seen>) {
    if dav.found.conditions.tried.swap(true, Ordering::Relaxed) {
        return;
    }
    let tagged = before.is_some_and(|seen| seen.strong_tag.is_some());
    if let Err(error) = Box::pin(try_all(dav, request, tagged)).await {
        tracing::debug!(kind = ?error.kind, "what conditions do here was not found out");
    }
}

/// Where the file of a trial lies.
enum Ground {
    /// Beside what is uploaded, under a name of its own.
    Beside(Leftover),
    /// In a folder for pieces of uploads. Beside a file Nextcloud takes no name that ends like this,
    /// and keeps what is removed in a bin.
    Pieces(chunked::Scratch),
}

/// The file of one trial.
struct Trial<'a> {
    dav: &'a Dav,
    request: &'a UploadRequest<'a>,
    ground: Ground,
    url: Url,
}

/// What a look at the file says of its tag.
struct Tagged {
    any: bool,
    strong: Option<String>,
}

async fn try_all(dav: &Dav, request: &UploadRequest<'_>, tagged: bool) -> Result<()> {
    let (ground, url) = if dav.found.family == Family::Cloud {
        let scratch = chunked::Scratch::make(dav, request.path).await?;
        let url = scratch.piece.clone();
        (Ground::Pieces(scratch), url)
    } else {
        let file = Leftover::named(dav, request.path, beginning(dav))?;
        let url = dav.http.base.file(&file.place);
        (Ground::Beside(file), url)
    };
    let trial = Trial {
        dav,
        request,
        ground,
        url,
    };
    let tried = trial.all(tagged).await;
    if let Ground::Pieces(scratch) = &trial.ground {
        scratch.remove(dav, request.path).await?;
    }
    tried
}

impl Trial<'_> {
    async fn all(&self, tagged: bool) -> Result<()> {
        if !self.put(direct::nothing_there()).await? {
            return Ok(());
        }
        let known = &self.dav.found.conditions;
        let replaced = self.put(direct::nothing_there()).await?;
        known.note(Kind::IfNoneMatch, heeded(replaced));
        if !self.look().await?.any {
            known.has_no_tags.store(true, Ordering::Relaxed);
            return Ok(());
        }
        known.note(Kind::IfMatch, self.if_match(tagged).await?);
        known.note(Kind::Tagged, self.tagged().await?);
        Ok(())
    }

    /// Whether `If-Match` is compared. A tag that is weak may not be (RFC 9110, 13.1.1); Apache's are
    /// for a moment, so that there the strong one of an older file tells.
    async fn if_match(&self, tagged: bool) -> Result<Effect> {
        if self
            .put((header::IF_MATCH, HeaderValue::from_static(WRONG)))
            .await?
        {
            return Ok(Effect::Ignored);
        }
        let Some(tag) = self.look().await?.strong else {
            return Ok(if tagged {
                Effect::Honoured
            } else {
                Effect::Refused
            });
        };
        let tag = header_text(&tag)?;
        let written = self.put((header::IF_MATCH, tag)).await?;
        Ok(if written {
            Effect::Honoured
        } else {
            Effect::Refused
        })
    }

    /// Whether a tag in an `If` header is compared, by removing the file under one. A path alone ends
    /// the process of chezdav, which takes whole addresses; so these come first, but for the servers
    /// that are known to take paths.
    async fn tagged(&self) -> Result<Effect> {
        let by_address = matches!(self.dav.found.family, Family::Other | Family::Npm);
        self.look().await?;
        if self.remove(WRONG, by_address).await? {
            return Ok(Effect::Ignored);
        }
        let Some(tag) = self.look().await?.strong else {
            // The same holds for it here.
            return Ok(self.dav.found.conditions.effect(Kind::IfMatch));
        };
        if self.remove(&tag, by_address).await? {
            if by_address {
                let known = &self.dav.found.conditions;
                known.note(Kind::Addressed, Effect::Honoured);
            }
            return Ok(Effect::Honoured);
        }
        self.look().await?;
        Ok(if by_address && self.remove(&tag, false).await? {
            Effect::Honoured
        } else {
            Effect::Refused
        })
    }

    async fn look(&self) -> Result<Tagged> {
        match &self.ground {
            Ground::Beside(file) => {
                let seen = node::look(self.dav, &file.place).await?;
                Ok(Tagged {
                    any: seen.entry.revision.content.is_some(),
                    strong: seen.strong_tag,
                })
            }
            Ground::Pieces(scratch) => {
                let tag = scratch.tag(self.dav, self.request.path).await?;
                Ok(Tagged {
                    any: tag.is_some(),
                    strong: tag.filter(|tag| tag.starts_with('"')),
                })
            }
        }
    }

    /// Writes the file again; whether the server did.
    async fn put(&self, condition: Header) -> Result<bool> {
        let call = Call::new("PUT", self.url.clone())
            .one_byte()
            .headers([condition]);
        self.done(&call).await
    }

    async fn remove(&self, tag: &str, by_address: bool) -> Result<bool> {
        let inside = format!("([{tag}])");
        let list = if by_address {
            by_url(&self.url, &inside)
        } else {
            by_path(self.dav, &self.url, &inside)
        };
        let call = Call::new("DELETE", self.url.clone()).headers([(IF, header_text(&list)?)]);
        self.done(&call).await
    }

    /// Whether the server did it; only a condition that does not hold counts as a no.
    async fn done(&self, call: &Call<'_>) -> Result<bool> {
        match self
            .dav
            .http
            .ok(&call.clone().about(self.request.path))
            .await
        {
            Ok(_) => Ok(true),
            Err(error) if error.kind == ErrorKind::Changed => Ok(false),
            Err(error) => Err(error),
        }
    }
}

fn heeded(written: bool) -> Effect {
    if written {
        Effect::Ignored
    } else {
        Effect::Honoured
    }
}
