//! Renditions.

use super::{
    Case, Outcome, case,
    setting::{Setting, assert_kind, new_asset, source, whole},
};
use crate::{ErrorKind, memory::GREY_DOT};

pub(super) const CASES: &[Case] = &[
    case!("lists the original", [Renditions], lists_the_original),
    case!("reads what it lists", [Renditions], reads_what_it_lists),
    case!(
        "has no rendition that it does not list",
        [Renditions],
        has_no_other
    ),
];

async fn lists_the_original(s: &Setting<'_>) -> Outcome {
    s.put("a.txt", b"words").await?;
    s.fixture.settle().await;
    let renditions = s.first.renditions(&s.at("a.txt")).await?;
    let originals = renditions
        .iter()
        .filter(|rendition| rendition.is_original());
    let [original] = originals.collect::<Vec<_>>()[..] else {
        panic!("not one original: {renditions:?}");
    };
    assert_eq!(original.name, renditions[0].name, "it is the first");
    let path = s.at("a.txt");
    let body = s.first.read_rendition(&path, &original.name).await?;
    assert_eq!(whole(body).await?, b"words"[..]);
    Ok(())
}

async fn reads_what_it_lists(s: &Setting<'_>) -> Outcome {
    let (path, picture) = (s.at("dot.png"), source(&GREY_DOT));
    s.first.upload(new_asset(&path, &picture)).await?;
    s.fixture.settle().await;
    let renditions = s.first.renditions(&path).await?;
    for rendition in &renditions {
        let same = renditions
            .iter()
            .filter(|other| other.name == rendition.name);
        assert_eq!(same.count(), 1, "twice: {rendition:?}");
        let body = s.first.read_rendition(&path, &rendition.name).await?;
        let bytes = whole(body).await?;
        assert!(!bytes.is_empty(), "{rendition:?}");
        if let Some(size) = rendition.size {
            assert_eq!(bytes.len() as u64, size.0, "{rendition:?}");
        }
        let is = |start: &[u8]| bytes.starts_with(start);
        match rendition.media_type.as_deref() {
            Some("image/png") => assert!(is(b"\x89PNG\r\n\x1a\n"), "{rendition:?}"),
            Some("image/jpeg") => assert!(is(b"\xff\xd8\xff"), "{rendition:?}"),
            Some(_) | None => {}
        }
    }
    Ok(())
}

async fn has_no_other(s: &Setting<'_>) -> Outcome {
    s.put("a.txt", b"words").await?;
    s.folder("deep").await?;
    s.fixture.settle().await;
    for name in ["nothing.jpeg", "", "..", "../../metadata", "original/x"] {
        let body = s.first.read_rendition(&s.at("a.txt"), name).await;
        assert_kind(body, &ErrorKind::NotFound);
    }
    let absent = s.first.renditions(&s.at("nothing.txt")).await;
    assert_kind(absent, &ErrorKind::NotFound);
    let folder = s.first.renditions(&s.at("deep")).await;
    assert!(folder.is_err(), "a folder has none: {folder:?}");
    Ok(())
}
