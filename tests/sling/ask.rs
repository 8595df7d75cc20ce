//! One question to a server, and what of the answer can be compared.

use std::collections::BTreeMap;

use reqwest::{Client, Method, header, redirect};
use serde_json::Value;

/// A question that both servers are asked in the same words.
#[derive(Debug, Clone)]
pub(crate) struct Question {
    pub(crate) method: Method,
    /// Below the server's address, percent-encoded.
    pub(crate) path: String,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) form: Vec<(&'static str, String)>,
    pub(crate) who: Option<(&'static str, &'static str)>,
}

/// What of an answer is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) status: u16,
    /// Name and what of its value counts.
    pub(crate) headers: BTreeMap<&'static str, String>,
    /// Of a JSON answer: each path in it, and what kind of value is there.
    pub(crate) shape: BTreeMap<String, String>,
    pub(crate) bytes: Option<Vec<u8>>,
}

/// Follows no redirect.
pub(crate) fn client() -> Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = Client::builder().redirect(redirect::Policy::none());
    client.build().unwrap()
}

impl Question {
    pub(crate) fn new(method: Method, path: impl Into<String>) -> Self {
        Self {
            method,
            path: path.into(),
            headers: Vec::new(),
            form: Vec::new(),
            who: Some(("jane", "jane")),
        }
    }

    pub(crate) fn get(path: impl Into<String>) -> Self {
        Self::new(Method::GET, path)
    }

    pub(crate) fn post(path: impl Into<String>, form: &[(&'static str, &str)]) -> Self {
        let form = form
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()));
        Self {
            form: form.collect(),
            ..Self::new(Method::POST, path)
        }
    }

    pub(crate) fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    pub(crate) fn by(mut self, who: Option<(&'static str, &'static str)>) -> Self {
        self.who = who;
        self
    }

    /// How it is called in what is printed.
    pub(crate) fn name(&self) -> String {
        let part = |(name, value): &(&str, String)| format!(" {name}={value}");
        let headers: String = self.headers.iter().map(part).collect();
        let form: String = self.form.iter().map(part).collect();
        let who = match self.who {
            Some(("jane", "jane")) => String::new(),
            Some((user, _)) => format!(" (as {user})"),
            None => " (as nobody)".to_owned(),
        };
        format!("{} {}{headers}{form}{who}", self.method, self.path)
    }

    pub(crate) async fn ask(&self, server: &str) -> Told {
        let client = client();
        let mut request = client.request(self.method.clone(), format!("{server}{}", self.path));
        if let Some((user, password)) = self.who {
            request = request.basic_auth(user, Some(password));
        }
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        if !self.form.is_empty() {
            request = request.form(&self.form);
        }
        Told::of(request.send().await.unwrap(), server).await
    }
}

impl Told {
    async fn of(answer: reqwest::Response, server: &str) -> Self {
        let status = answer.status();
        let mut headers = BTreeMap::new();
        let text = |name: header::HeaderName| {
            let value = answer.headers().get(name)?;
            Some(value.to_str().unwrap_or_default().to_owned())
        };
        // What an error's page is made of is nobody's business.
        if status.is_success()
            && let Some(kind) = text(header::CONTENT_TYPE)
        {
            headers.insert("content-type", boundary_aside(&kind));
        }
        for (name, header) in [
            ("content-range", header::CONTENT_RANGE),
            ("accept-ranges", header::ACCEPT_RANGES),
            ("etag", header::ETAG),
        ] {
            headers.extend(text(header).map(|value| (name, value)));
        }
        headers.extend(text(header::LAST_MODIFIED).map(|_| ("last-modified", "a date".to_owned())));
        if let Some(asks) = text(header::WWW_AUTHENTICATE) {
            let scheme = asks.split(' ').next().unwrap_or_default();
            headers.insert("www-authenticate", scheme.to_owned());
        }
        if let Some(to) = text(header::LOCATION) {
            headers.insert(
                "location",
                to.strip_prefix(server).unwrap_or(&to).to_owned(),
            );
        }
        headers.extend(text("x-reason-code".parse().unwrap()).map(|code| ("x-reason-code", code)));
        let json = headers
            .get("content-type")
            .is_some_and(|kind| kind.starts_with("application/json"))
            || status == 300;
        let multipart = headers
            .get("content-type")
            .is_some_and(|kind| kind.starts_with("multipart/"));
        let page = headers
            .get("content-type")
            .is_some_and(|kind| kind.starts_with("text/html"));
        let body = answer.bytes().await.unwrap().to_vec();
        let mut shape = BTreeMap::new();
        if json {
            let value: Value = serde_json::from_slice(&body).unwrap_or(Value::Null);
            note(&value, String::new(), &mut shape);
        }
        let compared = status.is_success() && !json && !multipart && !page;
        Self {
            status: status.as_u16(),
            headers,
            shape,
            bytes: compared.then_some(body),
        }
    }

