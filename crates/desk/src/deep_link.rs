//! Links from web pages to Damson. Anybody may have written a page, so its links are read as hostile
//! text: they name at most five assets, and may ask for nothing that changes or sends anything.
//!
//! `damson://open?server=https%3A%2F%2Fdam.example.com&asset=%2FCampaigns%2Fhero.psd` is a link of Damson;
//! `asset` may be repeated. `aem-asset:/Campaigns/hero.psd?action=open` is a link of AEM's Desktop
//! Actions; further assets come as `asset`. A link of their Reveal has no query, and
//! `aem-asset:/` is the root of the DAM.

use damson_app::{
    ErrorCode, UserError,
    error::Result,
    view::{ConnectionView, SnapshotView},
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use url::Url;

use crate::crossing::{LinkAction, LinkView};

pub const SCHEME: &str = "damson";
/// The scheme of AEM's own desktop application.
pub const AEM_SCHEME: &str = "aem-asset";
/// Assets of one link; a link with more is refused, as AEM does.
pub const MOST_ASSETS: usize = 5;
/// Bytes of a link.
pub const LONGEST: usize = 8_192;
/// Characters of one path.
const LONGEST_PATH: usize = 1_024;

/// What a link asks for. Which connection it is for shows only beside a snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeepLink {
    pub action: LinkAction,
    /// `http` or `https`; without user, password, query and fragment.
    pub server: Option<Url>,
    /// Below the root of the DAM, with a leading slash.
    pub paths: Vec<String>,
}

impl DeepLink {
    /// Reads a link. A link that is not exactly as expected is refused.
    pub fn read(text: &str) -> Result<Self> {
        Self::parse(text).ok_or_else(|| UserError::new(ErrorCode::BadAddress).detail(shown(text)))
    }

    fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.len() > LONGEST || text.chars().any(char::is_control) {
            return None;
        }
        let (scheme, rest) = text.split_once(':')?;
        let rest = rest.split('#').next().unwrap_or_default();
        let (head, query) = rest.split_once('?').unwrap_or((rest, ""));
        if scheme.eq_ignore_ascii_case(SCHEME) {
            return Self::ours(head, query);
        }
        if scheme.eq_ignore_ascii_case(AEM_SCHEME) {
            return Self::of_aem(head, query);
        }
        None
    }

    fn ours(head: &str, query: &str) -> Option<Self> {
        let action = action(head.trim_matches('/'))?;
        let mut link = Self {
            action,
            server: None,
            paths: Vec::new(),
        };
        for (key, value) in pairs(query) {
            match key.as_str() {
                "server" if link.server.is_none() => link.server = Some(server(&value)?),
                "asset" => link.paths.push(path(&value)?),
                _ => return None,
            }
        }
        link.checked()
    }

    fn of_aem(head: &str, query: &str) -> Option<Self> {
        let first = decoded(head)?;
        let rooted = first.starts_with('/');
        let first = first.trim_start_matches('/');
        let mut link = Self {
            action: LinkAction::Reveal,
            server: None,
            paths: Vec::new(),
        };
        if !first.is_empty() {
            link.paths.push(below_dam(first)?);
        }
        for (key, value) in pairs(query) {
            match key.as_str() {
                "action" => link.action = action(&value)?,
                "asset" => link.paths.push(below_dam(value.trim_start_matches('/'))?),
                // AEM's pages may add parameters that only AEM's own application understands.
                _ => {}
            }
        }
        if link.paths.is_empty() && rooted && link.action == LinkAction::Reveal {
            link.paths.push("/".to_owned());
        }
        link.checked()
    }

    fn checked(self) -> Option<Self> {
        (1..=MOST_ASSETS)
            .contains(&self.paths.len())
            .then_some(self)
    }

    /// The link with the connection that it is for. A link without a server is for the current
    /// connection.
    pub fn view(&self, snapshot: &SnapshotView) -> LinkView {
        let connection = match &self.server {
            Some(server) => snapshot
                .connections
                .iter()
                .filter(|connection| is_at(connection, server))
                // Two connections may be of two people at one server.
                .max_by_key(|connection| connection.current)
                .map(|connection| connection.name.clone()),
            None => snapshot.connection(None).map(|known| known.name.clone()),
        };
        LinkView {
            action: self.action,
            connection,
            server: self.server.as_ref().map(Url::to_string),
            paths: self.paths.clone(),
            unread: None,
        }
    }
}

