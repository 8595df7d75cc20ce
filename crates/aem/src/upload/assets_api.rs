//! Uploads as one body to `/api/assets` (6.5).

use damson_http::pump;
use damson_remote::{ErrorKind, Result, UploadRequest};
use http::{Method, StatusCode, header};

use super::{Arrived, Sending, Sent, explain, keep_before, last_look};
use crate::{failure, node, probe::offers, remote::Aem};

pub(super) async fn send(aem: &Aem, request: &UploadRequest<'_>) -> Result<Sending> {
    let path = request.path;
    node::stat(aem, &path.parent().unwrap_or_default()).await?;
    let method = if request.replaces.is_some() {
        keep_before(aem, request).await?;
        Method::PUT
    } else {
        // Creates, and refuses to replace.
        Method::POST
    };
    let length = request.source.length().0;
    let stretch = pump::Stretch {
        source: request.source,
        start: 0,
        end: length,
    };
    let mime = mime_guess::from_path(path.name()).first_or_octet_stream();
    let mut asked_for_csrf = false;
    let response = loop {
        let url = aem.http.base.api(path, "");
        let prepared = aem.http.prepare(method.clone(), url).await?;
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
        let refused = response.status() == StatusCode::FORBIDDEN;
        if refused && !asked_for_csrf && aem.http.takes_csrf().await? {
            // It lacked a token, and so nothing of it counted.
            asked_for_csrf = true;
            continue;
        }
        break response;
    };
    match response.status() {
        status if status.is_success() => {
            aem.http.refuse_login_page(response, Some(path)).await?;
            Ok(Sending::Done(Sent::default()))
        }
        StatusCode::METHOD_NOT_ALLOWED | StatusCode::NOT_IMPLEMENTED => Ok(Sending::NotOffered),
        // A dispatcher that lets only reading through, or a right that lacks: the form tells which.
        StatusCode::FORBIDDEN | StatusCode::NOT_FOUND
            if request.replaces.is_some() && offers(&aem.found.classic_upload) =>
        {
            Ok(Sending::NotOffered)
        }
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
