//! Search, change feed, thumbnails.

use std::slice;

use damson_core::{ByteCount, DamPath, Timestamp, usage::Approval};

use super::{
    Case, Outcome, case,
    setting::{Setting, all_pages, assert_kind, source},
};
use crate::{
    Change, ErrorKind, Expect, FieldChange, FieldValue, MetadataEdit, MetadataQuery, Orientation,
    Result, Search, SearchScope, ThumbnailSize, metadata::known,
};

pub(super) const CASES: &[Case] = &[
    case!("finds words", [Search], finds_words),
    case!("finds by a pattern of the name", [Search], finds_by_name),
    case!("finds only below a folder", [Search], finds_only_below),
    case!("finds what is mine", [Search, Locks], finds_what_is_mine),
    case!(
        "finds what others have checked out",
        [Search, SearchesLocks, Locks, SecondEditor],
        finds_what_others_have
    ),
    case!("finds by size", [Search, SearchesSizes], finds_by_size),
    case!(
        "leaves out nothing of the orientation that is searched for",
        [Search],
        finds_by_orientation
    ),
    case!(
        "finds by what metadata say",
        [Search, Metadata],
        finds_by_metadata
    ),
    case!("finds over pages", [Search], finds_over_pages),
    case!(
        "tells of what was written",
        [ChangeFeed],
        tells_of_what_was_written
    ),
    case!(
        "tells of nothing when nothing happened",
        [ChangeFeed],
        tells_of_nothing
    ),
    case!(
        "tells of what is gone",
        [ChangeFeed, FeedSeesDeletions],
        tells_of_what_is_gone
    ),
    case!(
        "has a thumbnail or says it has none",
        [Thumbnails],
        has_a_thumbnail
    ),
];

async fn found(s: &Setting<'_>, search: Search) -> Result<Vec<DamPath>> {
    let entries = all_pages(|page| s.first.search(&search, page)).await?;
    let mut paths: Vec<_> = entries.into_iter().map(|entry| entry.path).collect();
    paths.sort();
    Ok(paths)
}

fn below(s: &Setting<'_>) -> Search {
    Search {
        scope: SearchScope::Below(s.root.clone()),
        ..Search::default()
    }
}

async fn some_assets(s: &Setting<'_>) -> Result<()> {
    s.folder("deep").await?;
    for name in [
        "plum tree.txt",
        "plum.txt",
        "quince.bin",
        "deep/plum jam.txt",
    ] {
        s.put(name, name.as_bytes()).await?;
    }
    s.fixture.settle().await;
    Ok(())
}

async fn finds_words(s: &Setting<'_>) -> Outcome {
    some_assets(s).await?;
    let quince = found(
        s,
        Search {
            text: "quince".to_owned(),
            ..below(s)
        },
    )
    .await?;
    assert_eq!(quince, [s.at("quince.bin")]);
    let none = found(
        s,
        Search {
            text: "mirabelle".to_owned(),
            ..below(s)
        },
    )
    .await?;
    assert!(none.is_empty(), "{none:?}");
    Ok(())
}

async fn finds_by_name(s: &Setting<'_>) -> Outcome {
    some_assets(s).await?;
    let search = Search {
        name: "plum*.txt".to_owned(),
        ..below(s)
    };
    let expected = [
        s.at("deep/plum jam.txt"),
        s.at("plum tree.txt"),
        s.at("plum.txt"),
    ];
    assert_eq!(found(s, search).await?, expected);
    let search = Search {
        name: "plu?.txt".to_owned(),
        ..below(s)
    };
    assert_eq!(found(s, search).await?, [s.at("plum.txt")]);
    Ok(())
}

async fn finds_only_below(s: &Setting<'_>) -> Outcome {
    some_assets(s).await?;
    let scope = SearchScope::Below(s.at("deep"));
    let search = Search {
        name: "*.txt".to_owned(),
        scope,
        ..Search::default()
    };
    assert_eq!(found(s, search).await?, [s.at("deep/plum jam.txt")]);
    Ok(())
}

async fn finds_what_is_mine(s: &Setting<'_>) -> Outcome {
    some_assets(s).await?;
    s.first.lock(&s.at("plum.txt")).await?;
    s.fixture.settle().await;
    let mine = found(
        s,
        Search {
            mine: Some(true),
            ..below(s)
        },
    )
    .await?;
    assert_eq!(mine, [s.at("plum.txt")]);
    let free = found(
        s,
        Search {
            mine: Some(false),
            ..below(s)
        },
    )
    .await?;
    assert_eq!(free.len(), 3, "{free:?}");
    Ok(())
}

