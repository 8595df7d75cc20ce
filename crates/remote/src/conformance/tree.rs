//! Folders, moves, copies, removals.

use damson_core::Lock;

use super::{
    Case, Outcome, case,
    setting::{Setting, assert_kind},
};
use crate::{AssetKind, ErrorKind, Expect};

pub(super) const CASES: &[Case] = &[
    case!("makes a folder once", [], makes_a_folder_once),
    case!("a folder needs its parent", [], a_folder_needs_its_parent),
    case!("renames an asset", [], renames_an_asset),
    case!("moves an asset to another folder", [], moves_an_asset),
    case!(
        "renames a folder with all that is inside",
        [],
        renames_a_folder
    ),
    case!("a rename never overwrites", [], a_rename_never_overwrites),
    case!(
        "renames only what is as expected",
        [],
        renames_only_what_is_as_expected
    ),
    case!("copies an asset", [Copy], copies_an_asset),
    case!("copies a folder", [Copy], copies_a_folder),
    case!("a copy never overwrites", [Copy], a_copy_never_overwrites),
    case!(
        "a copy is not checked out",
        [Copy, Locks],
        a_copy_is_not_checked_out
    ),
    case!("removes an asset", [], removes_an_asset),
    case!(
        "removes a folder with all that is inside",
        [],
        removes_a_folder
    ),
    case!(
        "removes only what is as expected",
        [],
        removes_only_what_is_as_expected
    ),
];

async fn makes_a_folder_once(s: &Setting<'_>) -> Outcome {
    let folder = s.folder("folder").await?;
    assert_eq!(s.first.stat(&folder).await?.kind, AssetKind::Folder);
    assert_kind(
        s.first.make_folder(&folder, "folder").await,
        &ErrorKind::Exists,
    );
    s.put("a.txt", b"one").await?;
    assert!(s.first.make_folder(&s.at("a.txt"), "a.txt").await.is_err());
    s.assert_bytes("a.txt", b"one").await
}

async fn a_folder_needs_its_parent(s: &Setting<'_>) -> Outcome {
    let made = s.first.make_folder(&s.at("nowhere/folder"), "folder").await;
    assert_kind(made, &ErrorKind::NotFound);
    s.assert_absent("nowhere").await;
    Ok(())
}

async fn renames_an_asset(s: &Setting<'_>) -> Outcome {
    s.put("a.txt", b"one").await?;
    let expect = s.expect("a.txt").await?;
    s.first
        .rename(&s.at("a.txt"), &s.at("b.txt"), &expect)
        .await?;
    assert_eq!(s.names_in(&s.root).await?, ["b.txt"]);
    s.assert_absent("a.txt").await;
    s.assert_bytes("b.txt", b"one").await?;
    let missing = s
        .first
        .rename(&s.at("a.txt"), &s.at("c.txt"), &Expect::default())
        .await;
    assert_kind(missing, &ErrorKind::NotFound);
    Ok(())
}

async fn moves_an_asset(s: &Setting<'_>) -> Outcome {
    s.folder("folder").await?;
    s.put("a.txt", b"one").await?;
    let expect = s.expect("a.txt").await?;
    s.first
        .rename(&s.at("a.txt"), &s.at("folder/a.txt"), &expect)
        .await?;
    assert_eq!(s.names_in(&s.root).await?, ["folder"]);
    s.assert_bytes("folder/a.txt", b"one").await
}

async fn renames_a_folder(s: &Setting<'_>) -> Outcome {
    s.folder("old").await?;
    s.folder("old/below").await?;
    s.put("old/below/a.txt", b"deep").await?;
    s.first
        .rename(&s.at("old"), &s.at("fresh"), &Expect::default())
        .await?;
    s.assert_absent("old").await;
    assert_eq!(s.names_in(&s.at("fresh")).await?, ["below"]);
    s.assert_bytes("fresh/below/a.txt", b"deep").await
}

