//! Collections.

use damson_core::DamPath;

use super::{
    Case, Outcome, case,
    setting::{Setting, all_pages, assert_kind},
};
use crate::{CollectionEdit, CollectionId, CollectionKind, ErrorKind, Result};

pub(super) const CASES: &[Case] = &[
    case!(
        "members keep their order over pages",
        [Collections],
        members_keep_their_order
    ),
    case!(
        "what is a member is not added again, and what is none is not missed",
        [Collections],
        edits_may_be_sent_again
    ),
    case!(
        "what is gone from the server is no member",
        [Collections],
        leaves_out_what_is_gone
    ),
    case!(
        "only what is there becomes a member",
        [Collections],
        adds_only_what_is_there
    ),
    case!(
        "a reader changes no collection",
        [Collections, Reader],
        a_reader_changes_none
    ),
];

/// An empty static collection with this title.
async fn new(s: &Setting<'_>, title: &str) -> CollectionId {
    let made = s.fixture.collection(title).await;
    made.expect("a fixture of a server with collections makes one")
}

async fn members(s: &Setting<'_>, id: &CollectionId) -> Result<Vec<DamPath>> {
    let first = &s.first;
    let entries = all_pages(|page| first.collection_members(id, page)).await?;
    Ok(entries.into_iter().map(|entry| entry.path).collect())
}

async fn add(s: &Setting<'_>, id: &CollectionId, add: &[DamPath]) -> Result<()> {
    let edit = CollectionEdit {
        add: add.to_vec(),
        remove: Vec::new(),
    };
    s.first.edit_collection(id, &edit).await
}

async fn members_keep_their_order(s: &Setting<'_>) -> Outcome {
    let id = new(s, "In order").await;
    let folder = s.folder("z folder").await?;
    let mut expected = Vec::new();
    for number in (0..s.fixture.more_than_a_page().min(120)).rev() {
        let name = format!("{number:03}.txt");
        s.put(&name, b"x").await?;
        expected.push(s.at(&name));
    }
    expected.insert(1, folder);
    s.fixture.settle().await;
    add(s, &id, &expected).await?;
    assert_eq!(members(s, &id).await?, expected);
    let listed = s.first.collections().await?;
    let listed = listed.iter().find(|one| one.id == id);
    let listed = listed.expect("the list has the collection");
    assert_eq!(listed.title, "In order");
    assert_eq!(listed.kind, CollectionKind::Static);
    if let Some(count) = listed.members {
        assert_eq!(count, expected.len() as u64);
    }
    Ok(())
}

async fn edits_may_be_sent_again(s: &Setting<'_>) -> Outcome {
    let id = new(s, "Twice").await;
    let [a, b, c] = ["a.txt", "b.txt", "c.txt"].map(|name| s.at(name));
    for name in ["a.txt", "b.txt", "c.txt"] {
        s.put(name, b"x").await?;
    }
    s.fixture.settle().await;
    add(s, &id, &[b.clone(), a.clone()]).await?;
    add(s, &id, &[a.clone(), c.clone()]).await?;
    assert_eq!(
        members(s, &id).await?,
        [b.clone(), a.clone(), c.clone()],
        "what is in it stays where it is"
    );
    let edit = CollectionEdit {
        add: Vec::new(),
        remove: vec![b, s.at("never.txt")],
    };
    s.first.edit_collection(&id, &edit).await?;
    s.first.edit_collection(&id, &edit).await?;
    assert_eq!(members(s, &id).await?, [a.clone(), c]);
    s.first.stat(&s.at("b.txt")).await?;
    let edit = CollectionEdit {
        add: vec![s.at("b.txt")],
        remove: vec![s.at("c.txt")],
    };
    s.first.edit_collection(&id, &edit).await?;
    assert_eq!(members(s, &id).await?, [a, s.at("b.txt")]);
    Ok(())
}

async fn leaves_out_what_is_gone(s: &Setting<'_>) -> Outcome {
    let id = new(s, "Gone").await;
    for name in ["kept.txt", "gone.txt"] {
        s.put(name, b"x").await?;
    }
    s.fixture.settle().await;
    add(s, &id, &[s.at("gone.txt"), s.at("kept.txt")]).await?;
    let expect = s.expect("gone.txt").await?;
    s.first.remove(&s.at("gone.txt"), &expect).await?;
    s.fixture.settle().await;
    assert_eq!(members(s, &id).await?, [s.at("kept.txt")]);
    Ok(())
}

async fn adds_only_what_is_there(s: &Setting<'_>) -> Outcome {
    let id = new(s, "Absent").await;
    s.put("a.txt", b"x").await?;
    s.fixture.settle().await;
    let refused = add(s, &id, &[s.at("a.txt"), s.at("nothing.txt")]).await;
    assert_kind(refused, &ErrorKind::NotFound);
    assert!(members(s, &id).await?.is_empty(), "all or nothing");
    for text in ["", "nothing", "/content/dam/../../etc", "a/../b"] {
        let absent = CollectionId(text.to_owned());
        let read = s.first.collection_members(&absent, None).await;
        assert_kind(read, &ErrorKind::NotFound);
        let edited = add(s, &absent, &[s.at("a.txt")]).await;
        assert_kind(edited, &ErrorKind::NotFound);
    }
    Ok(())
}

async fn a_reader_changes_none(s: &Setting<'_>) -> Outcome {
    let id = new(s, "Readers").await;
    s.put("a.txt", b"x").await?;
    s.fixture.settle().await;
    let reader = s.fixture.reader().expect("the case needs a reader");
    let edit = CollectionEdit {
        add: vec![s.at("a.txt")],
        remove: Vec::new(),
    };
    let refused = reader.edit_collection(&id, &edit).await;
    assert_kind(refused, &ErrorKind::Forbidden);
    assert!(members(s, &id).await?.is_empty());
    Ok(())
}
