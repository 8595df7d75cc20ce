//! One request of somebody who is known.

use std::sync::Arc;

use axum::{
    body::{Body, to_bytes},
    extract::{FromRequest as _, Multipart, Request},
    http::{HeaderMap, Method, StatusCode, header},
};
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use url::form_urlencoded;

use crate::{
    auth::{Rights, User, Via},
    dam::Dam,
    errors::Refused,
    store::{Node, property},
    switches::WhenLocked,
};

/// How long a form may be.
const FORM_LIMIT: usize = 1024 * 1024;

const SEGMENT: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'%')
    .add(b'|')
    .add(b'\\')
    .add(b'^')
    .add(b'[')
    .add(b']');

/// A request without its body.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    pub dam: Arc<Dam>,
    pub method: Method,
    /// Decoded, without the context path.
    pub path: String,
    pub query: Fields,
    pub headers: HeaderMap,
    pub user: User,
    pub via: Via,
}

/// The fields of a query or a form, in order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Fields(pub Vec<(String, String)>);

impl Fields {
    /// Reads a query or a form, in the encoding that it names or else as `latin1` says.
    pub(crate) fn parse(text: &str, latin1: bool) -> Self {
        let fields: Vec<(String, String)> = form_urlencoded::parse(text.as_bytes())
            .into_owned()
            .collect();
        let said = fields.iter().any(|(name, _)| name == "_charset_");
        if said || !latin1 {
            return Self(fields);
        }
        let read = |part: &str| -> String {
            let plain = part.replace('+', " ");
            percent_encoding::percent_decode_str(&plain)
                .map(char::from)
                .collect()
        };
        let pairs = text.split('&').filter(|pair| !pair.is_empty());
        Self(
            pairs
                .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
                .map(|(name, value)| (read(name), read(value)))
                .collect(),
        )
    }

    /// The first value of a field.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    pub(crate) fn all(&self, name: &str) -> Vec<&str> {
        self.0
            .iter()
            .filter(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
            .collect()
    }

    pub(crate) fn is_true(&self, name: &str) -> bool {
        self.get(name) == Some("true")
    }
}

impl Call {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    pub(crate) fn accepts_json(&self) -> bool {
        self.header("accept")
            .is_some_and(|accept| accept.contains("application/json"))
    }

    /// Whether this user sees the path below `/content/dam`.
    pub(crate) fn can_read(&self, path: &str) -> bool {
        self.user.rights == Rights::Admin || !lies_in(path, &self.dam.switches().unreadable)
    }

    /// Paths that this user must not see.
    pub(crate) fn hidden(&self) -> Vec<String> {
        match self.user.rights {
            Rights::Admin => Vec::new(),
            Rights::Edit | Rights::Read => {
                let switches = self.dam.switches();
                switches
                    .unreadable
                    .iter()
                    .map(|path| path.trim_matches('/').to_owned())
                    .collect()
            }
        }
    }

    pub(crate) fn can_write(&self, path: &str) -> bool {
        match self.user.rights {
            Rights::Admin => true,
            Rights::Edit => !lies_in(path, &self.dam.switches().read_only),
            Rights::Read => false,
        }
    }

    pub(crate) fn must_write(&self, node: &Node) -> Result<(), Refused> {
        if self.can_write(&node.path) {
            return Ok(());
        }
        Err(Refused::forbidden(&node.full_path()))
    }

    /// Whether a folder is known to this node already; see `folder_appears_after_ms`.
    pub(crate) fn has_appeared(&self, node: &Node) -> bool {
        let after = self.dam.switches().folder_appears_after_ms;
        let after = i64::try_from(after).unwrap_or(i64::MAX);
        !node.is_folder()
            || node.path.is_empty()
            || after == 0
            || self.dam.now() >= node.created.saturating_add(after)
    }