    /// Each difference in a line.
    pub(crate) fn differences(&self, other: &Self) -> Vec<String> {
        let mut all = Vec::new();
        if self.status != other.status {
            all.push(format!("status {} / {}", self.status, other.status));
        }
        all.extend(of_maps("header", &self.headers, &other.headers));
        all.extend(of_maps("json", &self.shape, &other.shape));
        if self.bytes != other.bytes {
            let length = |told: &Self| told.bytes.as_ref().map(Vec::len);
            all.push(format!("bytes {:?} / {:?}", length(self), length(other)));
        }
        all
    }
}

fn of_maps<K: Ord + std::fmt::Display>(
    what: &str,
    one: &BTreeMap<K, String>,
    other: &BTreeMap<K, String>,
) -> Vec<String> {
    let none = "–".to_owned();
    let keys: std::collections::BTreeSet<&K> = one.keys().chain(other.keys()).collect();
    keys.into_iter()
        .filter(|key| one.get(key) != other.get(key))
        .map(|key| {
            let value = |map: &BTreeMap<K, String>| map.get(key).unwrap_or(&none).clone();
            format!("{what} {key}: {} / {}", value(one), value(other))
        })
        .collect()
}

fn boundary_aside(kind: &str) -> String {
    kind.split("; boundary").next().unwrap_or(kind).to_owned()
}

/// What a repository gives nodes by their types, of which AEM has more than are published.
const GIVEN: [&str; 4] = ["jcr:uuid", "jcr:mixinTypes", "jcr:created", "jcr:createdBy"];

fn note(value: &Value, at: String, shape: &mut BTreeMap<String, String>) {
    match value {
        Value::Object(map) => {
            for (name, value) in map
                .iter()
                .filter(|(name, _)| !GIVEN.contains(&name.as_str()))
            {
                note(value, format!("{at}/{name}"), shape);
            }
            shape.insert(at, "object".to_owned());
        }
        Value::Array(items) => {
            let kinds: Vec<String> = items.iter().map(kind).collect();
            shape.insert(at, format!("[{}]", kinds.join(",")));
        }
        Value::String(_) | Value::Number(_) | Value::Bool(_) | Value::Null => {
            shape.insert(at, kind(value));
        }
    }
}

/// What a value is: its JSON type, and of a text whether it is a date of the form that AEM writes.
fn kind(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(_) => "bool".to_owned(),
        Value::Number(_) => "number".to_owned(),
        Value::String(text) if is_ecma_date(text) => "ecma date".to_owned(),
        Value::String(_) => "text".to_owned(),
        Value::Array(_) => "list".to_owned(),
        Value::Object(_) => "object".to_owned(),
    }
}

/// `Sun Nov 29 2026 01:04:22 GMT+0000`
pub(crate) fn is_ecma_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split(' ').collect();
    let [day, month, number, year, time, zone] = parts[..] else {
        return false;
    };
    day.len() == 3
        && month.len() == 3
        && number.len() == 2
        && year.len() == 4
        && time.len() == 8
        && zone.len() == 8
        && zone.starts_with("GMT")
}
