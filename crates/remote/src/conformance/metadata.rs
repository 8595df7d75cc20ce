//! Metadata: reading, editing, forms, tags.

use std::collections::BTreeMap;

use damson_core::{
    Sameness,
    usage::{Approval, Terms},
};

use super::{
    Case, Outcome, case,
    setting::{Setting, all_pages, assert_kind},
};
use crate::{
    ErrorKind, FieldChange, FieldKind, FieldValue, Form, Metadata, MetadataEdit, Result,
    metadata::known,
};

pub(super) const CASES: &[Case] = &[
    case!(
        "edits metadata and reads it back",
        [Metadata],
        edits_and_reads_back
    ),
    case!("clears a field", [Metadata], clears_a_field),
    case!(
        "an edit changes nothing else",
        [Metadata],
        changes_nothing_else
    ),
    case!("amends a list", [Metadata], amends_a_list),
    case!(
        "an edit that was made is made again without harm",
        [Metadata],
        is_made_twice
    ),
    case!(
        "replaces no metadata of somebody else's",
        [Metadata, SecondEditor],
        replaces_nobodys
    ),
    case!(
        "edits the metadata of what somebody else has checked out",
        [Metadata, Locks, SecondEditor],
        edits_what_is_checked_out
    ),
    case!(
        "a reader edits no metadata",
        [Metadata, Reader],
        a_reader_edits_nothing
    ),
    case!(
        "a missing asset has no metadata",
        [Metadata],
        a_missing_asset_has_none
    ),
    case!(
        "says with an asset when it expires and that it is rejected",
        [Metadata],
        says_what_restricts
    ),
    case!("a form names each field once", [Metadata], a_form_is_sound),
    case!("suggests tags by their titles", [Tags], suggests_tags),
];

fn edit(changes: &[(&str, FieldChange)]) -> MetadataEdit {
    let changes = changes.iter().cloned();
    MetadataEdit {
        changes: changes
            .map(|(name, change)| (name.to_owned(), change))
            .collect(),
        seen: None,
    }
}

fn text(text: &str) -> FieldValue {
    FieldValue::Text(text.to_owned())
}

fn set(value: &str) -> FieldChange {
    FieldChange::Set(text(value))
}

fn amend(add: &[&str], remove: &[&str]) -> FieldChange {
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    FieldChange::Amend {
        add: owned(add),
        remove: owned(remove),
    }
}

fn keywords(metadata: &Metadata) -> Vec<&str> {
    match metadata.fields.get(known::KEYWORDS) {
        Some(FieldValue::Texts(texts)) => texts.iter().map(String::as_str).collect(),
        Some(FieldValue::Text(text)) => vec![text],
        Some(FieldValue::Number(_) | FieldValue::Flag(_) | FieldValue::Date(_)) | None => {
            Vec::new()
        }
    }
}

async fn edits_and_reads_back(s: &Setting<'_>) -> Outcome {
    s.put("a.txt", b"one").await?;
    s.fixture.settle().await;
    let path = s.at("a.txt");
    let expires = damson_core::Timestamp(1_900_000_000_000);
    let wanted = edit(&[
        (known::TITLE, set("Äpfel & Birnen, „reif“ = süß+sauer")),
        (known::DESCRIPTION, set("Two lines,\nthe second one.")),
        (known::EXPIRES, FieldChange::Set(FieldValue::Date(expires))),
    ]);
    for metadata in [
        s.first.set_metadata(&path, &wanted).await?,
        s.first.metadata(&path).await?,
    ] {
        assert_eq!(
            metadata.text(known::TITLE),
            Some("Äpfel & Birnen, „reif“ = süß+sauer")
        );
        let description = metadata.text(known::DESCRIPTION).unwrap_or_default();
        assert_eq!(description.replace('\r', ""), "Two lines,\nthe second one.");
        assert_eq!(metadata.date(known::EXPIRES), Some(expires));
        assert_eq!(metadata.terms().expires, Some(expires));
    }
    Ok(())
}

