//! What goes wrong on purpose before a request is carried out.

use std::time::Duration;

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::Response,
};

use crate::{
    connection::Cut,
    dam::Dam,
    errors::{html_response, text_response},
    login,
};

/// Waits as long as the network is slow, and gives the fault that is due, if one is.
pub(crate) async fn strike(
    dam: &Dam,
    path: &str,
    cut: Option<&Cut>,
    on_blob_origin: bool,
) -> Option<Response> {
    let latency = dam.switches().latency_ms;
    if latency > 0 {
        tokio::time::sleep(Duration::from_millis(latency)).await;
    }
    if !concerns(dam, path) {
        return None;
    }
    if dam.take(|switches| &mut switches.reset_next) {
        cut?.now();
        return Some(text_response(StatusCode::INTERNAL_SERVER_ERROR, ""));
    }
    // The blob origin knows no users.
    let asks_who = !on_blob_origin;
    if asks_who && (dam.locked_out() || dam.take(|switches| &mut switches.unauthorized_next)) {
        let mut response = text_response(StatusCode::UNAUTHORIZED, "Please log in again.");
        let scheme = HeaderValue::from_static("Basic realm=\"Sling (Development)\"");
        response
            .headers_mut()
            .insert(header::WWW_AUTHENTICATE, scheme);
        return Some(response);
    }
    if dam.take(|switches| &mut switches.forbidden_next) {
        return Some(text_response(StatusCode::FORBIDDEN, "Forbidden"));
    }
    if dam.take(|switches| &mut switches.missing_next) {
        return Some(text_response(StatusCode::NOT_FOUND, "Not found"));
    }
    if dam.take(|switches| &mut switches.unavailable_next) {
        return Some(later(dam, StatusCode::SERVICE_UNAVAILABLE));
    }
    if dam.take(|switches| &mut switches.too_many_next) {
        return Some(later(dam, StatusCode::TOO_MANY_REQUESTS));
    }
    if dam.take(|switches| &mut switches.server_error_next) {
        return Some(html_response(
            StatusCode::INTERNAL_SERVER_ERROR,
            "<html><body>An internal error.</body></html>".to_owned(),
        ));
    }
    if dam.take(|switches| &mut switches.html_next) {
        return Some(html_response(StatusCode::OK, login::page("", path, None)));
    }
    None
}

/// Whether the fault switches are about requests for this path.
pub(crate) fn concerns(dam: &Dam, path: &str) -> bool {
    let part = dam.switches().fault_path;
    part.is_empty() || path.contains(&part)
}

fn later(dam: &Dam, status: StatusCode) -> Response {
    let mut response = html_response(
        status,
        "<html><body>Please come back later.</body></html>".to_owned(),
    );
    if let Some(seconds) = dam.switches().retry_after_s {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}
