//! Addresses of Nextcloud and ownCloud (their developer manuals, "WebDAV"): as a browser shows them,
//! and as files are found at.

use damson_http::{body, encode::encode_name};
use damson_remote::Result;
use serde::Deserialize;

use crate::{
    config::Base,
    encode::segments,
    http::{Call, Http},
};

/// How much is read of what a server says of its installation.
const MOST_STATUS: usize = 16 * 1024;

/// What `status.php` says.
#[derive(Debug, Deserialize)]
struct Installed {
    installed: bool,
    /// There since both have had `status.php`; other programs' pages lack it.
    #[serde(rename = "versionstring")]
    _version: String,
}

/// `/remote.php/dav/files/jane`, taken apart; encoded as in the address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CloudPlace {
    pub(crate) dav: String,
    pub(crate) user: String,
}

impl CloudPlace {
    /// Only `…/dav/files/USER` has uploads and versions beside it.
    pub(crate) fn of(href: &str) -> Option<Self> {
        let parts = segments(href);
        let at = parts.windows(2).position(|pair| pair == ["dav", "files"])?;
        let user = parts.get(at + 2)?;
        let before = parts[..=at].iter().fold(String::new(), |path, part| {
            format!("{path}/{}", damson_http::encode::encode_name(part))
        });
        Some(Self {
            dav: before,
            user: damson_http::encode::encode_name(user),
        })
    }

    /// Whose files these are.
    pub(crate) fn person(&self) -> Option<String> {
        segments(&self.user).pop()
    }
}

/// The folder above everybody's files, by an address as a browser shows it; `None` where the address
/// is one of WebDAV already.
pub(crate) fn dav(typed: &Base) -> Option<Base> {
    let path = typed.prefix();
    if path.contains("/remote.php") || path.contains("/public.php") {
        return None;
    }
    // The pages of the application are below these, with or without `index.php`.
    let pages = ["/index.php", "/apps/", "/login", "/f/", "/s/", "/settings"];
    let end = pages.iter().filter_map(|page| path.find(page)).min();
    let home = &path[..end.unwrap_or(path.len())];
    Some(Base::of(&typed.at(&format!("{home}/remote.php/dav"))))
}

/// A person's files, where the address is that of everybody's; by the id that the server itself
/// gives the person, which need not be what was typed to log in.
pub(crate) fn files(base: &Base, principal: Option<&str>) -> Option<Base> {
    let path = base.prefix();
    let above = path.strip_suffix("/files").unwrap_or(path);
    if !above.ends_with("/remote.php/dav") {
        return None;
    }
    let named = segments(principal?);
    let at = named
        .windows(2)
        .position(|pair| pair == ["principals", "users"])?;
    let user = encode_name(named.get(at + 2)?);
    Some(Base::of(&base.at(&format!("{above}/files/{user}"))))
}

/// The folder above everybody's files, where the server says of itself that it is one of these;
/// nothing of the person is told.
pub(crate) async fn recognise(http: &Http) -> Result<Option<Base>> {
    let Some(dav) = dav(&http.base) else {
        return Ok(None);
    };
    let Some(home) = dav.prefix().strip_suffix("/remote.php/dav") else {
        return Ok(None);
    };
    let call = Call::new("GET", http.base.at(&format!("{home}/status.php")));
    let Ok(answer) = http.send(&call).await else {
        return Ok(None);
    };
    if !answer.status().is_success() {
        return Ok(None);
    }
    let Ok(text) = body::whole(answer.response, MOST_STATUS).await else {
        return Ok(None);
    };
    let installed = serde_json::from_slice::<Installed>(&text);
    Ok(installed.is_ok_and(|said| said.installed).then_some(dav))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base(address: &str) -> Base {
        Base::parse(address).unwrap()
    }

    #[test]
    fn reads_the_address_of_a_browser() {
        for (typed, found) in [
            (
                "https://cloud.example/",
                "https://cloud.example/remote.php/dav",
            ),
            (
                "https://cloud.example/index.php/apps/files/?dir=/Photos",
                "https://cloud.example/remote.php/dav",
            ),
            (
                "https://example.com/nextcloud/apps/files/files/12?dir=/",
                "https://example.com/nextcloud/remote.php/dav",
            ),
            (
                "https://cloud.example/login",
                "https://cloud.example/remote.php/dav",
            ),
        ] {
            assert_eq!(dav(&base(typed)).unwrap().as_str(), found, "{typed}");
        }
        for address in [
            "https://cloud.example/remote.php/dav/files/jane",
            "https://cloud.example/remote.php/webdav",
        ] {
            assert_eq!(dav(&base(address)), None, "{address}");
        }
    }

    #[test]
    fn a_person_is_who_the_server_says() {
        let principal = Some("/remote.php/dav/principals/users/Jane%20D/");
        for address in [
            "https://c.example/x/remote.php/dav",
            "https://c.example/x/remote.php/dav/files",
        ] {
            let found = files(&base(address), principal).unwrap();
            assert_eq!(
                found.as_str(),
                "https://c.example/x/remote.php/dav/files/Jane%20D"
            );
            assert_eq!(files(&base(address), None), None);
        }
        for address in [
            "https://c.example/remote.php/dav/files/jane",
            "https://c.example/dav",
        ] {
            assert_eq!(files(&base(address), principal), None, "{address}");
        }
    }
}
