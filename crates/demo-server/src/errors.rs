//! Refusals, in the shape of the surface that was asked.

use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use serde_json::{Value, json};

use crate::{call::Call, store::StoreError};

/// A request that is not carried out.
#[derive(Debug)]
pub(crate) struct Refused {
    pub status: StatusCode,
    pub message: String,
}

pub(crate) type Answer = Result<Response, Refused>;

impl Refused {
    pub(crate) fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self {
            status,
            message: message.into(),
        }
    }

    pub(crate) fn bad(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, message)
    }

    pub(crate) fn missing(path: &str) -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            format!("No resource found at {path}"),
        )
    }

    pub(crate) fn forbidden(path: &str) -> Self {
        Self::new(StatusCode::FORBIDDEN, format!("No permission at {path}"))
    }

    /// The refusal as the surface at the call's path writes it.
    pub(crate) fn respond(&self, call: &Call) -> Response {
        if call.path.starts_with("/api/") {
            return json_response(self.status, &self.siren(&call.path));
        }
        if call.accepts_json() {
            return json_response(self.status, &self.sling(&call.path));
        }
        html_response(
            self.status,
            status_page(self.status, &self.message, &call.path),
        )
    }

    fn siren(&self, path: &str) -> Value {
        let mut properties = self.places(path);
        properties["location"] = json!(format!("{path}.json"));
        json!({ "class": ["core/response"], "properties": properties })
    }

    fn sling(&self, path: &str) -> Value {
        let mut body = self.places(path);
        body["isCreate"] = json!(false);
        body["changes"] = json!([]);
        body["error"] =
            json!({ "class": "javax.jcr.RepositoryException", "message": self.message });
        body
    }

    fn places(&self, path: &str) -> Value {
        let parent = path.rsplit_once('/').map_or("", |(parent, _)| parent);
        json!({
            "path": path,
            "location": path,
            "parentLocation": parent,
            "status.code": self.status.as_u16(),
            "status.message": self.message,
        })
    }
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        let status = match &error {
            StoreError::Database(_) | StoreError::File(_) => StatusCode::INTERNAL_SERVER_ERROR,
            StoreError::Body(_) => StatusCode::BAD_REQUEST,
        };
        tracing::warn!(?error, "a request failed");
        Self::new(status, error.to_string())
    }
}

impl From<rusqlite::Error> for Refused {
    fn from(error: rusqlite::Error) -> Self {
        StoreError::from(error).into()
    }
}

impl From<std::io::Error> for Refused {
    fn from(error: std::io::Error) -> Self {
        StoreError::from(error).into()
    }
}

pub(crate) fn json_response(status: StatusCode, body: &Value) -> Response {
    typed(status, "application/json;charset=utf-8", body.to_string())
}

pub(crate) fn html_response(status: StatusCode, body: String) -> Response {
    typed(status, "text/html;charset=utf-8", body)
}

pub(crate) fn text_response(status: StatusCode, body: &str) -> Response {
    typed(status, "text/plain;charset=utf-8", body.to_owned())
}

pub(crate) fn empty_response(status: StatusCode) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}

/// 302 to a place that is already percent-encoded.
pub(crate) fn redirect(location: &str) -> Response {
    let mut response = empty_response(StatusCode::FOUND);
    if let Ok(value) = HeaderValue::from_str(location) {
        response.headers_mut().insert(header::LOCATION, value);
    }
    response
}

/// What a Sling POST answers to who takes HTML.
pub(crate) fn status_page(status: StatusCode, message: &str, path: &str) -> String {
    let message = escape(message);
    let path = escape(path);
    let code = status.as_u16();
    format!(
        "<html><head><title>{message}</title></head><body><h1>{message}</h1><table><tbody>\
         <tr><td>Status</td><td><div id=\"Status\">{code}</div></td></tr>\
         <tr><td>Message</td><td><div id=\"Message\">{message}</div></td></tr>\
         <tr><td>Path</td><td><div id=\"Path\">{path}</div></td></tr>\
         </tbody></table></body></html>"
    )
}

pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

fn typed(status: StatusCode, kind: &'static str, body: String) -> Response {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}
