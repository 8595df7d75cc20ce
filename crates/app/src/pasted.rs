//! Paths of the DAM that a person copied from a browser: the address of a page or of an asset, or the
//! path in it.

use percent_encoding::percent_decode_str;
use url::Url;

use crate::crossing::view::{ConnectionView, Connector};

/// A text that was pasted in the place of a path of the DAM.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pasted {
    /// The text stands for this path, with a leading slash.
    Path(String),
    /// The text is an address of another server, or of nothing in the DAM.
    Elsewhere,
}

/// AEM's folder of assets, which is part of the addresses of its pages.
const DAM: &str = "/content/dam";

/// Reads an address, or a path in AEM's repository; `None` for any other text.
pub fn read(typed: &str, connection: &ConnectionView) -> Option<Pasted> {
    let typed = typed.trim();
    let Some(url) = address(typed) else {
        let is_repository = connection.connector == Connector::Aem;
        return below_dam(typed)
            .filter(|_| is_repository)
            .map(|below| Pasted::Path(below.to_owned()));
    };
    Some(path_of(&url, connection).map_or(Pasted::Elsewhere, Pasted::Path))
}

fn address(typed: &str) -> Option<Url> {
    let lower = typed.get(..8)?.to_ascii_lowercase();
    let is_web = lower.starts_with("http://") || lower.starts_with("https://");
    is_web.then(|| Url::parse(typed).ok()).flatten()
}

fn path_of(url: &Url, connection: &ConnectionView) -> Option<String> {
    let server = Url::parse(&connection.url).ok()?;
    if url.host_str() != server.host_str()
        || url.port_or_known_default() != server.port_or_known_default()
    {
        return None;
    }
    let decoded = |text: &str| {
        percent_decode_str(text)
            .decode_utf8()
            .ok()
            .map(std::borrow::Cow::into_owned)
    };
    match connection.connector {
        // Older pages of AEM have the path that they show after the `#`.
        Connector::Aem => [Some(url.path()), url.fragment()]
            .into_iter()
            .flatten()
            .filter_map(decoded)
            .find_map(|text| {
                let at = text.find(DAM)?;
                below_dam(text[at..].split('?').next()?).map(str::to_owned)
            }),
        Connector::Webdav => {
            let base = decoded(server.path().trim_end_matches('/'))?;
            let path = decoded(url.path())?;
            let below = path.strip_prefix(&base)?;
            (below.is_empty() || below.starts_with('/')).then(|| rooted(below))
        }
    }
}

/// The part of a path after `/content/dam`; `None` for a path that does not begin so.
fn below_dam(path: &str) -> Option<&str> {
    let below = path.strip_prefix(DAM)?;
    let below = below.trim_end_matches('/');
    match below.chars().next() {
        None => Some("/"),
        Some('/') => Some(below),
        Some(_) => None,
    }
}

fn rooted(below: &str) -> String {
    format!("/{}", below.trim_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crossing::view::{ConnectionState, LoginKind};

    fn connection(url: &str, connector: Connector) -> ConnectionView {
        ConnectionView {
            name: "studio".to_owned(),
            url: url.to_owned(),
            connector,
            user: None,
            login: LoginKind::Password,
            remembered: true,
            current: true,
            cache_folder: String::new(),
            allow_plain_http: false,
            state: ConnectionState::Stopped,
            error: None,
            capability: None,
            moving: None,
        }
    }

    #[test]
    fn pages_of_aem_lead_to_what_they_show() {
        let aem = connection("https://dam.example.com:8443/cms", Connector::Aem);
        for typed in [
            "/content/dam/Key visual/a.psd",
            "https://dam.example.com:8443/cms/assetdetails.html/content/dam/Key%20visual/a.psd",
            "https://dam.example.com:8443/cms/content/dam/Key%20visual/a.psd?x=1",
            "https://dam.example.com:8443/ui#/aem/assetdetails.html/content/dam/Key%20visual/a.psd?y",
        ] {
            let path = Pasted::Path("/Key visual/a.psd".to_owned());
            assert_eq!(read(typed, &aem), Some(path), "{typed}");
        }
        let root = Pasted::Path("/".to_owned());
        assert_eq!(read("/content/dam/", &aem), Some(root.clone()));
        let page = "https://dam.example.com:8443/assets.html/content/dam";
        assert_eq!(read(page, &aem), Some(root));
    }

    #[test]
    fn what_is_no_address_stays_and_what_is_elsewhere_is_said_to_be() {
        let aem = connection("https://dam.example.com", Connector::Aem);
        for typed in ["/Spring/a.psd", "a.psd", "/content/damage/a", "/content"] {
            assert_eq!(read(typed, &aem), None, "{typed}");
        }
        for typed in [
            "https://other.example.com/content/dam/a.psd",
            "https://dam.example.com/sites.html/content/we-retail",
        ] {
            assert_eq!(read(typed, &aem), Some(Pasted::Elsewhere), "{typed}");
        }
    }

    #[test]
    fn a_file_of_a_webdav_server_is_below_its_folder() {
        let dav = connection("https://dav.example.com/studio/", Connector::Webdav);
        let path = |text: &str| Some(Pasted::Path(text.to_owned()));
        assert_eq!(
            read("https://dav.example.com/studio/Key%20visual/a.psd", &dav),
            path("/Key visual/a.psd")
        );
        assert_eq!(read("https://dav.example.com/studio", &dav), path("/"));
        assert_eq!(
            read("https://dav.example.com/studio2/a", &dav),
            Some(Pasted::Elsewhere)
        );
        // A WebDAV server may have a folder of that name.
        assert_eq!(read("/content/dam/a", &dav), None);
    }
}
