//! Bodies of answers: bounded where they are kept, watched where they stream.

use std::{future::Future, time::Duration};

use bytes::{Bytes, BytesMut};
use damson_remote::{Error, ErrorKind, Result};
use futures::{Stream, StreamExt as _, stream, stream::BoxStream};
use reqwest::Response;

use crate::failure;

/// How long a server may think before it answers.
pub const ANSWER: Duration = Duration::from_mins(1);
/// How long it may take for what touches many nodes or big files.
pub const SLOW_ANSWER: Duration = Duration::from_mins(10);
/// How long a transfer may stand still.
pub const IDLE: Duration = Duration::from_mins(1);

/// Fails with [`ErrorKind::Timeout`] when `future` takes longer.
pub async fn within<F: Future>(time: Duration, future: F) -> Result<F::Output> {
    tokio::time::timeout(time, future)
        .await
        .map_err(|_| Error::new(ErrorKind::Timeout))
}

/// The whole body, if it is at most `most` bytes.
pub async fn whole(mut response: Response, most: usize) -> Result<Bytes> {
    let mut body = BytesMut::new();
    while let Some(chunk) = next_chunk(&mut response).await? {
        if body.len() + chunk.len() > most {
            return Err(Error::new(ErrorKind::Garbled).said(format!(
                "the answer is larger than the {most} bytes that it may be"
            )));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}

/// The beginning of the body, whatever happens after it.
pub async fn beginning(mut response: Response, most: usize) -> Bytes {
    let mut body = BytesMut::new();
    while let Ok(Some(chunk)) = next_chunk(&mut response).await {
        body.extend_from_slice(&chunk);
        if body.len() >= most {
            body.truncate(most);
            break;
        }
    }
    body.freeze()
}

/// The body as it comes. It ends after `length` bytes, or with an error.
pub fn streamed(response: Response, length: Option<u64>) -> BoxStream<'static, Result<Bytes>> {
    counted(chunks(response), length).boxed()
}

/// The first `length` bytes of what comes; the rest is left unread.
pub fn cut(
    stream: BoxStream<'static, Result<Bytes>>,
    length: u64,
) -> BoxStream<'static, Result<Bytes>> {
    let state = (Some(stream), length);
    stream::unfold(state, |(stream, left)| async move {
        let mut stream = stream.filter(|_| left > 0)?;
        match stream.next().await? {
            Ok(mut chunk) => {
                chunk.truncate(usize::try_from(left).unwrap_or(usize::MAX));
                let left = left - chunk.len() as u64;
                Some((Ok(chunk), (Some(stream), left)))
            }
            Err(error) => Some((Err(error), (None, 0))),
        }
    })
    .boxed()
}

fn chunks(response: Response) -> impl Stream<Item = Result<Bytes>> + Send {
    stream::unfold(Some(response), |state| async {
        let mut response = state?;
        match next_chunk(&mut response).await {
            Ok(Some(chunk)) => Some((Ok(chunk), Some(response))),
            Ok(None) => None,
            Err(error) => Some((Err(error), None)),
        }
    })
}

/// Passes on what comes, and fails when it is more or less than `length`.
fn counted(
    chunks: impl Stream<Item = Result<Bytes>> + Send + 'static,
    length: Option<u64>,
) -> impl Stream<Item = Result<Bytes>> + Send {
    let state = (chunks.boxed(), 0u64, false);
    stream::unfold(state, move |(mut chunks, mut seen, ended)| async move {
        if ended {
            return None;
        }
        match chunks.next().await {
            Some(Ok(chunk)) => {
                seen += chunk.len() as u64;
                if length.is_some_and(|length| seen > length) {
                    let error = Error::new(ErrorKind::Corrupt).said("more bytes than announced");
                    return Some((Err(error), (chunks, seen, true)));
                }
                Some((Ok(chunk), (chunks, seen, false)))
            }
            Some(Err(error)) => Some((Err(error), (chunks, seen, true))),
            None if length.is_some_and(|length| seen < length) => {
                let error = Error::new(ErrorKind::Corrupt).said("fewer bytes than announced");
                Some((Err(error), (chunks, seen, true)))
            }
            None => None,
        }
    })
}

async fn next_chunk(response: &mut Response) -> Result<Option<Bytes>> {
    within(IDLE, response.chunk())
        .await?
        .map_err(failure::of_transport)
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn kinds(pieces: &'static [&'static [u8]], length: u64) -> Vec<Result<usize, ErrorKind>> {
        let pieces = stream::iter(pieces.iter().map(|piece| Ok(Bytes::from_static(piece))));
        counted(pieces, Some(length))
            .map(|piece| piece.map(|piece| piece.len()).map_err(|error| error.kind))
            .collect()
            .await
    }

    #[tokio::test]
    async fn a_stream_of_another_length_ends_with_an_error() {
        assert_eq!(kinds(&[b"ab", b"c"], 3).await, [Ok(2), Ok(1)]);
        assert_eq!(kinds(&[b"ab"], 3).await, [Ok(2), Err(ErrorKind::Corrupt)]);
        assert_eq!(
            kinds(&[b"ab", b"cd"], 3).await,
            [Ok(2), Err(ErrorKind::Corrupt)]
        );
    }
}
