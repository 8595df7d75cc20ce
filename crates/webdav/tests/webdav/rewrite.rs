//! How the proxy changes texts: elements of a listing, made-up tags, addresses.

use std::{fmt::Write as _, io::Write as _};

use bytes::Bytes;

pub(crate) fn gzip(bytes: &[u8]) -> Bytes {
    let mut coder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    coder.write_all(bytes).unwrap();
    coder.finish().unwrap().into()
}

/// An address as what it is asked at, and the path.
pub(crate) fn split(url: &str) -> (String, String) {
    let host = url.find("://").unwrap() + 3;
    let end = url[host..].find('/').map_or(url.len(), |at| host + at);
    (url[..end].to_owned(), url[end..].to_owned())
}

/// The path of an address, which may be a path already.
pub(crate) fn path_of(address: &str) -> &str {
    let Some(host) = address.find("://").map(|at| at + 3) else {
        return address;
    };
    address[host..]
        .find('/')
        .map_or("/", |at| &address[host + at..])
}

/// Without the numbers of made-up tags (`"tag#7"`) that `current` says yes to.
pub(crate) fn unnumbered(text: &str, current: impl Fn(u32) -> bool) -> String {
    let mut told = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('#') {
        told.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let end = rest.find('"').unwrap_or(rest.len());
        match rest[..end].parse() {
            Ok(number) if current(number) => {}
            _ => write!(told, "#{}", &rest[..end]).unwrap(),
        }
        rest = &rest[end..];
    }
    told + rest
}

/// The texts of all elements of a local name.
pub(crate) fn texts_of(xml: &str, wanted: &str) -> Vec<String> {
    let mut found = Vec::new();
    edited(xml, |name, inside| {
        if name == "response" {
            return None;
        }
        if name == wanted {
            found.push(inside.to_owned());
        }
        Some(inside.to_owned())
    });
    found
}

/// Gives each element that holds nothing but text to `edit`, by its local name, and puts what that
/// gives in place of the text. A `response` is given as it begins, without text.
pub(crate) fn edited(xml: &str, mut edit: impl FnMut(&str, &str) -> Option<String>) -> String {
    let mut told = String::new();
    let mut rest = xml;
    while let Some(open) = rest.find('<') {
        let Some(close) = rest[open..].find('>').map(|at| open + at) else {
            break;
        };
        let tag = &rest[open + 1..close];
        told.push_str(&rest[..=close]);
        rest = &rest[close + 1..];
        let name = tag.split_ascii_whitespace().next().unwrap_or_default();
        let local = name.rsplit(':').next().unwrap_or_default();
        if tag.starts_with(['/', '?', '!']) || tag.ends_with('/') {
            continue;
        }
        if local == "response" {
            edit(local, "");
        }
        let end = rest.find('<').unwrap_or(rest.len());
        if rest[end..].starts_with("</") {
            told.push_str(&edit(local, &rest[..end]).unwrap_or_default());
            rest = &rest[end..];
        }
    }
    told + rest
}

/// The last child of a listing, with nothing but its address and a status; nothing where it has no
/// child.
pub(crate) fn a_child_broken(listing: &str) -> Option<String> {
    let end = listing.rfind("response>")?;
    let end = listing[..end].rfind("</")?;
    let start = listing[..end].rfind("href>").and_then(|_| {
        let mut starts = listing[..end].match_indices('<').map(|(at, _)| at);
        starts.rfind(|at| {
            let tag = listing[at + 1..]
                .split(['>', ' ', '/'])
                .next()
                .unwrap_or_default();
            tag.rsplit(':').next() == Some("response")
        })
    })?;
    let inside = start + listing[start..].find('>')? + 1;
    let is_child = !texts_of(&listing[..start], "href").is_empty();
    let href = texts_of(&listing[inside..end], "href")
        .into_iter()
        .next()
        .filter(|_| is_child)?;
    Some(format!(
        "{}<h:href xmlns:h=\"DAV:\">{href}</h:href><h:status xmlns:h=\"DAV:\">HTTP/1.1 503 Service \
         Unavailable</h:status>{}",
        &listing[..inside],
        &listing[end..]
    ))
}

#[test]
fn elements_are_changed_and_the_rest_stays() {
    let listing = "<?xml version=\"1.0\"?><D:multistatus xmlns:D=\"DAV:\"><D:response><D:href>/</D:href>\
                   <D:prop><D:getetag/></D:prop></D:response><D:response><D:href>/a</D:href>\
                   <D:prop><D:getetag x=\"1\">\"t\"</D:getetag></D:prop></D:response></D:multistatus>";
    let same = edited(listing, |_, inside| Some(inside.to_owned()));
    assert_eq!(same, listing);
    let other = edited(listing, |name, inside| {
        Some(if name == "getetag" {
            "new".to_owned()
        } else {
            inside.to_owned()
        })
    });
    assert_eq!(other, listing.replace("\"t\"", "new"));
    assert_eq!(texts_of(listing, "href"), ["/", "/a"]);
    let broken = a_child_broken(listing).unwrap();
    assert_eq!(texts_of(&broken, "href"), ["/", "/a"]);
    assert!(
        broken.contains("503") && !broken.contains("\"t\""),
        "{broken}"
    );
    let one = "<D:multistatus xmlns:D=\"DAV:\"><D:response><D:href>/</D:href></D:response></D:multistatus>";
    assert_eq!(a_child_broken(one), None);
    assert_eq!(
        unnumbered("([\"a#3\"])(<t> [\"b#4\"])", |n| n == 3),
        "([\"a\"])(<t> [\"b#4\"])"
    );
}
