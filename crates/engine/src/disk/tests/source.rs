use damson_core::ByteCount;
use damson_remote::{ErrorKind, Source};

use super::{desk, path};
use crate::{model::LocalError, ports::Local};

async fn whole(source: &dyn Source) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let part = source.read_at(bytes.len() as u64, 1_000_000).await.unwrap();
        if part.is_empty() {
            return bytes;
        }
        bytes.extend_from_slice(&part);
    }
}

#[tokio::test]
async fn reads_at_any_offset_and_seals_what_did_not_change() {
    let desk = desk();
    let content: Vec<u8> = (0..700_000u32).map(|n| n.to_le_bytes()[1]).collect();
    let stamp = desk.write("a.psd", &content);
    let digest = desk.sha1("a.psd");
    let source = desk
        .local
        .source(&path("a.psd"), stamp, digest.clone())
        .unwrap();
    assert_eq!(source.length(), ByteCount(700_000));
    assert_eq!(source.digest(), Some(&digest));
    assert_eq!(whole(&*source).await, content);
    let part = source.read_at(699_990, 100).await.unwrap();
    assert_eq!(part, &content[699_990..]);
    source.seal().await.unwrap();
}

#[tokio::test]
async fn a_file_that_was_written_in_place_is_not_sealed() {
    let desk = desk();
    let stamp = desk.write("a.psd", b"one");
    let source = desk.local.source(&path("a.psd"), stamp, desk.sha1("a.psd"));
    let source = source.unwrap();
    desk.write("a.psd", b"longer");
    assert_eq!(source.seal().await.unwrap_err().kind, ErrorKind::LocalFile);
    desk.write("a.psd", b"");
    let short = source.read_at(0, 10).await.unwrap_err();
    assert_eq!(short.kind, ErrorKind::LocalFile);
}

// Older systems than Windows 10 let nobody replace a file that is open.
#[cfg(unix)]
#[tokio::test]
async fn a_file_that_was_replaced_is_not_sealed_but_stays_readable() {
    let desk = desk();
    let stamp = desk.write("a.psd", b"one");
    let source = desk.local.source(&path("a.psd"), stamp, desk.sha1("a.psd"));
    let source = source.unwrap();
    desk.write("other.psd", b"two");
    std::fs::rename(desk.root.join("other.psd"), desk.root.join("a.psd")).unwrap();
    assert_eq!(whole(&*source).await, b"one");
    assert_eq!(source.seal().await.unwrap_err().kind, ErrorKind::LocalFile);
}

#[test]
fn a_stale_decision_opens_nothing() {
    let desk = desk();
    let stamp = desk.write("a.psd", b"one");
    let digest = desk.sha1("a.psd");
    desk.write("a.psd", b"longer");
    let refused = desk.local.source(&path("a.psd"), stamp, digest);
    assert!(matches!(refused, Err(LocalError::Changed { .. })));
}