/// Read afresh it says so; a listing says the same, or nothing of it.
async fn says_what_restricts(s: &Setting<'_>) -> Outcome {
    s.put("a.txt", b"one").await?;
    s.put("b.txt", b"two").await?;
    s.fixture.settle().await;
    let (path, plain) = (s.at("a.txt"), s.at("b.txt"));
    let expires = damson_core::Timestamp(1_900_000_000_000);
    let wanted = edit(&[
        (known::EXPIRES, FieldChange::Set(FieldValue::Date(expires))),
        (known::STATUS, set("rejected")),
    ]);
    s.first.set_metadata(&path, &wanted).await?;
    s.fixture.settle().await;
    let whole = s.first.stat(&path).await?.terms;
    assert!(whole.metadata && whole.times, "{whole:?}");
    let is_so = |terms: &Terms| {
        terms.expires == Some(expires) && terms.approval == Some(Approval::Rejected)
    };
    assert!(is_so(&whole.terms), "{whole:?}");
    let unset = s.first.stat(&plain).await?.terms.onto(None);
    assert_eq!(unset, Some(Terms::default()));
    for entry in all_pages(|page| s.first.list(&s.root, page)).await? {
        let Some(terms) = entry.terms.onto(None) else {
            continue;
        };
        if entry.path == path {
            assert!(is_so(&terms), "{terms:?}");
        } else {
            assert_eq!(terms, Terms::default());
        }
    }
    let cleared = edit(&[
        (known::EXPIRES, FieldChange::Clear),
        (known::STATUS, FieldChange::Clear),
    ]);
    s.first.set_metadata(&path, &cleared).await?;
    let terms = s.first.stat(&path).await?.terms;
    assert_eq!(terms.onto(Some(&whole.terms)), Some(Terms::default()));
    Ok(())
}

async fn clears_a_field(s: &Setting<'_>) -> Outcome {
    s.put("a.txt", b"one").await?;
    let path = s.at("a.txt");
    let both = [(known::TITLE, set("A")), (known::CREATOR, set("Jane"))];
    s.first.set_metadata(&path, &edit(&both)).await?;
    let cleared = edit(&[(known::CREATOR, FieldChange::Clear)]);
    s.first.set_metadata(&path, &cleared).await?;
    let metadata = s.first.metadata(&path).await?;
    assert!(
        !metadata.fields.contains_key(known::CREATOR),
        "{metadata:?}"
    );
    assert_eq!(metadata.text(known::TITLE), Some("A"));
    Ok(())
}

async fn changes_nothing_else(s: &Setting<'_>) -> Outcome {
    s.put("a.txt", b"one").await?;
    s.fixture.settle().await;
    let path = s.at("a.txt");
    let both = [(known::TITLE, set("A")), (known::RIGHTS, set("© Jane"))];
    s.first.set_metadata(&path, &edit(&both)).await?;
    let before = s.first.stat(&path).await?;
    s.first
        .set_metadata(&path, &edit(&[(known::TITLE, set("B"))]))
        .await?;
    let after = s.first.stat(&path).await?;
    assert_ne!(
        before.revision.compare(&after.revision),
        Sameness::Different,
        "the bytes are the same: {before:?} {after:?}"
    );
    assert_eq!(after.lock, before.lock);
    assert_eq!(
        s.first.metadata(&path).await?.text(known::RIGHTS),
        Some("© Jane")
    );
    s.assert_bytes("a.txt", b"one").await
}

async fn amends_a_list(s: &Setting<'_>) -> Outcome {
    s.put("a.txt", b"one").await?;
    let path = s.at("a.txt");
    let amended = async |change| -> Result<Vec<String>> {
        let metadata = s
            .first
            .set_metadata(&path, &edit(&[(known::KEYWORDS, change)]))
            .await?;
        Ok(keywords(&metadata).into_iter().map(str::to_owned).collect())
    };
    assert_eq!(
        amended(amend(&["apple", "+pear"], &[])).await?,
        ["apple", "+pear"]
    );
    assert_eq!(
        amended(amend(&["quince", "apple"], &["+pear", "never there"])).await?,
        ["apple", "quince"]
    );
    assert_eq!(amended(amend(&[], &["apple"])).await?, ["quince"]);
    assert_eq!(amended(amend(&[], &["quince"])).await?, [""; 0]);
    Ok(())
}

