//! Uploads as a form to `createasset.html` (6.5): whole, or in pieces one after the other.

use std::sync::atomic::Ordering;

use damson_http::{body, failure::with_about, pump};
use damson_remote::{Error, ErrorKind, Result, UploadRequest};
use http::{HeaderValue, Method, StatusCode};
use reqwest::{
    Body, RequestBuilder, Response,
    multipart::{Form, Part},
};
use url::Url;

use super::{Arrived, Sending, Sent, explain, keep_before, last_look, merge::has_arrived};
use crate::{
    failure,
    http::{CHARSET, MOST_SMALL},
    node,
    probe::KEEPS,
    remote::Aem,
};

/// A piece of the file in one request.
struct Piece {
    start: u64,
    end: u64,
    length: u64,
}

impl Piece {
    fn is_whole(&self) -> bool {
        self.start == 0 && self.end == self.length
    }

    fn is_last(&self) -> bool {
        self.end == self.length
    }
}

/// `kept` says that the state before is a version already.
pub(super) async fn send(aem: &Aem, request: &UploadRequest<'_>, kept: bool) -> Result<Sending> {
    let path = request.path;
    let folder = path.parent().unwrap_or_default();
    let url = aem.http.base.dam(&folder, ".createasset.html");
    // The session must be good before bytes that can't be sent twice are on the way, and a
    // missing folder must not look like a missing call.
    node::stat(aem, &folder).await?;
    let must_keep = !kept && request.replaces.is_some() && must_keep(aem, request);
    let kept = kept || must_keep;
    if must_keep {
        keep_before(aem, request).await?;
    }
    let length = request.source.length().0;
    let piece_size = if length > aem.config.chunk_above {
        aem.config.chunk_size.max(1)
    } else {
        length
    };
    let arrived = Arrived::new(request.ledger);
    let mut start = 0u64;
    let mut asked_for_csrf = false;
    loop {
        let end = start.saturating_add(piece_size).min(length);
        let piece = Piece { start, end, length };
        let response = send_piece(aem, request, &url, &piece, &arrived).await?;
        let status = response.status();
        if status == StatusCode::FORBIDDEN && !asked_for_csrf && aem.http.takes_csrf().await? {
            // It lacked a token, and so nothing of the piece counted.
            asked_for_csrf = true;
            continue;
        }
        let missing = matches!(
            status,
            StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED | StatusCode::NOT_IMPLEMENTED
        );
        if missing && start == 0 {
            return Ok(Sending::NotOffered);
        }
        let sent = Sent {
            by_form: true,
            kept,
            in_pieces: !piece.is_whole(),
        };
        if status == StatusCode::CONFLICT && piece.is_last() {
            return if is_stored(aem, request, response).await? {
                Ok(Sending::Done(sent))
            } else {
                let error = Error::new(ErrorKind::Exists).about(path);
                Err(explain(aem, request, error).await)
            };
        }
        if !status.is_success() {
            let error = failure::of_response(response, Some(path)).await;
            return Err(explain(aem, request, error).await);
        }
        aem.http.refuse_login_page(response, Some(path)).await?;
        if piece.is_last() {
            return Ok(Sending::Done(sent));
        }
        start = end;
    }
}

/// Whether the state before is kept by a call of its own.
///
/// A form for an asset that is there keeps its state by itself (the web interface's "Create
/// version" sends no parameter for it), and a second version would be one too many. That is seen
/// once before it is relied upon, and a comment can't be given in a form.
fn must_keep(aem: &Aem, request: &UploadRequest<'_>) -> bool {
    let keeps = aem.found.form_keeps.load(Ordering::Relaxed) == KEEPS;
    !keeps || request.comment.is_some_and(|comment| !comment.is_empty())
}

/// Whether 409 means that the bytes were stored, and only told to be those of another asset too
/// (AEM's duplicate detection, which names the others in its change log).
async fn is_stored(aem: &Aem, request: &UploadRequest<'_>, response: Response) -> Result<bool> {
    let page = body::beginning(response, MOST_SMALL).await;
    if !String::from_utf8_lossy(&page).contains("duplicates(") {
        return Ok(false);
    }
    let entry = match node::stat(aem, request.path).await {
        Ok(entry) => entry,
        Err(error) if error.kind == ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(error),
    };
    let stored = has_arrived(&entry, request);
    if stored {
        tracing::info!(path = %request.path, "the server has another asset with the same bytes");
    }
    Ok(stored)
}

async fn send_piece(
    aem: &Aem,
    request: &UploadRequest<'_>,
    url: &Url,
    piece: &Piece,
    arrived: &Arrived<'_>,
) -> Result<Response> {
    let prepared = aem.http.prepare(Method::POST, url.clone()).await?;
    let stretch = pump::Stretch {
        source: request.source,
        start: piece.start,
        end: piece.end,
    };
    let build = |body| form(prepared, request, piece, body);
    let gate = async {
        // The bytes after this make the upload count.
        if piece.is_last() {
            request.source.seal().await?;
            last_look(aem, request).await?;
        }
        Ok(())
    };
    Box::pin(pump::send(stretch, build, |bytes| arrived.add(bytes), gate))
        .await
        .map_err(|error| with_about(error, Some(request.path)))
}

fn form(
    prepared: RequestBuilder,
    request: &UploadRequest<'_>,
    piece: &Piece,
    body: Body,
) -> RequestBuilder {
    let name = request.path.name();
    let mime = mime_guess::from_path(name).first_or_octet_stream();
    let mut part =
        Part::stream_with_length(body, piece.end - piece.start).file_name(name.to_owned());
    if let Ok(header) = HeaderValue::from_str(mime.as_ref()) {
        part = part.headers([(http::header::CONTENT_TYPE, header)].into_iter().collect());
    }
    // Without a parameter the asset keeps its identity and gets a version. `:replaceAsset` would
    // drop its metadata, its versions and its check-out.
    let mut form = Form::new()
        .text(CHARSET.0, CHARSET.1)
        .text("fileName", name.to_owned());
    let mut prepared = prepared;
    if !piece.is_whole() {
        let length = piece.length.to_string();
        form = form
            .text("file@Offset", piece.start.to_string())
            .text("chunk@Length", (piece.end - piece.start).to_string())
            .text("file@Length", length.clone());
        prepared = prepared
            .header("x-chunked-content-type", mime.as_ref())
            .header("x-chunked-total-size", length);
    }
    prepared.multipart(form.part("file", part))
}
