//! Reading bytes.

use damson_core::ByteCount;

use super::{
    Case, Outcome, case,
    setting::{Setting, assert_kind, noise, range, whole},
};
use crate::{ErrorKind, Read};

pub(super) const CASES: &[Case] = &[
    case!(
        "reads back what was written",
        [],
        reads_back_what_was_written
    ),
    case!("reads an empty file", [EmptyFiles], reads_an_empty_file),
    case!("reads ranges", [Ranges], reads_ranges),
    case!(
        "reads nothing beyond the end",
        [Ranges],
        reads_nothing_beyond_the_end
    ),
    case!(
        "a download never mixes two revisions",
        [],
        never_mixes_two_revisions
    ),
    case!(
        "a missing asset can't be read",
        [],
        a_missing_asset_cant_be_read
    ),
];

async fn reads_back_what_was_written(s: &Setting<'_>) -> Outcome {
    let content = noise(1, 300_000);
    s.put("a.bin", &content).await?;
    let body = s.first.read(&s.at("a.bin"), Read::default()).await?;
    assert_eq!(body.start, 0);
    if let Some(total) = body.total {
        assert_eq!(total, ByteCount(300_000));
    }
    assert!(whole(body).await? == content, "the bytes are others");
    Ok(())
}

async fn reads_an_empty_file(s: &Setting<'_>) -> Outcome {
    let uploaded = s.put("empty.bin", b"").await?;
    assert_eq!(
        uploaded.entry.revision.size.unwrap_or_default(),
        ByteCount(0)
    );
    s.assert_bytes("empty.bin", b"").await
}

async fn reads_ranges(s: &Setting<'_>) -> Outcome {
    let content = noise(2, 200_000);
    let path = s.at("a.bin");
    s.put("a.bin", &content).await?;
    for (start, end) in [
        (0, Some(1)),
        (0, Some(1000)),
        (70_000, Some(140_000)),
        (199_999, None),
    ] {
        let body = s.first.read(&path, range(start, end)).await?;
        // Some servers ignore every range, and some that of the first byte alone.
        let all = body.length == Some(200_000);
        let (begins, ignored) = (body.start, body.start == 0 && (start != 0 || all));
        let bytes = whole(body).await?;
        if ignored {
            assert!(
                bytes == content,
                "a server that ignores {start}..{end:?} sends all"
            );
            continue;
        }
        assert_eq!(begins, start, "the beginning of {start}..{end:?}");
        let from = usize::try_from(start).expect("small");
        let to = usize::try_from(end.unwrap_or(200_000)).expect("small");
        assert!(
            bytes == content.slice(from..to),
            "the bytes of {start}..{end:?}"
        );
    }
    Ok(())
}

/// Nothing comes, or the server says that the asset is no longer what the caller thinks.
async fn reads_nothing_beyond_the_end(s: &Setting<'_>) -> Outcome {
    s.put("a.bin", b"0123456789").await?;
    for start in [10, 5000] {
        match s.first.read(&s.at("a.bin"), range(start, None)).await {
            Ok(body) if body.start == 0 => assert_eq!(whole(body).await?, "0123456789"),
            Ok(body) => assert!(whole(body).await?.is_empty(), "bytes from {start}"),
            Err(error) => assert_eq!(error.kind, ErrorKind::Changed),
        }
    }
    Ok(())
}

async fn never_mixes_two_revisions(s: &Setting<'_>) -> Outcome {
    s.put("a.bin", b"the first revision").await?;
    let stale = s.first.stat(&s.at("a.bin")).await?.revision;
    let same = Read {
        expect: Some(stale.clone()),
        ..Read::default()
    };
    whole(s.first.read(&s.at("a.bin"), same).await?).await?;
    s.replace("a.bin", b"another, longer revision", None)
        .await?;
    for range in [None, range(4, None).range] {
        let read = Read {
            range,
            expect: Some(stale.clone()),
            ..Read::default()
        };
        assert_kind(
            s.first.read(&s.at("a.bin"), read).await,
            &ErrorKind::Changed,
        );
    }
    Ok(())
}

async fn a_missing_asset_cant_be_read(s: &Setting<'_>) -> Outcome {
    let missing = s.first.read(&s.at("nothing.bin"), Read::default()).await;
    assert_kind(missing, &ErrorKind::NotFound);
    Ok(())
}
