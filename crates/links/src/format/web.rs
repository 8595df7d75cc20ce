//! Pages and style sheets: what a browser would load to show them, searched rather than parsed,
//! because pages are rarely well formed.

use super::Found;
use crate::{Link, Result, bounded::Window};

/// More of a page is not looked at.
const LARGEST: usize = 32 * 1024 * 1024;

pub(super) fn read_html(window: &mut Window<'_>) -> Result<Found> {
    let (text, complete) = text(window)?;
    let mut links = Vec::new();
    of_html(&text, &mut links);
    of_css(&text, &mut links);
    Ok(Found { links, complete })
}

pub(super) fn read_css(window: &mut Window<'_>) -> Result<Found> {
    let (text, complete) = text(window)?;
    let mut links = Vec::new();
    of_css(&text, &mut links);
    Ok(Found { links, complete })
}

fn text(window: &mut Window<'_>) -> Result<(String, bool)> {
    let bytes = window.up_to(0, LARGEST)?;
    let complete = window.length <= LARGEST as u64;
    Ok((String::from_utf8_lossy(&bytes).into_owned(), complete))
}

/// A link to another file: without query and fragment; nothing for a place in the same one.
pub(super) fn link(address: &str) -> Option<Link> {
    let address = address.trim();
    let bare = if address.contains("://") {
        address
    } else {
        address.split(['#', '?']).next().unwrap_or_default()
    };
    (!bare.is_empty()).then(|| Link::uri(bare))
}

/// `src`, `srcset`, `poster`, `data`, and `href` of what is loaded with the page (`link`, `image`,
/// `use`): an anchor's address is a place to go to.
fn of_html(text: &str, links: &mut Vec<Link>) {
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end..]);
            continue;
        }
        let end = end_of_tag(rest);
        of_tag(&rest[..end], links);
        rest = &rest[end..];
    }
}

fn of_tag(tag: &str, links: &mut Vec<Link>) {
    let end = tag
        .find(|c: char| c.is_whitespace() || c == '/')
        .unwrap_or(tag.len());
    let name = tag[..end].to_ascii_lowercase();
    for (attribute, value) in attributes(&tag[end..]) {
        let value = value.replace("&amp;", "&");
        match attribute.to_ascii_lowercase().as_str() {
            "src" | "poster" => links.extend(link(&value)),
            "data" if name == "object" => links.extend(link(&value)),
            "href" | "xlink:href" if matches!(name.as_str(), "link" | "image" | "use") => {
                links.extend(link(&value));
            }
            "srcset" => {
                let addresses = value
                    .split(',')
                    .filter_map(|part| part.split_whitespace().next());
                links.extend(addresses.filter_map(link));
            }
            _ => {}
        }
    }
}

/// Where a tag ends: at `>` outside of quotes.
fn end_of_tag(text: &str) -> usize {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '>') => return at,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    text.len()
}

/// Names and values, with or without quotes.
fn attributes(tag: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = tag;
    while let Some(equals) = rest.find('=') {
        let before = rest[..equals].trim_end();
        let start = before
            .rfind(|c: char| c.is_whitespace() || c == '/')
            .map_or(0, |at| at + 1);
        let name = before.get(start..).unwrap_or_default();
        let value = rest[equals + 1..].trim_start();
        let (value, after) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                let inner = &value[1..];
                inner.split_once(quote).unwrap_or((inner, ""))
            }
            Some(_) => {
                let end = value.find(char::is_whitespace).unwrap_or(value.len());
                value.split_at(end)
            }
            None => ("", ""),
        };
        found.push((name, value));
        rest = after;
    }
    found
}

/// `url(…)` and `@import "…"`.
pub(super) fn of_css(text: &str, links: &mut Vec<Link>) {
    let mut rest = text;
    loop {
        let url = rest.find("url(").map(|at| (at, at + 4));
        let import = rest.find("@import").map(|at| (at, at + 7));
        let Some((_, from)) = [url, import].into_iter().flatten().min() else {
            return;
        };
        let after = rest[from..].trim_start();
        let quoted = after.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (address, next) = match quoted {
            Some(quote) => after[1..].split_once(quote).unwrap_or(("", "")),
            // An import may be of `url(…)`, which comes next by itself.
            None if url.is_none_or(|(_, end)| end != from) => ("", after),
            None => after.split_once(')').unwrap_or(("", "")),
        };
        links.extend(link(address));
        rest = next;
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use crate::Bounds;

    fn written(name: &str, text: &str) -> Vec<String> {
        let found = crate::read(name, &mut Cursor::new(text), Bounds::default()).unwrap();
        found.links.into_iter().map(|link| link.written).collect()
    }

    #[test]
    fn what_a_page_loads() {
        let page = "<!doctype html><link rel=stylesheet href=look.css><!-- <img src=old.png> -->\
            <a href='next.html'>x</a><img alt='a > b' src=\"pics/a b.png?v=2\" srcset='a.png 1x, b.png 2x'>\
            <video poster=p.jpg><source src='clip.mp4'></video><img src='data:image/png;base64,AA'>\
            <div style=\"background:url('bg.png')\"></div><img src='https://example.com/c.png'>";
        assert_eq!(
            written("a.html", page),
            [
                "look.css",
                "pics/a b.png",
                "a.png",
                "b.png",
                "p.jpg",
                "clip.mp4",
                "https://example.com/c.png",
                "bg.png"
            ]
        );
    }

    #[test]
    fn what_a_style_sheet_loads() {
        let sheet = "@import \"base.css\"; @import url(more.css); @font-face { src: url( 'f.woff2' ) format('woff2') } .a{background:url(#x)}";
        assert_eq!(written("a.css", sheet), ["base.css", "more.css", "f.woff2"]);
    }
}