/// As after an answer that was lost.
async fn is_made_twice(s: &Setting<'_>) -> Outcome {
    s.put("a.txt", b"one").await?;
    let path = s.at("a.txt");
    let changes = [
        (known::TITLE, set("A")),
        (known::KEYWORDS, amend(&["x"], &[])),
    ];
    let wanted = MetadataEdit {
        seen: Some(BTreeMap::new()),
        ..edit(&changes)
    };
    let once = s.first.set_metadata(&path, &wanted).await?;
    let twice = s.first.set_metadata(&path, &wanted).await?;
    assert_eq!(once.text(known::TITLE), twice.text(known::TITLE));
    assert_eq!(keywords(&twice), ["x"]);
    Ok(())
}

async fn replaces_nobodys(s: &Setting<'_>) -> Outcome {
    s.put("a.txt", b"one").await?;
    let path = s.at("a.txt");
    let seen = s
        .first
        .set_metadata(&path, &edit(&[(known::TITLE, set("Seen"))]))
        .await?;
    let theirs = edit(&[(known::TITLE, set("Theirs"))]);
    s.second().set_metadata(&path, &theirs).await?;
    let mine = [(known::TITLE, set("Mine")), (known::CREATOR, set("Me"))];
    let mine = MetadataEdit {
        seen: Some(seen.fields),
        ..edit(&mine)
    };
    assert_kind(
        s.first.set_metadata(&path, &mine).await,
        &ErrorKind::Changed,
    );
    let metadata = s.first.metadata(&path).await?;
    assert_eq!(metadata.text(known::TITLE), Some("Theirs"));
    assert_eq!(metadata.text(known::CREATOR), None, "all of it or nothing");
    Ok(())
}

async fn edits_what_is_checked_out(s: &Setting<'_>) -> Outcome {
    s.put("a.txt", b"one").await?;
    let path = s.at("a.txt");
    s.second().lock(&path).await?;
    let wanted = edit(&[(known::TITLE, set("While it is checked out"))]);
    let metadata = s.first.set_metadata(&path, &wanted).await?;
    assert_eq!(metadata.text(known::TITLE), Some("While it is checked out"));
    assert!(s.first.stat(&path).await?.lock.other_holder().is_some());
    Ok(())
}

async fn a_reader_edits_nothing(s: &Setting<'_>) -> Outcome {
    s.put("a.txt", b"one").await?;
    let path = s.at("a.txt");
    let reader = s.fixture.reader().expect("the case needs a reader");
    let wanted = edit(&[(known::TITLE, set("Theirs"))]);
    assert_kind(
        reader.set_metadata(&path, &wanted).await,
        &ErrorKind::Forbidden,
    );
    assert_ne!(
        s.first.metadata(&path).await?.text(known::TITLE),
        Some("Theirs")
    );
    Ok(())
}

async fn a_missing_asset_has_none(s: &Setting<'_>) -> Outcome {
    let path = s.at("nothing.txt");
    assert_kind(s.first.metadata(&path).await, &ErrorKind::NotFound);
    let wanted = edit(&[(known::TITLE, set("Nothing"))]);
    assert_kind(
        s.first.set_metadata(&path, &wanted).await,
        &ErrorKind::NotFound,
    );
    s.assert_absent("nothing.txt").await;
    Ok(())
}

async fn a_form_is_sound(s: &Setting<'_>) -> Outcome {
    s.put("a.jpg", b"one").await?;
    let path = s.at("a.jpg");
    let form = s.first.metadata_form(&path, Some("image/jpeg")).await?;
    let fields = || form.sections.iter().flat_map(|section| &section.fields);
    let mut names: Vec<&str> = fields().map(|field| field.name.as_str()).collect();
    assert!(names.contains(&known::TITLE), "{names:?}");
    names.sort_unstable();
    let all = names.len();
    names.dedup();
    assert_eq!(names.len(), all, "{names:?}");
    assert!(fields().any(|field| field.kind == FieldKind::Tags));
    assert_eq!(form.built_in, form.sections == Form::built_in().sections);
    Ok(())
}

async fn suggests_tags(s: &Setting<'_>) -> Outcome {
    let found = s.first.suggest_tags("harv", "en").await?;
    assert!(
        found.iter().any(|tag| tag.title.starts_with("Harv")),
        "{found:?}"
    );
    assert!(found.len() <= 50);
    assert!(s.first.suggest_tags("no such word", "en").await?.is_empty());
    Ok(())
}
