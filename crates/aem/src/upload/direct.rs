//! Direct binary upload: parts go to the store by signed addresses, then the server is told
//! (Adobe's "Assets developer reference", section "Asset upload").

use std::sync::{Mutex, PoisonError};

use damson_core::{ByteCount, DamPath};
use damson_http::pump;
use damson_remote::{Error, ErrorKind, Result, UploadRequest};
use futures::{StreamExt as _, TryStreamExt as _, future::BoxFuture, stream};
use http::{StatusCode, header};
use serde_json::Value;
use url::Url;

use super::{Arrived, Sending, Sent, explain, is_few, last_look};
use crate::{
    failure,
    folders::missing_folder,
    http::{Call, MOST_JSON},
    node,
    probe::{establish, offers},
    properties::parse_time,
    remote::Aem,
    wire::{Initiated, Resume},
};

/// Parts on the way at a time.
const AT_ONCE: usize = 4;
/// How often the addresses may end while the parts are sent.
const MOST_STARTS: usize = 3;
/// The form of what the ledger keeps.
const FORM: u32 = 1;
const MOST_PARTS: usize = 50_000;
/// So often what was sent is kept although completing it was answered 404.
const MOST_UNHEARD: u32 = 5;

enum Step {
    Done,
    /// The addresses or the token ended: it begins anew.
    Ended,
}

pub(super) async fn send(aem: &Aem, request: &UploadRequest<'_>) -> Result<Sending> {
    let mut kept = resumable(request);
    for _ in 0..MOST_STARTS {
        let resumed = kept.is_some();
        let state = match kept.take() {
            Some(state) => state,
            None => match initiate(aem, request).await? {
                Some(state) => state,
                None => return Ok(Sending::NotOffered),
            },
        };
        match send_parts(aem, request, &state).await? {
            Step::Done => {}
            Step::Ended => continue,
        }
        request.source.seal().await?;
        last_look(aem, request).await?;
        match complete(aem, request, &state, resumed).await? {
            Step::Done => return Ok(Sending::Done(Sent::default())),
            Step::Ended => {}
        }
    }
    Err(Error::new(ErrorKind::Unavailable)
        .about(request.path)
        .said("the store's addresses end before the parts have arrived"))
}

/// What an earlier attempt left, where it is still good for these bytes.
fn resumable(request: &UploadRequest<'_>) -> Option<Resume> {
    let state: Resume = serde_json::from_str(&request.ledger.resume()?).ok()?;
    let fits = state.form == FORM
        && state.path == request.path.as_str()
        && state.length == request.source.length().0
        && state.digest == digest(request)
        && state.part_size > 0
        && state.done.len() == count(state.length, state.part_size)
        && state.parts.len() >= state.done.len()
        && state.expires.is_none_or(|expires| expires > now());
    fits.then_some(state)
}

fn digest(request: &UploadRequest<'_>) -> Option<String> {
    request
        .source
        .digest()
        .map(|digest| digest.hex().to_owned())
}

/// `None` when the server has no direct upload.
async fn initiate(aem: &Aem, request: &UploadRequest<'_>) -> Result<Option<Resume>> {
    let path = request.path;
    let folder = path.parent().unwrap_or_default();
    let length = request.source.length();
    let call = Call::post(aem.http.base.dam(&folder, ".initiateUpload.json"))
        .form(&[
            ("fileName", path.name()),
            ("fileSize", &length.0.to_string()),
        ])
        .about(path);
    let answer = aem.http.send(&call).await?;
    match answer.status() {
        // The folder is missing, or the call is; or, of a server that is known to have the call,
        // the folder is not known everywhere yet.
        StatusCode::NOT_FOUND if offers(&aem.found.proved_direct) => {
            let error = aem.http.failed(answer, Some(path)).await;
            return Err(error.retry(missing_folder(aem)));
        }
        StatusCode::NOT_FOUND => {
            node::stat(aem, &folder).await?;
            return Ok(None);
        }
        StatusCode::METHOD_NOT_ALLOWED | StatusCode::NOT_IMPLEMENTED => return Ok(None),
        status if status.is_success() && answer.is_page() => return Ok(None),
        status if status.is_success() => {}
        StatusCode::BAD_REQUEST => {
            let error = aem.http.failed(answer, Some(path)).await;
            return Err(Error {
                kind: ErrorKind::NameRefused,
                ..error
            });
        }
        _ => return Err(aem.http.failed(answer, Some(path)).await),
    }
    // Where there is no direct upload the answer is any JSON: a list of names on 6.5, names without
    // addresses on the SDK.
    let given = match aem.http.parse::<Value>(answer, Some(path), MOST_JSON).await {
        Ok(given) => serde_json::from_value::<Initiated>(given).unwrap_or_default(),
        Err(error) if error.kind == ErrorKind::Garbled => return Ok(None),
        Err(error) => return Err(error),
    };
    let (Some(complete), Some(file)) = (given.complete_uri, given.files.into_iter().next()) else {
        return Ok(None);
    };
    let Some(token) = file.upload_token.filter(|_| !file.upload_uris.is_empty()) else {
        return Ok(None);
    };
    let least = file.min_part_size.unwrap_or(0);
    let most = file.max_part_size.unwrap_or(u64::MAX);
    let part_size = part_size(length, file.upload_uris.len(), least, most)
        .map_err(|error| error.about(path))?;
    let parts = addresses(aem, &file.upload_uris)?;
    establish(&aem.found.proved_direct);
    let state = Resume {
        form: FORM,
        path: path.as_str().to_owned(),
        length: length.0,
        digest: digest(request),
        token,
        mime: mime(file.mime_type, path),
        complete,
        part_size,
        expires: expiry(&parts),
        done: vec![false; count(length.0, part_size)],
        parts,
        unheard: 0,
    };
    save(request, &state);
    Ok(Some(state))
}

