//! No more bytes than an asset has.

use bytes::Bytes;
use damson_core::ByteCount;
use damson_remote::{Error as RemoteError, ErrorKind};
use futures::{StreamExt, stream::BoxStream};

/// Ends with an error when more comes than the asset has, so that no server fills the disk.
pub(super) fn at_most(
    stream: BoxStream<'static, Result<Bytes, RemoteError>>,
    start: u64,
    size: Option<ByteCount>,
) -> BoxStream<'static, Result<Bytes, RemoteError>> {
    let Some(size) = size else {
        return stream;
    };
    stream
        .scan(start, move |done, piece| {
            let piece = piece.and_then(|piece| {
                *done = done.saturating_add(piece.len() as u64);
                if *done > size.0 {
                    let error = RemoteError::new(ErrorKind::Corrupt);
                    return Err(error.said("more bytes come than the asset has"));
                }
                Ok(piece)
            });
            std::future::ready(Some(piece))
        })
        .boxed()
}

#[cfg(test)]
mod tests {
    use futures::stream;

    use super::*;

    async fn lengths(start: u64, size: Option<u64>) -> Vec<Result<usize, ErrorKind>> {
        let pieces = stream::iter([b"abc".as_slice(), b"de"]);
        let pieces = pieces.map(|piece| Ok(Bytes::from_static(piece))).boxed();
        at_most(pieces, start, size.map(ByteCount))
            .map(|piece| piece.map(|piece| piece.len()).map_err(|error| error.kind))
            .collect()
            .await
    }

    #[tokio::test]
    async fn a_body_ends_where_its_asset_does() {
        assert_eq!(lengths(0, None).await, [Ok(3), Ok(2)]);
        assert_eq!(lengths(2, Some(7)).await, [Ok(3), Ok(2)]);
        let cut = [Ok(3), Err(ErrorKind::Corrupt)];
        assert_eq!(lengths(2, Some(6)).await, cut);
        let begins_after = [Err(ErrorKind::Corrupt), Err(ErrorKind::Corrupt)];
        assert_eq!(lengths(u64::MAX, Some(6)).await, begins_after);
    }
}
