use super::*;

fn pieces(pieces: &[&'static str]) -> stream::BoxStream<'static, Result<Bytes>> {
    let pieces: Vec<_> = pieces
        .iter()
        .map(|piece| Ok(Bytes::from_static(piece.as_bytes())))
        .collect();
    stream::iter(pieces).boxed()
}

/// The published test vectors of "abc" (FIPS 180-4 examples).
const ABC: [(HashKind, &str); 2] = [
    (HashKind::Sha1, "a9993e364706816aba3e25717850c26c9cd0d89d"),
    (
        HashKind::Sha256,
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    ),
];

#[tokio::test]
async fn right_bytes_pass() {
    for (kind, hex) in ABC {
        let digest = Digest::new(kind, hex);
        let expected = Expected {
            length: Some(2),
            digest: digest.clone(),
        };
        let mut hasher = Hasher::new(kind);
        hasher.update(b"a");
        let mut checked = Checked::new(pieces(&["b", "c"]), Some(hasher), expected);
        let passed: Vec<_> = checked.by_ref().try_collect().await.unwrap();
        assert_eq!(passed, ["b", "c"]);
        assert_eq!((checked.passed(), checked.digest()), (2, digest.as_ref()));
    }
}

#[tokio::test]
async fn wrong_bytes_are_corrupt() {
    let digest = Digest::new(HashKind::Sha1, ABC[0].1);
    for (stream, length, digest) in [
        (["a", "b"], Some(3), None),
        (["ab", "cd"], Some(3), None),
        (["ab", "d"], Some(3), digest),
    ] {
        let hasher = Some(Hasher::new(HashKind::Sha1));
        let mut checked = Checked::new(pieces(&stream), hasher, Expected { length, digest });
        let passed: Vec<_> = checked.by_ref().collect().await;
        let failed = passed.last().unwrap().as_ref().unwrap_err();
        assert_eq!(failed.kind, ErrorKind::Corrupt);
        assert!(checked.digest().is_none() && checked.next().await.is_none());
    }
}

proptest::proptest! {
    /// However the bytes are cut into pieces, and wherever one of them is another.
    #[test]
    fn one_wrong_bit_never_passes(
        bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 1..200),
        piece in 1_usize..50,
        wrong in proptest::prelude::any::<proptest::sample::Index>(),
    ) {
        let mut hasher = Hasher::new(HashKind::Sha256);
        hasher.update(&bytes);
        let digest = Some(hasher.finish());
        let mut damaged = bytes.clone();
        damaged[wrong.index(bytes.len())] ^= 1;
        for (sent, right) in [(bytes, true), (damaged, false)] {
            let pieces: Vec<_> = sent.chunks(piece).map(|c| Ok(Bytes::copy_from_slice(c))).collect();
            let expected = Expected { length: Some(sent.len() as u64), digest: digest.clone() };
            let hasher = Some(Hasher::new(HashKind::Sha256));
            let checked = Checked::new(stream::iter(pieces).boxed(), hasher, expected);
            let passed = futures::executor::block_on(checked.try_collect::<Vec<_>>());
            proptest::prop_assert_eq!(passed.is_ok(), right);
        }
    }
}