async fn finds_what_others_have(s: &Setting<'_>) -> Outcome {
    some_assets(s).await?;
    s.first.lock(&s.at("plum.txt")).await?;
    s.second().lock(&s.at("deep/plum jam.txt")).await?;
    s.fixture.settle().await;
    let search = |mine| Search {
        mine,
        theirs: true,
        ..below(s)
    };
    assert_eq!(found(s, search(None)).await?, [s.at("deep/plum jam.txt")]);
    assert_eq!(
        found(s, search(Some(true))).await?,
        [s.at("deep/plum jam.txt"), s.at("plum.txt")]
    );
    Ok(())
}

async fn finds_by_size(s: &Setting<'_>) -> Outcome {
    for (name, size) in [("a.txt", 99), ("b.txt", 100), ("c.txt", 1_000)] {
        s.put(name, &vec![b'x'; size]).await?;
    }
    s.fixture.settle().await;
    let search = |from: Option<u64>, below_size: Option<u64>| Search {
        size_from: from.map(ByteCount),
        size_below: below_size.map(ByteCount),
        ..below(s)
    };
    let of = |names: &[&str]| names.iter().map(|name| s.at(name)).collect::<Vec<_>>();
    for (search, expected) in [
        (search(Some(100), None), of(&["b.txt", "c.txt"])),
        (search(None, Some(100)), of(&["a.txt"])),
        (search(Some(100), Some(1_000)), of(&["b.txt"])),
        (search(Some(2_000), None), of(&[])),
    ] {
        assert_eq!(found(s, search.clone()).await?, expected, "{search:?}");
    }
    Ok(())
}

/// A server that can't compare width and height gives more than was searched for, never less.
async fn finds_by_orientation(s: &Setting<'_>) -> Outcome {
    let square = source(&crate::memory::GREY_DOT);
    let path = s.at("dot.png");
    s.first
        .upload(super::setting::new_asset(&path, &square))
        .await?;
    some_assets(s).await?;
    s.fixture.settle().await;
    let entry = s.first.stat(&path).await?;
    for orientation in [
        Orientation::Square,
        Orientation::Landscape,
        Orientation::Portrait,
    ] {
        let search = Search {
            orientation: Some(orientation),
            ..below(s)
        };
        let found = found(s, search.clone()).await?;
        if search.fits(&entry) {
            assert!(found.contains(&path), "{search:?}: {found:?}");
        }
        if s.capability.searches_orientation && !search.fits(&entry) {
            assert!(!found.contains(&path), "{search:?}: {found:?}");
        }
    }
    Ok(())
}

async fn finds_by_metadata(s: &Setting<'_>) -> Outcome {
    some_assets(s).await?;
    let expires = Timestamp(1_700_000_000_000);
    let set = |changes: &[(&str, FieldValue)]| MetadataEdit {
        changes: changes
            .iter()
            .map(|(name, value)| ((*name).to_owned(), FieldChange::Set(value.clone())))
            .collect(),
        seen: None,
    };
    let text = |text: &str| FieldValue::Text(text.to_owned());
    let tags = |tags: &[&str]| FieldValue::Texts(tags.iter().map(|&tag| tag.into()).collect());
    let [rated, rejected, tagged] =
        ["plum.txt", "quince.bin", "plum tree.txt"].map(|name| s.at(name));
    let edits = [
        (&rated, set(&[(known::RATING, FieldValue::Number(4.0))])),
        (
            &rejected,
            set(&[
                (known::STATUS, text("rejected")),
                (known::EXPIRES, FieldValue::Date(expires)),
            ]),
        ),
        (
            &tagged,
            set(&[
                (known::TAGS, tags(&["fruit:plum/late", "season:harvest"])),
                (known::STATUS, text("approved")),
            ]),
        ),
    ];
    for (path, edit) in &edits {
        s.first.set_metadata(path, edit).await?;
    }
    s.fixture.settle().await;
    let search = async |metadata: MetadataQuery| {
        found(
            s,
            Search {
                metadata,
                ..below(s)
            },
        )
        .await
    };
    let none = MetadataQuery::default;
    let stars = |from| MetadataQuery {
        rating_from: Some(from),
        ..none()
    };
    assert_eq!(search(stars(4)).await?, slice::from_ref(&rated));
    assert_eq!(search(stars(5)).await?, []);
    let decided = |approval| MetadataQuery {
        approval: Some(approval),
        ..none()
    };
    assert_eq!(
        search(decided(Approval::Rejected)).await?,
        slice::from_ref(&rejected)
    );
    assert_eq!(
        search(decided(Approval::Approved)).await?,
        slice::from_ref(&tagged)
    );
    let open = search(decided(Approval::Undecided)).await?;
    assert_eq!(open, [s.at("deep/plum jam.txt"), rated]);
    let by = |expires_by| MetadataQuery {
        expires_by: Some(Timestamp(expires_by)),
        ..none()
    };
    assert_eq!(search(by(expires.0)).await?, [rejected]);
    assert_eq!(search(by(expires.0 - 1_000)).await?, []);
    let with = |wanted: &[&str]| MetadataQuery {
        tags: wanted.iter().map(|&tag| tag.to_owned()).collect(),
        ..none()
    };
    for wanted in [
        &["fruit:plum"][..],
        &["fruit:plum/late"],
        &["fruit:"],
        &["fruit:plum", "season:harvest"],
    ] {
        assert_eq!(
            search(with(wanted)).await?,
            slice::from_ref(&tagged),
            "{wanted:?}"
        );
    }
    for wanted in [&["fruit:plu"][..], &["fruit:plum", "season:spring"]] {
        assert_eq!(search(with(wanted)).await?, [], "{wanted:?}");
    }
    Ok(())
}