    /// Whether the time from which or until which an asset is shown leaves it out.
    pub(crate) fn is_off_time(&self, node: &Node) -> bool {
        let date = |name| node.content.get(name).and_then(property::as_date);
        let now = self.dam.now();
        lies_in(&node.path, &self.dam.switches().off_time)
            || date("onTime").is_some_and(|on| on > now)
            || date("offTime").is_some_and(|off| off <= now)
    }

    /// Refuses, where the switch says so, what the web interface lets only administrators do with
    /// an expired asset.
    pub(crate) fn must_not_be_expired(&self, node: &Node) -> Result<(), Refused> {
        let now = self.dam.now();
        let expired = ["prism:expirationDate", "pur:expirationDate"]
            .iter()
            .filter_map(|name| property::as_date(node.metadata.get(*name)?))
            .any(|date| date <= now);
        let guarded =
            expired && self.user.rights != Rights::Admin && self.dam.switches().expired_guarded;
        if !guarded {
            return Ok(());
        }
        let message = format!("{} has expired", node.full_path());
        Err(Refused::new(StatusCode::FORBIDDEN, message))
    }

    /// Refuses, as the switch says, to write what somebody else has checked out.
    pub(crate) fn must_not_be_held(&self, node: &Node, when: WhenLocked) -> Result<(), Refused> {
        if !node.held_by_other(&self.user.id) {
            return Ok(());
        }
        let status = match when {
            WhenLocked::Allow => return Ok(()),
            WhenLocked::S403 => StatusCode::FORBIDDEN,
            WhenLocked::S409 => StatusCode::CONFLICT,
            WhenLocked::S423 => StatusCode::LOCKED,
            WhenLocked::S500 => StatusCode::INTERNAL_SERVER_ERROR,
        };
        let holder = node.holder.as_deref().unwrap_or_default();
        Err(Refused::new(
            status,
            format!("{} is checked out by {holder}", node.full_path()),
        ))
    }

    /// Reads a form: url-encoded, or the texts of a multipart one.
    pub(crate) async fn form(&self, body: Body) -> Result<Fields, Refused> {
        let kind = self.header("content-type").unwrap_or_default();
        if kind.starts_with("multipart/form-data") {
            let mut form = self.multipart(body).await?;
            let mut fields = Vec::new();
            while let Some(field) = form.next_field().await.map_err(broken)? {
                let name = field.name().unwrap_or_default().to_owned();
                fields.push((name, field.text().await.map_err(broken)?));
            }
            return Ok(Fields(fields));
        }
        let bytes = to_bytes(body, FORM_LIMIT).await.map_err(broken)?;
        let text = String::from_utf8_lossy(&bytes);
        Ok(Fields::parse(&text, self.dam.switches().forms_latin1))
    }

    pub(crate) async fn multipart(&self, body: Body) -> Result<Multipart, Refused> {
        let mut request = Request::new(body);
        if let Some(kind) = self.headers.get(header::CONTENT_TYPE) {
            request
                .headers_mut()
                .insert(header::CONTENT_TYPE, kind.clone());
        }
        axum::extract::DefaultBodyLimit::disable().apply(&mut request);
        Multipart::from_request(request, &()).await.map_err(broken)
    }
}

pub(crate) fn broken(error: impl std::fmt::Display) -> Refused {
    Refused::bad(format!("The request body can't be read: {error}"))
}

/// Decodes a path; `None` when it is not UTF-8, or hides a slash or a NUL.
pub(crate) fn decode_path(path: &str) -> Option<String> {
    let lower = path.to_ascii_lowercase();
    if lower.contains("%2f") || lower.contains("%00") {
        return None;
    }
    Some(percent_decode_str(path).decode_utf8().ok()?.into_owned())
}

/// Percent-encodes a path, leaving its slashes.
pub(crate) fn encode_path(path: &str) -> String {
    utf8_percent_encode(path, SEGMENT).to_string()
}

fn lies_in(path: &str, folders: &[String]) -> bool {
    folders
        .iter()
        .map(|folder| folder.trim_matches('/'))
        .any(|folder| {
            path.strip_prefix(folder)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
}
