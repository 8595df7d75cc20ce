//! Uploads as one body to `/api/assets` (6.5).

use damson_http::pump;
use damson_remote::{ErrorKind, Result, UploadRequest};
use http::{Method, StatusCode, header};

use super::{Arrived, Sending, explain, last_look};
use crate::{failure, node, remote::Aem, versions};

pub(super) async fn send(aem: &Aem, request: &UploadRequest<'_>) -> Result<Sending> {
    let path = request.path;
    node::stat(aem, &path.parent().unwrap_or_default()).await?;
    let method = if request.replaces.is_some() {
        versions::keep_current(aem, path, request.comment).await?;
        Method::PUT
    } else {
        // Creates, and refuses to replace.
        Method::POST
    };
    let prepared = aem
        .http
        .prepare(method, aem.http.base.api(path, ""))
        .await?;
    let length = request.source.length().0;
    let stretch = pump::Stretch {
        source: request.source,
        start: 0,
        end: length,
    };
    let mime = mime_guess::from_path(path.name()).first_or_octet_stream();
    let build = |body| {
        prepared
            .header(header::CONTENT_TYPE, mime.as_ref())
            .header(header::CONTENT_LENGTH, length)
            .header(header::ACCEPT, "application/json")
            .body(body)
    };
    let gate = async {
        request.source.seal().await?;
        last_look(aem, request).await
    };
    let arrived = Arrived::new(request.ledger);
    let response = Box::pin(pump::send(stretch, build, |bytes| arrived.add(bytes), gate))
        .await
        .map_err(|error| error.about(path))?;
    match response.status() {
        status if status.is_success() => Ok(Sending::Done),
        StatusCode::METHOD_NOT_ALLOWED | StatusCode::NOT_IMPLEMENTED => Ok(Sending::NotOffered),
        _ => {
            let mut error = failure::of_response(response, Some(path)).await;
            if error.kind == ErrorKind::Changed {
                // 412: the folder is missing.
                error.kind = ErrorKind::NotFound;
            }
            Err(explain(aem, request, error).await)
        }
    }
}
