//! Just enough of AEM and of WebDAV to be taken for one, written from their documentation.

use std::fmt::Write as _;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::json;

use crate::server::{Asked, Reply, Server};

/// Which server it pretends to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    Aem,
    Dav,
}

pub(crate) const BOTH: [Dialect; 2] = [Dialect::Aem, Dialect::Dav];

/// A file in the root of the DAM, under any name.
#[derive(Debug, Clone)]
pub(crate) struct Asset {
    pub(crate) name: String,
    pub(crate) size: u64,
    pub(crate) modified: String,
    pub(crate) body: Reply,
}

impl Asset {
    pub(crate) fn new(name: impl Into<String>) -> Self {
        let body = "hostile bytes";
        Self {
            name: name.into(),
            size: body.len() as u64,
            modified: "Fri, 25 Oct 2024 18:11:41 GMT".into(),
            body: Reply::new(200, "application/octet-stream", body),
        }
    }

    pub(crate) fn sized(name: &str, size: u64, body: Reply) -> Self {
        Self {
            size,
            body,
            ..Self::new(name)
        }
    }
}

/// A server with these assets; `instead` answers first where it wants to.
pub(crate) fn start(
    dialect: Dialect,
    assets: Vec<Asset>,
    instead: impl Fn(&Asked) -> Option<Reply> + Send + Sync + 'static,
) -> Server {
    Server::start(move |asked| {
        let usual = || match dialect {
            Dialect::Aem => aem(&assets, asked),
            Dialect::Dav => dav(&assets, asked),
        };
        let known = asked.is_logged_in().then(|| instead(asked)).flatten();
        known.unwrap_or_else(usual)
    })
}

impl Dialect {
    /// The address that a person types.
    pub(crate) fn address(self, server: &Server) -> String {
        match self {
            Self::Aem => server.url.clone(),
            Self::Dav => format!("{}/dav/", server.url),
        }
    }

    /// Whether a request asks for the children of the root.
    pub(crate) fn lists_root(self, asked: &Asked) -> bool {
        match self {
            Self::Aem => asked.target.contains("/api/assets.json?offset"),
            Self::Dav => {
                asked.method == "PROPFIND"
                    && asked.path() == "/dav/"
                    && asked.head.contains("depth: 1")
            }
        }
    }

    /// Whether a request asks for the bytes of an asset.
    pub(crate) fn reads(self, asked: &Asked, name: &str) -> bool {
        asked.method == "GET"
            && match self {
                Self::Aem => asked.path() == format!("/content/dam/{name}"),
                Self::Dav => asked.path() == format!("/dav/{name}"),
            }
    }
}

fn aem(assets: &[Asset], asked: &Asked) -> Reply {
    let path = asked.path();
    if path.ends_with("/login.html") {
        return Reply::new(
            200,
            "text/html",
            "<form action=j_security_check>granite</form>",
        );
    }
    if !asked.is_logged_in() {
        return Reply::status(401)
            .header("www-authenticate", "Basic realm=\"Sling (Development)\"");
    }
    if path == "/libs/granite/security/currentuser.json" {
        return Reply::json(r#"{"authorizableId":"jane"}"#);
    }
    if path == "/content/dam.json" {
        return Reply::json("{}");
    }
    if path == "/api/assets.json" {
        let offset = asked.target.split(['?', '&']).find_map(|pair| {
            pair.strip_prefix("offset=")
                .and_then(|number| number.parse().ok())
        });
        return Reply::json(siren(assets, offset.unwrap_or(0)).to_string());
    }
    let Some(named) = path.strip_prefix("/content/dam/") else {
        return Reply::status(404);
    };
    for asset in assets {
        match named.strip_prefix(asset.name.as_str()) {
            Some("") => return asset.body.clone(),
            Some("/jcr:content.3.json") => return Reply::json(content(asset)),
            Some(".json") => return Reply::json(r#"{"jcr:primaryType":"dam:Asset"}"#),
            Some(_) | None => {}
        }
    }
    Reply::status(404)
}

fn content(asset: &Asset) -> String {
    json!({
        "jcr:primaryType": "dam:AssetContent",
        "metadata": { "dam:size": asset.size },
        "renditions": { "original": { "jcr:content": {
            ":jcr:data": asset.size, "jcr:lastModified": asset.modified } } },
    })
    .to_string()
}

fn siren(assets: &[Asset], offset: usize) -> serde_json::Value {
    let entities: Vec<_> = assets
        .iter()
        .skip(offset)
        .map(|asset| {
            json!({ "class": ["assets/asset"], "properties": {
                "name": asset.name, "asset:size": asset.size } })
        })
        .collect();
    json!({ "class": ["assets/folder"], "entities": entities, "properties": {
        "name": "dam", "srn:paging": { "total": assets.len() } } })
}

fn dav(assets: &[Asset], asked: &Asked) -> Reply {
    if asked.method == "OPTIONS" {
        return Reply::status(200).header("dav", "1");
    }
    if !asked.target.starts_with("/dav") {
        return Reply::status(404);
    }
    if !asked.is_logged_in() {
        return Reply::status(401).header("www-authenticate", "Basic realm=\"dam\"");
    }
    let path = asked.path();
    let named = path.strip_prefix("/dav/").unwrap_or_default();
    let found = assets.iter().find(|asset| asset.name == named);
    match (asked.method.as_str(), found) {
        ("PROPFIND", _) if named.is_empty() => {
            let inside = asked.head.contains("depth: 1");
            let members = if inside {
                members(assets)
            } else {
                String::new()
            };
            multistatus(&[root(), members].concat())
        }
        ("PROPFIND", Some(asset)) => multistatus(&member(asset)),
        ("GET", Some(asset)) => asset.body.clone(),
        _ => Reply::status(404),
    }
}

pub(crate) fn multistatus(responses: &str) -> Reply {
    let body = format!("<d:multistatus xmlns:d=\"DAV:\">{responses}</d:multistatus>");
    Reply::new(207, "application/xml", body)
}

pub(crate) fn root() -> String {
    "<d:response><d:href>/dav/</d:href><d:propstat><d:prop><d:resourcetype><d:collection/>\
     </d:resourcetype></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>"
        .to_owned()
}

fn members(assets: &[Asset]) -> String {
    assets.iter().fold(String::new(), |mut all, asset| {
        all.push_str(&member(asset));
        all
    })
}

pub(crate) fn member(asset: &Asset) -> String {
    let mut text = String::new();
    let name = utf8_percent_encode(&asset.name, NON_ALPHANUMERIC);
    write!(
        text,
        "<d:response><d:href>/dav/{name}</d:href><d:propstat><d:prop><d:resourcetype/>\
         <d:getcontentlength>{}</d:getcontentlength><d:getlastmodified>{}</d:getlastmodified>\
         </d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>",
        asset.size, asset.modified
    )
    .unwrap();
    text
}