/// Equal parts but for the last one: as large as needed for the number of addresses, and not
/// smaller than the store takes.
pub(crate) fn part_size(length: ByteCount, addresses: usize, least: u64, most: u64) -> Result<u64> {
    let addresses = addresses.min(MOST_PARTS) as u64;
    let size = length.0.div_ceil(addresses.max(1)).max(least).max(1);
    // A file that is smaller than a part is one part whatever the part's size.
    if size.min(length.0) > most {
        return Err(Error::new(ErrorKind::TooLarge));
    }
    Ok(size)
}

pub(crate) fn count(length: u64, part_size: u64) -> usize {
    usize::try_from(length.div_ceil(part_size.max(1))).unwrap_or(usize::MAX)
}

fn addresses(aem: &Aem, named: &[String]) -> Result<Vec<String>> {
    let resolve = |named: &String| {
        let url = aem.http.base.resolve(named)?;
        aem.http.home.check_onward(&url)?;
        Ok(url.into())
    };
    named.iter().take(MOST_PARTS).map(resolve).collect()
}

/// When the first of the addresses ends, where they say (Azure's `se`).
pub(crate) fn expiry(parts: &[String]) -> Option<i64> {
    let ends = |part: &String| {
        let url = Url::parse(part).ok()?;
        let (_, end) = url.query_pairs().find(|(name, _)| name == "se")?;
        parse_time(&end).map(|end| end.0)
    };
    parts.iter().filter_map(ends).min()
}

fn now() -> i64 {
    jiff::Timestamp::now().as_millisecond()
}

fn mime(given: Option<String>, path: &DamPath) -> String {
    given.filter(|mime| !mime.is_empty()).unwrap_or_else(|| {
        mime_guess::from_path(path.name())
            .first_or_octet_stream()
            .to_string()
    })
}

fn save(request: &UploadRequest<'_>, state: &Resume) {
    if state.done.len() == 1 && is_few(request) {
        // It is sent again sooner than its state is kept.
        return;
    }
    match serde_json::to_string(state) {
        Ok(text) => request.ledger.save(&text),
        Err(error) => tracing::debug!(%error, "an upload can't be resumed"),
    }
}

/// Sends what has not arrived, some parts at a time.
async fn send_parts(aem: &Aem, request: &UploadRequest<'_>, state: &Resume) -> Result<Step> {
    let arrived = Arrived::new(request.ledger);
    let stretch = |number: usize| {
        let start = number as u64 * state.part_size;
        (start, (start + state.part_size).min(state.length))
    };
    let (before, missing): (Vec<usize>, Vec<usize>) =
        (0..state.done.len()).partition(|number| state.done[*number]);
    for number in before {
        let (start, end) = stretch(number);
        arrived.add(end - start);
    }
    let kept = Mutex::new(state.clone());
    let mut sending: Vec<BoxFuture<'_, Result<(), PartError>>> = Vec::new();
    for number in missing {
        let (start, end) = stretch(number);
        let piece = pump::Stretch {
            source: request.source,
            start,
            end,
        };
        let (arrived, kept) = (&arrived, &kept);
        sending.push(Box::pin(async move {
            send_part(aem, state, number, piece, arrived).await?;
            // A panic in another part is no reason to lose this one.
            let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
            kept.done[number] = true;
            // The state names every address, so that keeping it for each of many parts would
            // write more than the file holds.
            let done = kept.done.iter().filter(|done| **done).count();
            if done == kept.done.len() || done.is_multiple_of(kept.done.len() / 200 + 1) {
                save(request, &kept);
            }
            Ok(())
        }));
    }
    let outcome: Result<(), PartError> = stream::iter(sending)
        .buffer_unordered(AT_ONCE)
        .try_collect()
        .await;
    match outcome {
        Ok(()) => Ok(Step::Done),
        Err(PartError::Ended) => Ok(Step::Ended),
        Err(PartError::Failed(error)) => Err(error.about(request.path)),
    }
}

