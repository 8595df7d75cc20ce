//! After Effects projects: the footage's file references in a tree of RIFX chunks.
//!
//! Source: the description of the format that comes with py-aep (PyPI), made from some 1,350 projects.

use super::Found;
use crate::{
    Error, Link, Result,
    bounded::{Window, number::be32},
};

const DEEPEST: usize = 32;
const MOST_CHUNKS: usize = 2_000_000;
/// The longest file reference that is read, in bytes.
const LARGEST: u32 = 64 * 1024;

pub(super) fn read(window: &mut Window<'_>) -> Result<Found> {
    let head = window.at(0, 12)?;
    if !head.starts_with(b"RIFX") || head[8..12] != *b"Egg!" {
        return Err(Error::Broken("this is no After Effects project"));
    }
    let length = u64::from(be32(&head, 4).unwrap_or_default());
    let mut tree = Tree {
        chunks: 0,
        links: Vec::new(),
    };
    let end = (8 + length).min(window.length);
    match tree.walk(window, 12, end, &mut Vec::new()) {
        Ok(()) => Ok(Found::whole(tree.links)),
        Err(Error::Unreadable(error)) => Err(Error::Unreadable(error)),
        Err(_) => Ok(Found {
            links: tree.links,
            complete: false,
        }),
    }
}

struct Tree {
    chunks: usize,
    links: Vec<Link>,
}

impl Tree {
    /// `lists` are the kinds of the lists around, outermost first.
    fn walk(
        &mut self,
        window: &mut Window<'_>,
        mut at: u64,
        end: u64,
        lists: &mut Vec<[u8; 4]>,
    ) -> Result<()> {
        while at + 8 <= end {
            self.chunks += 1;
            if self.chunks > MOST_CHUNKS || lists.len() > DEEPEST {
                return Err(Error::TooLarge);
            }
            let head = window.up_to(at, 12)?;
            let length = be32(&head, 4).ok_or(Error::Broken("the project ends too early"))?;
            let next = at + 8 + u64::from(length) + u64::from(length % 2);
            match &head[..4] {
                b"LIST" => {
                    let kind: [u8; 4] = head
                        .get(8..12)
                        .and_then(|kind| kind.try_into().ok())
                        .ok_or(Error::Broken("the project ends too early"))?;
                    // What is below is no tree.
                    if kind != *b"btdk" {
                        lists.push(kind);
                        self.walk(window, at + 12, next.min(end), lists)?;
                        lists.pop();
                    }
                }
                // The same below an output module names what is made, not what is used.
                b"alas" if lists.contains(b"Pin ") && length <= LARGEST => {
                    let json = window.at(at + 8, length as usize)?;
                    self.links.extend(link(&json));
                }
                _ => {}
            }
            at = next;
        }
        Ok(())
    }
}

fn link(json: &[u8]) -> Option<Link> {
    let json = json.split(|byte| *byte == 0).next()?;
    let value: serde_json::Value = serde_json::from_slice(json).ok()?;
    let path = value.get("fullpath")?.as_str()?;
    (!path.is_empty()).then(|| Link::native(path))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;
    use crate::Bounds;

    fn chunk(name: [u8; 4], data: &[u8]) -> Vec<u8> {
        let mut bytes = name.to_vec();
        bytes.extend_from_slice(&u32::try_from(data.len()).unwrap().to_be_bytes());
        bytes.extend_from_slice(data);
        bytes.resize(bytes.len().next_multiple_of(2), 0);
        bytes
    }

    fn list(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
        chunk(*b"LIST", &[kind.as_slice(), data].concat())
    }

    #[test]
    fn footage_is_a_link_and_output_is_none() {
        let alas = |path: &str| {
            list(
                *b"Als2",
                &chunk(
                    *b"alas",
                    format!("{{\"fullpath\":\"{path}\",\"platform\":2}}").as_bytes(),
                ),
            )
        };
        let body = [
            list(*b"Fold", &list(*b"Pin ", &alas("/Volumes/a/clip.mov"))),
            list(*b"btdk", b"\xff\xff\xff\xff\xff"),
            list(*b"LOm ", &alas("/out/film.mov")),
        ]
        .concat();
        let file = chunk(*b"RIFX", &[b"Egg!".as_slice(), &body].concat());
        let found = crate::read("a.aep", &mut Cursor::new(&file), Bounds::default()).unwrap();
        assert_eq!(found.links, [Link::native("/Volumes/a/clip.mov")]);
        assert!(found.complete);
    }
}
