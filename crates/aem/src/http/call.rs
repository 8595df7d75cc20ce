//! One request and its answer.

use std::{fmt, time::Duration};

use damson_core::{DamPath, Timestamp};
use damson_http::{
    body::{ANSWER, SLOW_ANSWER},
    date,
    failure::is_html,
};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use reqwest::Response;
use serde_json::Value;
use url::Url;

/// The field by which Sling is told how names and values are encoded.
pub(crate) const CHARSET: (&str, &str) = ("_charset_", "utf-8");

/// One request.
#[derive(Debug)]
pub(crate) struct Call<'a> {
    pub(super) method: Method,
    pub(super) url: Url,
    pub(super) headers: HeaderMap,
    pub(super) payload: Payload,
    pub(super) about: Option<&'a DamPath>,
    pub(super) wants: Wants,
    pub(super) answer_within: Duration,
}

pub(super) enum Payload {
    Nothing,
    Form(Vec<(String, String)>),
    Json(Value),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wants {
    Json,
    Page,
    Bytes,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) response: Response,
    /// It came from somewhere else than the server.
    pub(crate) foreign: bool,
    /// It sends us to a login page.
    pub(super) login: bool,
}

impl<'a> Call<'a> {
    pub(crate) fn new(method: Method, url: Url) -> Self {
        Self {
            method,
            url,
            headers: HeaderMap::new(),
            payload: Payload::Nothing,
            about: None,
            wants: Wants::Json,
            answer_within: ANSWER,
        }
    }

    pub(crate) fn get(url: Url) -> Self {
        Self::new(Method::GET, url)
    }

    pub(crate) fn post(url: Url) -> Self {
        Self::new(Method::POST, url)
    }

    pub(crate) fn about(mut self, path: &'a DamPath) -> Self {
        self.about = Some(path);
        self
    }

    pub(crate) fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    pub(crate) fn query(mut self, pairs: &[(String, String)]) -> Self {
        self.url
            .query_pairs_mut()
            .extend_pairs(pairs.iter().map(|(name, value)| (name, value)));
        self
    }

    /// A form, which says in what encoding it is: Sling takes ISO-8859-1 for one that doesn't.
    pub(crate) fn form(mut self, pairs: &[(&str, &str)]) -> Self {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        let pairs = pairs.iter().filter(|(name, _)| *name != CHARSET.0);
        self.payload = Payload::Form([CHARSET].iter().chain(pairs).map(owned).collect());
        self
    }

    pub(crate) fn json(mut self, body: Value) -> Self {
        self.payload = Payload::Json(body);
        self
    }

    /// For an answer that may be a page: only its status counts.
    pub(crate) fn page(mut self) -> Self {
        self.wants = Wants::Page;
        self
    }

    /// For the bytes of a file, as they are.
    pub(crate) fn bytes(mut self) -> Self {
        self.wants = Wants::Bytes;
        self
    }

    /// For what touches many nodes or big files.
    pub(crate) fn slow(mut self) -> Self {
        self.answer_within = SLOW_ANSWER;
        self
    }

    pub(super) fn changes_something(&self) -> bool {
        !matches!(self.method, Method::GET | Method::HEAD)
    }
}

impl Answer {
    pub(super) fn new(response: Response, foreign: bool, login: bool) -> Self {
        Self {
            response,
            foreign,
            login,
        }
    }

    pub(crate) fn status(&self) -> StatusCode {
        self.response.status()
    }

    /// The answer is a web page.
    pub(crate) fn is_page(&self) -> bool {
        self.login || is_page(self)
    }

    /// The server's clock.
    pub(crate) fn date(&self) -> Option<Timestamp> {
        http_date(self.response.headers(), &header::DATE)
    }

    pub(crate) fn last_modified(&self) -> Option<Timestamp> {
        http_date(self.response.headers(), &header::LAST_MODIFIED)
    }
}

pub(super) fn is_page(answer: &Answer) -> bool {
    answer.status().is_success() && is_html(answer.response.headers())
}

fn http_date(headers: &HeaderMap, name: &HeaderName) -> Option<Timestamp> {
    date::http_date(headers.get(name)?.to_str().ok()?)
}

impl fmt::Debug for Payload {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Nothing => "Nothing",
            Self::Form(_) => "Form",
            Self::Json(_) => "Json",
        })
    }
}
