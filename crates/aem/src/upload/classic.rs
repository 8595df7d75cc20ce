//! Uploads as a form to `createasset.html` (6.5): whole, or in pieces one after the other.

use damson_http::{failure::with_about, pump};
use damson_remote::{Error, ErrorKind, Result, UploadRequest};
use http::{HeaderValue, Method, StatusCode};
use reqwest::{
    Body, RequestBuilder, Response,
    multipart::{Form, Part},
};
use url::Url;

use super::{Arrived, Sending, explain, last_look};
use crate::{failure, node, remote::Aem, versions};

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

pub(super) async fn send(aem: &Aem, request: &UploadRequest<'_>) -> Result<Sending> {
    let path = request.path;
    let folder = path.parent().unwrap_or_default();
    let url = aem.http.base.dam(&folder, ".createasset.html");
    // The session must be good before bytes that can't be sent twice are on the way, and a
    // missing folder must not look like a missing call.
    node::stat(aem, &folder).await?;
    if request.replaces.is_some() {
        versions::keep_current(aem, path, request.comment).await?;
    }
    let length = request.source.length().0;
    let piece_size = if length > aem.config.chunk_above {
        aem.config.chunk_size.max(1)
    } else {
        length
    };
    let arrived = Arrived::new(request.ledger);
    let mut start = 0u64;
    loop {
        let end = start.saturating_add(piece_size).min(length);
        let piece = Piece { start, end, length };
        let response = send_piece(aem, request, &url, &piece, &arrived).await?;
        let status = response.status();
        let missing = matches!(
            status,
            StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED | StatusCode::NOT_IMPLEMENTED
        );
        if missing && start == 0 {
            return Ok(Sending::NotOffered);
        }
        if !status.is_success() {
            let error = refusal(response, request).await;
            return Err(explain(aem, request, error).await);
        }
        aem.http.refuse_login_page(response, Some(path)).await?;
        if piece.is_last() {
            return Ok(Sending::Done);
        }
        start = end;
    }
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
    let mut form = Form::new()
        .text("_charset_", "utf-8")
        .text("fileName", name.to_owned());
    if request.replaces.is_some() {
        form = form.text("replaceAsset", "true");
    }
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

async fn refusal(response: Response, request: &UploadRequest<'_>) -> Error {
    let mut error = failure::of_response(response, Some(request.path)).await;
    if error.kind == ErrorKind::Exists && request.replaces.is_some() {
        error.kind = ErrorKind::Changed;
    }
    error
}
