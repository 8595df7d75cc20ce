//! The second origin: signed addresses, no credentials (page sections 7 and 8.2).

use std::sync::Arc;

use axum::{
    extract::Request,
    http::{Method, StatusCode, header},
    response::Response,
};

use crate::{
    call::{Fields, encode_path},
    dam::Dam,
    dates,
    download::{self, Binary},
    errors::{Refused, empty_response, html_response},
    faults,
    store::binary::Bytes,
    upload_direct,
};

/// Where the author origin serves the same when upload addresses are relative.
pub(crate) const ON_AUTHOR: &str = "/aem-blob-demo";

/// A signed address that downloads a binary.
pub(crate) fn download_address(dam: &Dam, stored: &str, binary: &Binary) -> String {
    let path = format!("/download/{stored}");
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.append_pair("type", &binary.mime);
    query.append_pair("name", &binary.name);
    query.append_pair("lm", &binary.written.to_string());
    let base = dam.blob_url().as_str().trim_end_matches('/');
    format!(
        "{base}{}?{}&{}",
        encode_path(&path),
        query.finish(),
        signature(dam, &path)
    )
}

/// A signed address that takes a part of an upload.
pub(crate) fn upload_address(dam: &Dam, token: &str, index: usize) -> String {
    let path = format!("/upload/{token}/{index}");
    let switches = dam.switches();
    let base = if switches.relative_upload_uris {
        format!("{}{ON_AUTHOR}", switches.context_path)
    } else {
        dam.blob_url().as_str().trim_end_matches('/').to_owned()
    };
    format!("{base}{path}?{}", signature(dam, &path))
}

/// Answers a request; on the author origin credentials do not matter.
pub(crate) async fn serve(
    dam: &Arc<Dam>,
    request: Request,
    path: &str,
    on_author: bool,
) -> Response {
    let query = Fields::parse(request.uri().query().unwrap_or_default(), false);
    let headers = request.headers();
    let credentials =
        headers.contains_key(header::AUTHORIZATION) || headers.contains_key(header::COOKIE);
    if credentials && !on_author {
        return refuse("Only one auth mechanism allowed: the address is signed already.");
    }
    if let Err(problem) = check(dam, path, &query) {
        return refuse(problem);
    }
    let method = request.method().clone();
    let result = if let Some(stored) = path.strip_prefix("/download/") {
        let binary = Binary {
            bytes: Bytes::Literal(String::new()),
            mime: query
                .get("type")
                .unwrap_or("application/octet-stream")
                .to_owned(),
            written: query
                .get("lm")
                .and_then(|text| text.parse().ok())
                .unwrap_or_default(),
            dated: true,
            name: query.get("name").unwrap_or_default().to_owned(),
            stored: Some(stored.to_owned()),
        };
        download::stream(dam, &method, request.headers(), path, binary).await
    } else if method == Method::PUT {
        let damaged =
            faults::concerns(dam, path) && dam.take(|switches| &mut switches.damaged_upload_next);
        upload_direct::receive_part(dam, path, request.into_body(), damaged).await
    } else {
        Ok(empty_response(StatusCode::METHOD_NOT_ALLOWED))
    };
    result.unwrap_or_else(|refused: Refused| html_response(refused.status, refused.message))
}

fn signature(dam: &Dam, path: &str) -> String {
    let life = i64::from(dam.switches().signed_url_lifetime_s) * 1000;
    let expiry = dates::now() + life;
    format!("se={expiry}&sig={}", dam.sign(&format!("{path}?{expiry}")))
}

fn check(dam: &Dam, path: &str, query: &Fields) -> Result<(), &'static str> {
    let expiry = query.get("se").unwrap_or_default();
    if Some(dam.sign(&format!("{path}?{expiry}")).as_str()) != query.get("sig") {
        return Err("The signature does not match.");
    }
    if expiry
        .parse::<i64>()
        .is_ok_and(|expiry| dates::now() >= expiry)
    {
        return Err("The signature has expired.");
    }
    Ok(())
}

fn refuse(problem: &str) -> Response {
    let body = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>AuthenticationFailed</Code>\
         <Message>{problem}</Message></Error>"
    );
    let mut response = html_response(StatusCode::FORBIDDEN, body);
    let kind = axum::http::HeaderValue::from_static("application/xml");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}
