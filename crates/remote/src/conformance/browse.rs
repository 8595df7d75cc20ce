//! Who is there, and what is there.

use std::collections::BTreeSet;

use damson_core::{ByteCount, Lock};

use super::{
    Case, Outcome, case,
    setting::{Setting, all_pages, assert_kind},
};
use crate::{AssetKind, ErrorKind, Expect};

pub(super) const CASES: &[Case] = &[
    case!("says who is logged in", [], says_who_is_logged_in),
    case!(
        "two people are two people",
        [SecondEditor],
        two_people_are_two_people
    ),
    case!(
        "lists every child once over pages",
        [],
        lists_every_child_once
    ),
    case!("lists an empty folder", [], lists_an_empty_folder),
    case!("lists only direct children", [], lists_only_direct_children),
    case!(
        "a missing folder is not found",
        [],
        a_missing_folder_is_not_found
    ),
    case!("tells what an asset is", [], tells_what_an_asset_is),
    case!("tells what a folder is", [], tells_what_a_folder_is),
    case!(
        "leaves out what is missing of many",
        [],
        leaves_out_what_is_missing
    ),
    case!("an id tells where its asset is", [], tells_where_an_id_is),
    case!("has a web page on its own origin", [], has_a_web_page),
];

async fn says_who_is_logged_in(s: &Setting<'_>) -> Outcome {
    let one = s.first.who_am_i().await?;
    assert!(!one.id.is_empty(), "an id is not empty");
    assert_eq!(one.id, s.first.who_am_i().await?.id, "the same id again");
    Ok(())
}

async fn two_people_are_two_people(s: &Setting<'_>) -> Outcome {
    assert_ne!(
        s.first.who_am_i().await?.id,
        s.second().who_am_i().await?.id
    );
    Ok(())
}

async fn lists_every_child_once(s: &Setting<'_>) -> Outcome {
    let count = s.fixture.more_than_a_page();
    let mut expected = BTreeSet::from([s.at("asset.txt")]);
    for number in 0..count {
        expected.insert(s.folder(&format!("folder-{number:04}")).await?);
    }
    s.put("asset.txt", b"an asset among folders").await?;
    let first_page = s.first.list(&s.root, None).await?;
    assert!(
        first_page.next.is_some(),
        "{count} children are more than a page"
    );
    let entries = all_pages(|page| s.first.list(&s.root, page)).await?;
    assert_eq!(entries.len(), expected.len(), "each child once");
    let found: BTreeSet<_> = entries.into_iter().map(|entry| entry.path).collect();
    assert_eq!(found, expected);
    Ok(())
}

async fn lists_an_empty_folder(s: &Setting<'_>) -> Outcome {
    let page = s.first.list(&s.root, None).await?;
    assert!(
        page.items.is_empty() && page.refused.is_empty() && page.next.is_none(),
        "{page:?}"
    );
    Ok(())
}

async fn lists_only_direct_children(s: &Setting<'_>) -> Outcome {
    s.folder("folder").await?;
    s.put("folder/below.txt", b"below").await?;
    s.put("beside.txt", b"beside").await?;
    let entries = all_pages(|page| s.first.list(&s.root, page)).await?;
    let mut found: Vec<_> = entries.iter().map(|e| (e.path.name(), e.kind)).collect();
    found.sort_unstable_by_key(|(name, _)| *name);
    assert_eq!(
        found,
        [
            ("beside.txt", AssetKind::Asset),
            ("folder", AssetKind::Folder)
        ]
    );
    let listed = entries
        .iter()
        .find(|entry| entry.path.name() == "beside.txt");
    assert_eq!(
        listed.and_then(|entry| entry.revision.size),
        Some(ByteCount(6))
    );
    Ok(())
}

async fn a_missing_folder_is_not_found(s: &Setting<'_>) -> Outcome {
    assert_kind(
        s.first.list(&s.at("nowhere"), None).await,
        &ErrorKind::NotFound,
    );
    assert_kind(
        s.first.stat(&s.at("nowhere/either")).await,
        &ErrorKind::NotFound,
    );
    Ok(())
}

async fn tells_what_an_asset_is(s: &Setting<'_>) -> Outcome {
    s.put("a.txt", b"twelve bytes").await?;
    let entry = s.first.stat(&s.at("a.txt")).await?;
    assert_eq!(entry.path, s.at("a.txt"));
    assert_eq!(entry.kind, AssetKind::Asset);
    assert_eq!(entry.revision.size, Some(ByteCount(12)));
    assert!(
        entry.revision.modified.is_some() || entry.revision.content.is_some(),
        "a revision can be told from another"
    );
    assert_eq!(entry.lock, Lock::Free);
    Ok(())
}

async fn tells_what_a_folder_is(s: &Setting<'_>) -> Outcome {
    let folder = s.folder("folder").await?;
    let entry = s.first.stat(&folder).await?;
    assert_eq!((entry.path, entry.kind), (folder, AssetKind::Folder));
    assert_eq!(s.first.stat(&s.root).await?.kind, AssetKind::Folder);
    Ok(())
}

async fn leaves_out_what_is_missing(s: &Setting<'_>) -> Outcome {
    s.put("a.txt", b"a").await?;
    s.put("c.txt", b"c").await?;
    s.fixture.settle().await;
    let asked = [s.at("a.txt"), s.at("b.txt"), s.at("c.txt")];
    let entries = s.first.stat_many(&asked).await?;
    let found: BTreeSet<_> = entries.into_iter().map(|entry| entry.path).collect();
    assert_eq!(found, BTreeSet::from([s.at("a.txt"), s.at("c.txt")]));
    assert!(s.first.stat_many(&[]).await?.is_empty());
    Ok(())
}

/// Whoever can't be asked that way says nothing; what is said is so.
async fn tells_where_an_id_is(s: &Setting<'_>) -> Outcome {
    s.put("a.txt", b"a").await?;
    let id = s.first.stat(&s.at("a.txt")).await?.id;
    s.first
        .rename(&s.at("a.txt"), &s.at("moved.txt"), &Expect::default())
        .await?;
    s.fixture.settle().await;
    let entries = s.first.stat_by_id(&Vec::from_iter(id.clone())).await?;
    for entry in entries {
        assert_eq!((entry.path, entry.id), (s.at("moved.txt"), id.clone()));
    }
    assert!(s.first.stat_by_id(&[]).await?.is_empty());
    Ok(())
}

async fn has_a_web_page(s: &Setting<'_>) -> Outcome {
    let origin = s.first.web_page(&s.root, true).origin();
    for name in [
        "a.txt",
        "day 1",
        "@evil.example",
        ":80",
        "a?b#c",
        "\\\\evil.example",
        "%2e%2e",
    ] {
        for is_folder in [true, false] {
            let page = s.first.web_page(&s.at(name), is_folder);
            assert_eq!(page.origin(), origin, "the page of {name}: {page}");
            assert!(
                page.password().is_none() && page.username().is_empty(),
                "{page}"
            );
        }
    }
    Ok(())
}