/// The view of a link that can't be read. The window shows it, so that a click on it is answered.
pub fn unread(text: &str) -> LinkView {
    LinkView {
        action: LinkAction::Open,
        connection: None,
        server: None,
        paths: Vec::new(),
        unread: Some(shown(text)),
    }
}

fn shown(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(200).collect()
}

/// Whether a text begins as a link does.
pub fn is_link(text: &str) -> bool {
    has_scheme(text, SCHEME) || is_of_aem(text)
}

/// Whether a text begins as a link for AEM's own desktop application.
pub fn is_of_aem(text: &str) -> bool {
    has_scheme(text, AEM_SCHEME)
}

fn has_scheme(text: &str, scheme: &str) -> bool {
    let scheme_of = text.trim_start().split_once(':').map(|(scheme, _)| scheme);
    scheme_of.is_some_and(|found| found.eq_ignore_ascii_case(scheme))
}

/// The characters that a link encodes: all but the unreserved ones of RFC 3986, section 2.3.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// A link to assets of a server, to be copied or put on a page.
pub fn write(action: LinkAction, server: &str, paths: &[&str]) -> String {
    let action = match action {
        LinkAction::Open => "open",
        LinkAction::Edit => "edit",
        LinkAction::Reveal => "reveal",
    };
    let server = utf8_percent_encode(server.trim_end_matches('/'), PLAIN);
    let mut link = format!("{SCHEME}://{action}?server={server}");
    for path in paths.iter().take(MOST_ASSETS) {
        link.push_str("&asset=");
        link.extend(utf8_percent_encode(path, PLAIN));
    }
    link
}

fn action(word: &str) -> Option<LinkAction> {
    match word.to_ascii_lowercase().as_str() {
        "open" => Some(LinkAction::Open),
        "edit" => Some(LinkAction::Edit),
        "reveal" => Some(LinkAction::Reveal),
        _ => None,
    }
}

fn server(text: &str) -> Option<Url> {
    let mut url = Url::parse(text).ok()?;
    let is_plain = url.username().is_empty() && url.password().is_none();
    if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none() || !is_plain {
        return None;
    }
    url.set_query(None);
    url.set_fragment(None);
    Some(url)
}

fn below_dam(path: &str) -> Option<String> {
    self::path(path.strip_prefix("content/dam/").unwrap_or(path))
}

/// A path without anything that could lead elsewhere.
fn path(text: &str) -> Option<String> {
    let names: Vec<&str> = text.trim_matches('/').split('/').collect();
    let is_name = |name: &&str| {
        !name.is_empty()
            && !matches!(*name, "." | "..")
            && !name.chars().any(|c| c.is_control() || c == '\\')
    };
    let is_fine = text.chars().count() <= LONGEST_PATH && names.iter().all(is_name);
    is_fine.then(|| format!("/{}", names.join("/")))
}

fn pairs(query: &str) -> Vec<(String, String)> {
    url::form_urlencoded::parse(query.replace('+', "%2B").as_bytes())
        .take(MOST_ASSETS + 20)
        .map(|(key, value)| (key.into_owned(), value.into_owned()))
        .collect()
}

fn decoded(text: &str) -> Option<String> {
    let text = percent_decode_str(text).decode_utf8().ok()?;
    Some(text.into_owned())
}