async fn a_rename_never_overwrites(s: &Setting<'_>) -> Outcome {
    s.put("a.txt", b"one").await?;
    s.put("b.txt", b"another").await?;
    s.folder("folder").await?;
    let expect = s.expect("a.txt").await?;
    for target in ["b.txt", "folder"] {
        let renamed = s.first.rename(&s.at("a.txt"), &s.at(target), &expect).await;
        assert_kind(renamed, &ErrorKind::Exists);
    }
    assert_eq!(s.names_in(&s.root).await?, ["a.txt", "b.txt", "folder"]);
    s.assert_bytes("a.txt", b"one").await?;
    s.assert_bytes("b.txt", b"another").await
}

async fn renames_only_what_is_as_expected(s: &Setting<'_>) -> Outcome {
    s.put("a.txt", b"one").await?;
    let stale = s.expect("a.txt").await?;
    s.replace("a.txt", b"in the meantime", None).await?;
    let renamed = s.first.rename(&s.at("a.txt"), &s.at("b.txt"), &stale).await;
    assert_kind(renamed, &ErrorKind::Changed);
    assert_eq!(s.names_in(&s.root).await?, ["a.txt"]);
    Ok(())
}

async fn copies_an_asset(s: &Setting<'_>) -> Outcome {
    s.put("a.txt", b"one").await?;
    s.first.copy(&s.at("a.txt"), &s.at("b.txt")).await?;
    s.replace("b.txt", b"number two", None).await?;
    s.assert_bytes("a.txt", b"one").await?;
    s.assert_bytes("b.txt", b"number two").await
}

async fn copies_a_folder(s: &Setting<'_>) -> Outcome {
    s.folder("one").await?;
    s.folder("one/below").await?;
    s.put("one/below/a.txt", b"deep").await?;
    s.first.copy(&s.at("one"), &s.at("two")).await?;
    s.assert_bytes("one/below/a.txt", b"deep").await?;
    s.assert_bytes("two/below/a.txt", b"deep").await
}

async fn a_copy_never_overwrites(s: &Setting<'_>) -> Outcome {
    s.put("a.txt", b"one").await?;
    s.put("b.txt", b"another").await?;
    let copied = s.first.copy(&s.at("a.txt"), &s.at("b.txt")).await;
    assert_kind(copied, &ErrorKind::Exists);
    s.assert_bytes("b.txt", b"another").await
}

async fn a_copy_is_not_checked_out(s: &Setting<'_>) -> Outcome {
    s.put("a.txt", b"one").await?;
    s.first.lock(&s.at("a.txt")).await?;
    s.first.copy(&s.at("a.txt"), &s.at("b.txt")).await?;
    assert_eq!(s.first.stat(&s.at("a.txt")).await?.lock, Lock::Mine);
    assert_eq!(s.first.stat(&s.at("b.txt")).await?.lock, Lock::Free);
    Ok(())
}

async fn removes_an_asset(s: &Setting<'_>) -> Outcome {
    s.put("a.txt", b"one").await?;
    s.put("b.txt", b"stays").await?;
    s.first
        .remove(&s.at("a.txt"), &s.expect("a.txt").await?)
        .await?;
    s.assert_absent("a.txt").await;
    assert_eq!(s.names_in(&s.root).await?, ["b.txt"]);
    let again = s.first.remove(&s.at("a.txt"), &Expect::default()).await;
    assert_kind(again, &ErrorKind::NotFound);
    Ok(())
}

async fn removes_a_folder(s: &Setting<'_>) -> Outcome {
    s.folder("folder").await?;
    s.folder("folder/below").await?;
    s.put("folder/below/a.txt", b"deep").await?;
    s.first.remove(&s.at("folder"), &Expect::default()).await?;
    s.assert_absent("folder").await;
    s.assert_absent("folder/below/a.txt").await;
    Ok(())
}

async fn removes_only_what_is_as_expected(s: &Setting<'_>) -> Outcome {
    s.put("a.txt", b"one").await?;
    let stale = s.expect("a.txt").await?;
    s.replace("a.txt", b"in the meantime", None).await?;
    assert_kind(
        s.first.remove(&s.at("a.txt"), &stale).await,
        &ErrorKind::Changed,
    );
    s.assert_bytes("a.txt", b"in the meantime").await
}
