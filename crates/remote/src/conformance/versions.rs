//! Earlier versions.

use super::{
    Case, Outcome, case,
    setting::{Setting, assert_kind, whole},
};
use crate::{ErrorKind, VersionId};

pub(super) const CASES: &[Case] = &[
    case!(
        "a first upload has no earlier version of other bytes",
        [Versions],
        a_first_has_none
    ),
    case!("lists versions, latest first", [Versions], lists_versions),
    case!(
        "reads an earlier version",
        [Versions],
        reads_an_earlier_version
    ),
    case!("restores an earlier version", [Versions], restores),
    case!(
        "restores only what is as expected",
        [Versions],
        restores_only_as_expected
    ),
    case!(
        "a missing asset has no versions",
        [Versions],
        a_missing_asset_has_none
    ),
];

/// Some servers make a version of the first state by themselves; it must be that state.
async fn a_first_has_none(s: &Setting<'_>) -> Outcome {
    s.put("a.txt", b"one").await?;
    for version in s.first.versions(&s.at("a.txt")).await? {
        if version.readable {
            let bytes = whole(s.first.read_version(&s.at("a.txt"), &version.id).await?).await?;
            assert_eq!(bytes, "one");
        }
    }
    Ok(())
}

async fn lists_versions(s: &Setting<'_>) -> Outcome {
    s.put("a.txt", b"one").await?;
    s.replace("a.txt", b"number two", Some("first change"))
        .await?;
    s.replace("a.txt", b"and number three", Some("second change"))
        .await?;
    let versions = s.first.versions(&s.at("a.txt")).await?;
    assert!(versions.len() >= 2, "{versions:?}");
    assert_ne!(versions[0].id, versions[1].id);
    assert!(
        versions[0].created >= versions[1].created,
        "latest first: {versions:?}"
    );
    if s.capability.version_comments {
        let comments: Vec<_> = versions
            .iter()
            .take(2)
            .map(|v| v.comment.as_deref())
            .collect();
        assert_eq!(comments, [Some("second change"), Some("first change")]);
    }
    Ok(())
}

async fn reads_an_earlier_version(s: &Setting<'_>) -> Outcome {
    s.put("a.txt", b"one").await?;
    s.replace("a.txt", b"number two", None).await?;
    let path = s.at("a.txt");
    let latest = s.first.versions(&path).await?.remove(0);
    if latest.readable {
        let body = s.first.read_version(&path, &latest.id).await?;
        assert_eq!(whole(body).await?, "one");
    }
    let unknown = VersionId("no-such-version".to_owned());
    assert!(s.first.read_version(&path, &unknown).await.is_err());
    s.assert_bytes("a.txt", b"number two").await
}

async fn restores(s: &Setting<'_>) -> Outcome {
    s.put("a.txt", b"one").await?;
    s.replace("a.txt", b"number two", None).await?;
    let path = s.at("a.txt");
    let before = s.first.versions(&path).await?;
    let expect = s.expect("a.txt").await?;
    s.first.restore(&path, &before[0].id, &expect).await?;
    s.assert_bytes("a.txt", b"one").await?;
    let after = s.first.versions(&path).await?;
    assert!(after.len() > before.len(), "the state before it is kept");
    let mut kept = Vec::new();
    for version in after.iter().filter(|version| version.readable) {
        kept.push(whole(s.first.read_version(&path, &version.id).await?).await?);
    }
    assert!(
        kept.is_empty() || kept.iter().any(|bytes| bytes == "number two"),
        "{kept:?}"
    );
    Ok(())
}

async fn restores_only_as_expected(s: &Setting<'_>) -> Outcome {
    s.put("a.txt", b"one").await?;
    s.replace("a.txt", b"number two", None).await?;
    let path = s.at("a.txt");
    let version = s.first.versions(&path).await?.remove(0);
    let stale = s.expect("a.txt").await?;
    s.replace("a.txt", b"in the meantime", None).await?;
    let restored = s.first.restore(&path, &version.id, &stale).await;
    assert_kind(restored, &ErrorKind::Changed);
    s.assert_bytes("a.txt", b"in the meantime").await
}

async fn a_missing_asset_has_none(s: &Setting<'_>) -> Outcome {
    let versions = s.first.versions(&s.at("nothing.txt")).await;
    assert_kind(versions, &ErrorKind::NotFound);
    Ok(())
}