enum PartError {
    /// The address is no longer signed.
    Ended,
    Failed(Error),
}

/// Sends one part, with nothing that tells who we are.
async fn send_part(
    aem: &Aem,
    state: &Resume,
    number: usize,
    piece: pump::Stretch<'_>,
    arrived: &Arrived<'_>,
) -> Result<(), PartError> {
    let url = Url::parse(&state.parts[number])
        .map_err(|error| PartError::Failed(Error::new(ErrorKind::Garbled).caused_by(error)))?;
    aem.http
        .home
        .check_onward(&url)
        .map_err(PartError::Failed)?;
    let build = |body| {
        aem.http
            .anonymous(&url)
            .put(url.clone())
            .header(header::CONTENT_TYPE, &state.mime)
            .header(header::CONTENT_LENGTH, piece.end - piece.start)
            .body(body)
    };
    let sent = |bytes| arrived.add(bytes);
    let response = pump::send(piece, build, sent, std::future::ready(Ok(())))
        .await
        .map_err(PartError::Failed)?;
    match response.status() {
        status if status.is_success() => Ok(()),
        StatusCode::FORBIDDEN => Err(PartError::Ended),
        _ => Err(PartError::Failed(
            failure::of_response(response, None).await,
        )),
    }
}

/// Tells the server that the parts are there: from here on the upload counts.
async fn complete(
    aem: &Aem,
    request: &UploadRequest<'_>,
    state: &Resume,
    resumed: bool,
) -> Result<Step> {
    // Only the path is believed: a server behind a proxy may name itself by an inner address.
    let named = aem.http.base.resolve(&state.complete)?;
    let mut url = aem.http.base.at("");
    url.set_path(named.path());
    url.set_query(named.query());
    let length = state.length.to_string();
    let mut form = vec![
        ("fileName", request.path.name()),
        ("fileSize", &length),
        ("mimeType", &state.mime),
        ("uploadToken", &state.token),
        // For a first upload too: should the asset have appeared in between, its state is kept.
        ("createVersion", "true"),
        ("replace", "false"),
    ];
    if let Some(comment) = request.comment {
        form.push(("versionComment", comment));
    }
    let call = Call::post(url)
        .form(&form)
        .about(request.path)
        .page()
        .slow();
    let answer = aem.http.send(&call).await?;
    let status = answer.status();
    if status.is_success() {
        // A body is optional. A page says little, so the asset itself is looked at.
        let page = aem.http.settled(answer, Some(request.path)).await?;
        if page && !node::is_asset(aem, request.path).await? {
            return Err(Error::new(ErrorKind::Garbled)
                .about(request.path)
                .said("the server answered with a web page, and has no such asset"));
        }
        return Ok(Step::Done);
    }
    if status == StatusCode::NOT_FOUND && state.unheard < MOST_UNHEARD {
        // Another node may not know the folder yet: the parts have arrived, so only this is asked
        // again. A token that has ended is answered so too, and for ever.
        save(
            request,
            &Resume {
                unheard: state.unheard + 1,
                done: vec![true; state.done.len()],
                ..state.clone()
            },
        );
        let error = aem.http.failed(answer, Some(request.path)).await;
        return Err(error.retry(missing_folder(aem)));
    }
    let error = aem.http.failed(answer, Some(request.path)).await;
    let may_have_ended = matches!(
        error.kind,
        ErrorKind::Garbled | ErrorKind::NotFound | ErrorKind::Forbidden
    );
    let mut error = explain(aem, request, error).await;
    if resumed && may_have_ended && !matches!(error.kind, ErrorKind::Locked { .. }) {
        return Ok(Step::Ended);
    }
    if status == StatusCode::BAD_REQUEST {
        // Name and size were taken before: what is wrong is what arrived.
        error.kind = ErrorKind::Corrupt;
    }
    Err(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_follow_the_stores_rule() {
        let size = |length, addresses, least, most| {
            part_size(ByteCount(length), addresses, least, most).map_err(|error| error.kind)
        };
        assert_eq!(size(100, 10, 5, 50), Ok(10));
        assert_eq!(size(101, 10, 5, 50), Ok(11));
        assert_eq!(size(100, 10, 30, 50), Ok(30));
        assert_eq!(size(3, 10, 30, 50), Ok(30));
        assert_eq!(size(3, 2, 30, 10), Ok(30));
        assert_eq!(size(1000, 10, 5, 50), Err(ErrorKind::TooLarge));
        assert_eq!(count(101, 11), 10);
        assert_eq!(count(3, 30), 1);
    }

    #[test]
    fn addresses_say_when_they_end() {
        let parts = ["https://s.example/1?se=2024-10-25T18%3A11%3A41Z&sig=x".to_owned()];
        assert_eq!(expiry(&parts), Some(1_729_879_901_000));
        assert_eq!(expiry(&["https://s.example/1?sig=x".to_owned()]), None);
    }
}