fn is_at(connection: &ConnectionView, server: &Url) -> bool {
    let Ok(known) = Url::parse(&connection.url) else {
        return false;
    };
    let path = |url: &Url| url.path().trim_end_matches('/').to_owned();
    known.origin() == server.origin() && path(&known) == path(server)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(LinkAction, Option<String>, Vec<String>)> {
        let link = DeepLink::read(text).ok()?;
        Some((link.action, link.server.map(String::from), link.paths))
    }

    #[test]
    fn what_is_written_is_read_again() {
        let paths = ["/Campaigns/Autumn/Key visual/a&b=c+d?#é.psd", "/x"];
        let link = write(LinkAction::Edit, "https://dam.example.com:8443/cms", &paths);
        let (action, server, read) = read(&link).unwrap();
        assert_eq!(action, LinkAction::Edit);
        assert_eq!(server.as_deref(), Some("https://dam.example.com:8443/cms"));
        assert_eq!(read, paths);
    }

    #[test]
    fn aem_links_are_read_with_and_without_what_they_may_have() {
        let open = LinkAction::Open;
        for (text, action, path) in [
            ("aem-asset:/a/b.psd?action=open", open, "/a/b.psd"),
            ("aem-asset:/a/b.psd", LinkAction::Reveal, "/a/b.psd"),
            ("aem-asset:a/b.psd", LinkAction::Reveal, "/a/b.psd"),
            ("aem-asset:/", LinkAction::Reveal, "/"),
            (
                "aem-asset:///content/dam/a/b%20c.psd?action=EDIT",
                LinkAction::Edit,
                "/a/b c.psd",
            ),
            (
                "AEM-ASSET://a/b.psd?action=reveal&x=1",
                LinkAction::Reveal,
                "/a/b.psd",
            ),
        ] {
            let expected = (action, None, vec![path.to_owned()]);
            assert_eq!(read(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn up_to_five_assets() {
        let with = |count: usize| format!("damson://open?{}", "asset=%2Fa&".repeat(count));
        assert_eq!(read(&with(5)).unwrap().2.len(), 5);
        assert_eq!(read(&with(6)), None);
        assert_eq!(read("damson://open"), None);
    }

    #[test]
    fn what_could_do_harm_is_refused() {
        let long = format!("damson://open?asset={}", "a".repeat(LONGEST));
        let long_path = format!("damson://open?asset={}", "a".repeat(LONGEST_PATH + 1));
        for text in [
            "damson://upload?asset=/a",
            "damson://delete?asset=/a",
            "damson://open?asset=/a/../../etc/passwd",
            "damson://open?asset=%2F..%2Fa",
            "damson://open?asset=/a%0Ab",
            "damson://open?asset=/a%00",
            "damson://open?asset=/a\\b",
            "damson://open?asset=/a//b",
            "damson://open?asset=/a&to=/b",
            "damson://open?asset=/a&server=file:///etc",
            "damson://open?asset=/a&server=javascript:alert(1)",
            "damson://open?asset=/a&server=https://jane:secret@dam.example.com",
            "damson://open?asset=/a&server=https://a&server=https://b",
            "aem-asset:/a/../b",
            "aem-asset:/a?action=delete",
            "aem-asset:/a%ff",
            "aem-asset:",
            "aem-asset:/?action=open",
            "https://dam.example.com/a",
            "damson",
            "",
            &long,
            &long_path,
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn what_can_not_be_read_is_shown_without_what_could_harm() {
        let view = unread("damson://delete?asset=\u{7}%2Fa");
        assert_eq!(view.unread.as_deref(), Some("damson://delete?asset=%2Fa"));
        assert_eq!(view.paths, Vec::<String>::new());
        let long = unread(&"x".repeat(LONGEST)).unread.unwrap();
        assert!(long.len() <= 200);
    }

    #[test]
    fn a_link_finds_its_connection_by_the_server() {
        let connection = |name: &str, url: &str, current| ConnectionView {
            name: name.to_owned(),
            url: url.to_owned(),
            connector: damson_app::accounts::Connector::Aem,
            user: None,
            login: damson_app::view::LoginKind::Password,
            remembered: true,
            current,
            cache_folder: String::new(),
            allow_plain_http: false,
            state: damson_app::view::ConnectionState::Stopped,
            error: None,
            capability: None,
            moving: None,
        };
        let snapshot = SnapshotView {
            current: Some("two".to_owned()),
            connections: vec![
                connection("one", "https://one.example.com/cms", false),
                connection("two", "https://two.example.com", true),
            ],
            ..SnapshotView::default()
        };
        let found = |text: &str| DeepLink::read(text).unwrap().view(&snapshot).connection;
        let link = |server: &str| write(LinkAction::Open, server, &["/a"]);
        assert_eq!(
            found(&link("https://one.example.com/cms/")).as_deref(),
            Some("one")
        );
        assert_eq!(found(&link("https://one.example.com")), None);
        assert_eq!(found(&link("http://two.example.com")), None);
        assert_eq!(found("aem-asset:/a").as_deref(), Some("two"));
    }
}