async fn finds_over_pages(s: &Setting<'_>) -> Outcome {
    let count = s.fixture.more_than_a_page();
    for number in 0..count {
        s.put(&format!("plum {number:04}.txt"), b"x").await?;
    }
    s.fixture.settle().await;
    let all = found(
        s,
        Search {
            name: "plum*".to_owned(),
            ..below(s)
        },
    )
    .await?;
    let mut once = all.clone();
    once.dedup();
    assert_eq!((all.len(), once.len()), (count, count), "each once");
    Ok(())
}

/// Everything the feed tells since `cursor`, and where it ended.
async fn told(s: &Setting<'_>, cursor: String) -> Result<(Vec<Change>, String)> {
    let (mut changes, mut cursor) = (Vec::new(), cursor);
    for _ in 0..1000 {
        let set = s.first.changes(&s.root, Some(&cursor)).await?;
        changes.extend(set.changes);
        cursor = set.cursor;
        if !set.more {
            return Ok((changes, cursor));
        }
    }
    panic!("the feed never ends");
}

fn sees(changes: &[Change], path: &DamPath) -> bool {
    changes.iter().any(|change| match change {
        Change::Seen(entry) => entry.path == *path,
        Change::Gone(_) => false,
    })
}

async fn tells_of_what_was_written(s: &Setting<'_>) -> Outcome {
    s.put("before.txt", b"before").await?;
    s.fixture.settle().await;
    let start = s.first.changes(&s.root, None).await?;
    assert!(start.changes.is_empty(), "a start tells nothing");
    s.put("a.txt", b"one").await?;
    s.replace("before.txt", b"and after", None).await?;
    s.fixture.settle().await;
    let (changes, cursor) = told(s, start.cursor).await?;
    assert!(
        sees(&changes, &s.at("a.txt")),
        "the first upload: {changes:?}"
    );
    assert!(
        sees(&changes, &s.at("before.txt")),
        "the further version: {changes:?}"
    );
    s.put("b.txt", b"later").await?;
    s.fixture.settle().await;
    let (changes, _) = told(s, cursor).await?;
    assert!(
        sees(&changes, &s.at("b.txt")),
        "from the second cursor: {changes:?}"
    );
    Ok(())
}

/// A feed with a coarse clock may repeat what it told; it must not invent.
async fn tells_of_nothing(s: &Setting<'_>) -> Outcome {
    s.put("a.txt", b"one").await?;
    s.fixture.settle().await;
    let start = s.first.changes(&s.root, None).await?.cursor;
    let (changes, _) = told(s, start).await?;
    for change in changes {
        match change {
            Change::Seen(entry) => assert!(entry.path.is_within(&s.root), "{entry:?}"),
            Change::Gone(path) => panic!("{path} is there"),
        }
    }
    Ok(())
}

async fn tells_of_what_is_gone(s: &Setting<'_>) -> Outcome {
    s.put("a.txt", b"one").await?;
    s.fixture.settle().await;
    let start = s.first.changes(&s.root, None).await?.cursor;
    s.first.remove(&s.at("a.txt"), &Expect::default()).await?;
    s.fixture.settle().await;
    let (changes, _) = told(s, start).await?;
    assert!(
        changes.contains(&Change::Gone(s.at("a.txt"))),
        "{changes:?}"
    );
    Ok(())
}

async fn has_a_thumbnail(s: &Setting<'_>) -> Outcome {
    let path = s.at("dot.png");
    let picture = source(&crate::memory::GREY_DOT);
    s.first
        .upload(super::setting::new_asset(&path, &picture))
        .await?;
    s.fixture.settle().await;
    for size in [
        ThumbnailSize::Icon,
        ThumbnailSize::Card,
        ThumbnailSize::Preview,
        ThumbnailSize::Large,
    ] {
        match s.first.thumbnail(&path, size).await {
            Ok(bytes) => assert!(
                bytes.starts_with(b"\x89PNG\r\n\x1a\n") || bytes.starts_with(b"\xff\xd8\xff"),
                "neither PNG nor JPEG"
            ),
            Err(error) => assert_eq!(error.kind, ErrorKind::NotFound, "{error}"),
        }
    }
    let missing = s
        .first
        .thumbnail(&s.at("nothing.png"), ThumbnailSize::Card)
        .await;
    assert_kind(missing, &ErrorKind::NotFound);
    Ok(())
}
