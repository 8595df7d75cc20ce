//! Documents made by the rules of the format.

use std::io::Cursor;

use super::*;
use crate::{Bounds, Place, read};

fn unicode(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().chain([0]).collect();
    let mut bytes = u32::try_from(units.len()).unwrap().to_be_bytes().to_vec();
    bytes.extend(units.into_iter().flat_map(u16::to_be_bytes));
    bytes
}

fn key(name: &str) -> Vec<u8> {
    let length = if name.len() == 4 {
        0
    } else {
        u32::try_from(name.len()).unwrap()
    };
    [&length.to_be_bytes(), name.as_bytes()].concat()
}

fn file_link(full: &str, relative: &str) -> Vec<u8> {
    let mut bytes = 16_u32.to_be_bytes().to_vec();
    bytes.extend(unicode(""));
    bytes.extend(key("ExternalFileLink"));
    bytes.extend(5_u32.to_be_bytes());
    for (name, text) in [("Nm  ", "linked"), ("fullPath", full)] {
        bytes.extend(key(name));
        bytes.extend(b"TEXT");
        bytes.extend(unicode(text));
    }
    bytes.extend(key("descVersion"));
    bytes.extend(b"long");
    bytes.extend(2_u32.to_be_bytes());
    bytes.extend(key("alis"));
    bytes.extend(b"alis");
    bytes.extend([0, 0, 0, 3, 1, 2, 3]);
    bytes.extend(key("relPath"));
    bytes.extend(b"TEXT");
    bytes.extend(unicode(relative));
    bytes
}

fn item(kind: [u8; 4], full: &str, relative: &str) -> Vec<u8> {
    let mut bytes = kind.to_vec();
    bytes.extend(7_u32.to_be_bytes());
    bytes.extend([4]);
    bytes.extend(b"uuid");
    bytes.extend(unicode("linked-layer.png"));
    bytes.extend(b"png 8BIM");
    bytes.extend(0_u64.to_be_bytes());
    bytes.extend([0]);
    if kind == *b"liFE" {
        bytes.extend(file_link(full, relative));
        bytes.extend(2024_u32.to_be_bytes());
        bytes.extend([2, 29, 12, 30]);
        bytes.extend(15.5_f64.to_be_bytes());
        bytes.extend(4711_u64.to_be_bytes());
    }
    bytes.extend(unicode("xmp.did:42"));
    bytes.extend(0_f64.to_be_bytes());
    bytes.extend([0]);
    let mut whole = u64::try_from(bytes.len()).unwrap().to_be_bytes().to_vec();
    whole.extend(bytes);
    whole.resize(whole.len().next_multiple_of(4), 0);
    whole
}

fn document(large: bool, items: &[u8]) -> Vec<u8> {
    let length = |n: usize| {
        if large {
            (n as u64).to_be_bytes().to_vec()
        } else {
            u32::try_from(n).unwrap().to_be_bytes().to_vec()
        }
    };
    let mut section = length(6);
    section.extend([0; 6]);
    section.extend([0; 4]);
    section.extend(b"8BIMPatt\0\0\0\x02xx\0\0");
    section.extend(b"8BIMlnkE");
    section.extend(length(items.len()));
    section.extend(items);
    let mut bytes = b"8BPS".to_vec();
    bytes.extend([0, if large { 2 } else { 1 }]);
    bytes.resize(26, 0);
    bytes.extend([0; 4]);
    bytes.extend([0, 0, 0, 2, 9, 9]);
    bytes.extend(length(section.len()));
    bytes.extend(section);
    bytes.extend(vec![7; 100_000]);
    bytes
}

#[test]
fn linked_smart_objects_of_both_sizes_of_document() {
    let items = [
        item(*b"liFD", "", ""),
        item(
            *b"liFE",
            "file:///Macintosh HD/Users/x/linked-layer.png",
            "../pics/linked-layer.png",
        ),
    ]
    .concat();
    for (large, name) in [(false, "a.psd"), (true, "a.psb")] {
        let bytes = document(large, &items);
        let found = read(name, &mut Cursor::new(bytes), Bounds::default()).unwrap();
        assert!(found.complete);
        let [link] = found.links.as_slice() else {
            panic!("{found:?}");
        };
        assert_eq!(link.document_id.as_deref(), Some("xmp.did:42"));
        assert_eq!(
            (link.size, link.modified),
            (Some(4711), Some(1_709_209_815_500))
        );
        let relative = Place::Relative {
            up: 1,
            names: vec!["pics".into(), "linked-layer.png".into()],
        };
        assert_eq!(link.places()[0], relative);
    }
}

#[test]
fn documents_without_links_and_damaged_ones() {
    let found = read(
        "a.psd",
        &mut Cursor::new(document(false, &[])),
        Bounds::default(),
    )
    .unwrap();
    assert!(found.links.is_empty() && found.complete);
    let cut = item(*b"liFE", "/a.png", "a.png");
    let found = read(
        "a.psd",
        &mut Cursor::new(document(false, &cut[..60])),
        Bounds::default(),
    )
    .unwrap();
    assert!(found.links.is_empty() && !found.complete);
    let error = read("a.psd", &mut Cursor::new("GIF89a"), Bounds::default()).unwrap_err();
    assert!(matches!(error, Error::Broken(_)));
}
