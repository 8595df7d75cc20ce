//! Requests: who they go to, what they carry, and what an answer that is none means.
//!
//! Secrets go to the server's own origin alone. Redirects are followed here and not by the HTTP
//! library, because its cookies know no ports and its headers no signed addresses.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant, SystemTime},
};

use damson_core::{DamPath, Timestamp};
use damson_remote::{Error, ErrorKind, Result};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use reqwest::{
    Certificate, Client, ClientBuilder, RequestBuilder, Response, cookie::Jar, redirect,
};
use secrecy::ExposeSecret as _;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tokio::sync::Mutex;
use url::Url;

use crate::{
    auth::Auth,
    config::{Base, Config, is_loopback},
    failure,
    http_body::{self, ANSWER, SLOW_ANSWER},
    wire::{CsrfToken, CurrentUser},
};

/// The largest JSON that is read.
pub(crate) const MOST_JSON: usize = 64 * 1024 * 1024;
/// The largest page of a listing that is read.
pub(crate) const MOST_PAGE: usize = 16 * 1024 * 1024;
/// The largest answer to a small question.
pub(crate) const MOST_SMALL: usize = 1024 * 1024;

const MOST_REDIRECTS: usize = 5;
/// Granite's CSRF tokens live for about ten minutes.
const CSRF_LIFE: Duration = Duration::from_mins(5);

/// Speaks HTTP with one server as one person.
pub(crate) struct Http {
    pub(crate) base: Base,
    plain_allowed: bool,
    /// With cookies; unpacks what is compressed.
    json: Client,
    /// With cookies; takes bytes as they are.
    binary: Client,
    /// Without anything of ours, for every other origin.
    pub(crate) bare: Client,
    auth: Auth,
    csrf: Mutex<Option<(HeaderValue, Instant)>>,
    logging_in: Mutex<()>,
    /// Counts logins, so that many calls that meet an ended session begin one session.
    sessions: AtomicU64,
    /// The server took our credentials once.
    accepted: AtomicBool,
}

/// One request.
#[derive(Debug)]
pub(crate) struct Call<'a> {
    method: Method,
    url: Url,
    headers: HeaderMap,
    payload: Payload,
    about: Option<&'a DamPath>,
    wants: Wants,
    answer_within: Duration,
}

enum Payload {
    Nothing,
    Form(Vec<(String, String)>),
    Json(Value),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wants {
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
    login: bool,
}

#[derive(Default)]
struct Tried {
    login: bool,
    csrf: bool,
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

    pub(crate) fn form(mut self, pairs: &[(&str, &str)]) -> Self {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        self.payload = Payload::Form(pairs.iter().map(owned).collect());
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

    fn changes_something(&self) -> bool {
        !matches!(self.method, Method::GET | Method::HEAD)
    }
}

impl Http {
    pub(crate) fn new(config: &Config, auth: Auth, jar: &Arc<Jar>) -> Result<Self> {
        config.check()?;
        let with_cookies = || builder(config).map(|b| b.cookie_provider(Arc::clone(jar)));
        Ok(Self {
            base: config.base.clone(),
            plain_allowed: config.allow_plain_http,
            json: with_cookies()?.build().map_err(failure::of_transport)?,
            binary: with_cookies()?
                .no_gzip()
                .build()
                .map_err(failure::of_transport)?,
            bare: builder(config)?
                .no_gzip()
                .build()
                .map_err(failure::of_transport)?,
            auth,
            csrf: Mutex::new(None),
            logging_in: Mutex::new(()),
            sessions: AtomicU64::new(0),
            accepted: AtomicBool::new(false),
        })
    }

    /// Notes that the server knows us, so that a later refusal means an ended session.
    pub(crate) fn note_accepted(&self) {
        self.accepted.store(true, Ordering::Relaxed);
    }

    /// Sends, and begins an ended session again once where that needs no person. The answer may
    /// have any status.
    pub(crate) async fn send(&self, call: &Call<'_>) -> Result<Answer> {
        let mut tried = Tried::default();
        loop {
            let session = self.sessions.load(Ordering::Acquire);
            let answer = self.follow(call).await?;
            if !self.can_help(call, &answer, session, &mut tried).await? {
                return Ok(answer);
            }
        }
    }

    /// As [`Http::send`], but every status outside 200–299 is an error.
    pub(crate) async fn ok(&self, call: &Call<'_>) -> Result<Answer> {
        let answer = self.send(call).await?;
        if answer.login {
            return Err(self.login_needed(call.about));
        }
        if answer.status().is_success() {
            return Ok(answer);
        }
        Err(self.failed(answer, call.about).await)
    }

    /// Carries out what is answered with a page; a login page in its place is an error.
    pub(crate) async fn done(&self, call: &Call<'_>) -> Result<()> {
        let answer = self.ok(call).await?;
        self.refuse_login_page(answer.response, call.about).await
    }

    /// Fails with [`ErrorKind::LoginNeeded`] when a successful answer is a login page.
    pub(crate) async fn refuse_login_page(
        &self,
        response: Response,
        about: Option<&DamPath>,
    ) -> Result<()> {
        const FORMS: [&str; 4] = ["j_username", "j_password", "SAMLRequest", "adobe-ims"];
        if !failure::is_html(response.headers()) {
            return Ok(());
        }
        let page = http_body::beginning(response, MOST_SMALL).await;
        let page = String::from_utf8_lossy(&page);
        if FORMS.iter().any(|form| page.contains(form)) {
            return Err(self.login_needed(about));
        }
        Ok(())
    }

    /// The JSON of a successful answer, at most `most` bytes of it.
    pub(crate) async fn read_json<T: DeserializeOwned>(
        &self,
        call: &Call<'_>,
        most: usize,
    ) -> Result<T> {
        let answer = self.ok(call).await?;
        self.parse(answer, call.about, most).await
    }

    /// The JSON of an answer whose status was looked at.
    pub(crate) async fn parse<T: DeserializeOwned>(
        &self,
        answer: Answer,
        about: Option<&DamPath>,
        most: usize,
    ) -> Result<T> {
        let html = failure::is_html(answer.response.headers());
        let body = http_body::whole(answer.response, most)
            .await
            .map_err(|error| with_about(error, about))?;
        let first = body.iter().find(|byte| !byte.is_ascii_whitespace());
        let looks_like_json = matches!(first, Some(b'{' | b'['));
        // Some servlets call their JSON text/html, so the body decides.
        if html && !looks_like_json {
            return Err(self.login_needed(about));
        }
        serde_json::from_slice(&body).map_err(|error| {
            with_about(
                Error::new(ErrorKind::Garbled).said(error.to_string()),
                about,
            )
        })
    }

    /// The error that an unsuccessful answer stands for.
    pub(crate) async fn failed(&self, answer: Answer, about: Option<&DamPath>) -> Error {
        if answer.login {
            return self.login_needed(about);
        }
        let status = answer.status();
        let foreign = answer.foreign;
        let basic = challenges_basic(answer.response.headers());
        let mut error = failure::of_response(answer.response, about).await;
        if status == StatusCode::UNAUTHORIZED {
            error.kind = if foreign {
                ErrorKind::Forbidden
            } else {
                self.refused_login(basic)
            };
        }
        error
    }

    /// A request to the server's own origin with who we are, for bodies that are streamed.
    pub(crate) async fn prepare(&self, method: Method, url: Url) -> Result<RequestBuilder> {
        if !self.base.same_origin(&url) {
            return Err(Error::new(ErrorKind::Garbled).said("the server names another origin"));
        }
        let changes = !matches!(method, Method::GET | Method::HEAD);
        self.with_secrets(&self.json, method, url, changes).await
    }

    /// Refuses addresses that a server must not send us to.
    pub(crate) fn check_foreign(&self, url: &Url) -> Result<()> {
        match url.scheme() {
            "https" => Ok(()),
            "http" if self.base.is_https() => {
                Err(Error::new(ErrorKind::Tls).said("the server sends us from https to http"))
            }
            "http" if self.plain_allowed || is_loopback(url) => Ok(()),
            "http" => Err(Error::new(ErrorKind::Tls).said("the server sends us to plain http")),
            _ => Err(Error::new(ErrorKind::Garbled).said("the server names no web address")),
        }
    }

    /// Takes part in a login form's session, once for all who wait for it.
    pub(crate) async fn log_in(&self) -> Result<()> {
        let session = self.sessions.load(Ordering::Acquire);
        self.renew(session).await
    }

    fn login_needed(&self, about: Option<&DamPath>) -> Error {
        with_about(self.refused_login(false).into(), about)
    }

    fn refused_login(&self, basic_challenge: bool) -> ErrorKind {
        if self.accepted.load(Ordering::Relaxed) {
            return ErrorKind::LoginNeeded;
        }
        match &self.auth {
            Auth::Basic(_) if basic_challenge => ErrorKind::WrongCredentials,
            Auth::Bearer(_) | Auth::Service(_) => ErrorKind::WrongCredentials,
            Auth::Basic(_) | Auth::None | Auth::Form { .. } | Auth::Cookies => {
                ErrorKind::LoginNeeded
            }
        }
    }

    /// Follows redirects of what only reads.
    async fn follow(&self, call: &Call<'_>) -> Result<Answer> {
        let mut url = call.url.clone();
        for _ in 0..=MOST_REDIRECTS {
            let foreign = !self.base.same_origin(&url) || is_signed(&url);
            let response = self.once(call, &url, foreign).await?;
            let next = match redirect_of(&response, &url) {
                Some(next) => next.map_err(|error| with_about(error, call.about))?,
                None => return Ok(Answer::new(response, foreign, false)),
            };
            let own = self.base.same_origin(&next);
            let login = is_login_page(&next) || (!own && call.wants != Wants::Bytes);
            if login || call.changes_something() {
                return Ok(Answer::new(response, foreign, login));
            }
            self.check_foreign(&next)
                .map_err(|error| with_about(error, call.about))?;
            url = next;
        }
        Err(with_about(
            Error::new(ErrorKind::Garbled).said("the server redirects without end"),
            call.about,
        ))
    }

    async fn once(&self, call: &Call<'_>, url: &Url, foreign: bool) -> Result<Response> {
        let method = call.method.clone();
        let mut request = if foreign {
            self.bare.request(method, url.clone())
        } else {
            let client = match call.wants {
                Wants::Json | Wants::Page => &self.json,
                Wants::Bytes => &self.binary,
            };
            self.with_secrets(client, method, url.clone(), call.changes_something())
                .await?
        };
        request = match call.wants {
            Wants::Json => request.header(header::ACCEPT, "application/json"),
            Wants::Page => request.header(header::ACCEPT, "*/*"),
            Wants::Bytes => request
                .header(header::ACCEPT, "*/*")
                .header(header::ACCEPT_ENCODING, "identity"),
        };
        request = request.headers(call.headers.clone());
        request = match &call.payload {
            Payload::Nothing if call.changes_something() => request.body(""),
            Payload::Nothing => request,
            Payload::Form(pairs) => request.form(pairs),
            Payload::Json(body) => request.json(body),
        };
        http_body::within(call.answer_within, request.send())
            .await
            .and_then(|sent| sent.map_err(failure::of_transport))
            .map_err(|error| with_about(error, call.about))
    }

    async fn with_secrets(
        &self,
        client: &Client,
        method: Method,
        url: Url,
        changes: bool,
    ) -> Result<RequestBuilder> {
        let mut request = client.request(method, url);
        if let Some(header) = self.auth.header(&self.bare).await? {
            request = request.header(header::AUTHORIZATION, header);
        }
        if changes && let Some(token) = self.csrf().await? {
            request = request.header("csrf-token", token);
        }
        Ok(request)
    }

    /// The token for a change: always with cookies, else only when the server asked for one.
    async fn csrf(&self) -> Result<Option<HeaderValue>> {
        let mut kept = self.csrf.lock().await;
        match &*kept {
            Some((token, since)) if since.elapsed() < CSRF_LIFE => Ok(Some(token.clone())),
            None if !self.auth.is_by_cookie() => Ok(None),
            Some(_) | None => {
                *kept = self.ask_for_csrf().await?;
                Ok(kept.as_ref().map(|(token, _)| token.clone()))
            }
        }
    }

    async fn ask_for_csrf(&self) -> Result<Option<(HeaderValue, Instant)>> {
        let call = Call::get(self.base.at("/libs/granite/csrf/token.json"));
        // Boxed because asking is a request like any other.
        let answer = Box::pin(self.follow(&call)).await?;
        if !answer.status().is_success() || answer.login {
            return Ok(None);
        }
        let Ok(given) = self.parse::<CsrfToken>(answer, None, MOST_SMALL).await else {
            return Ok(None);
        };
        Ok(given.token.and_then(|token| {
            let mut header = HeaderValue::from_str(&token).ok()?;
            header.set_sensitive(true);
            Some((header, Instant::now()))
        }))
    }

    /// Whether sending once more makes sense, because we took up what was missing.
    async fn can_help(
        &self,
        call: &Call<'_>,
        answer: &Answer,
        session: u64,
        tried: &mut Tried,
    ) -> Result<bool> {
        if answer.foreign {
            return Ok(false);
        }
        let status = answer.status();
        let no_session = status == StatusCode::UNAUTHORIZED
            || answer.login
            || (call.wants == Wants::Json && !call.changes_something() && is_page(answer));
        if status == StatusCode::FORBIDDEN && call.changes_something() && !tried.csrf {
            tried.csrf = true;
            let token = self.ask_for_csrf().await?;
            let found = token.is_some();
            *self.csrf.lock().await = token;
            if found {
                return Ok(true);
            }
        }
        let ended = no_session
            || (status == StatusCode::FORBIDDEN
                && self.auth.is_by_cookie()
                && self.is_anonymous().await?);
        if !ended || tried.login || !self.auth.renews() {
            return if ended && status == StatusCode::FORBIDDEN {
                Err(self.login_needed(call.about))
            } else {
                Ok(false)
            };
        }
        tried.login = true;
        self.renew(session).await?;
        Ok(true)
    }

    async fn is_anonymous(&self) -> Result<bool> {
        let call = Call::get(self.base.at("/libs/granite/security/currentuser.json"));
        let answer = self.follow(&call).await?;
        if answer.login || !answer.status().is_success() {
            return Ok(true);
        }
        let user = self.parse::<CurrentUser>(answer, None, MOST_SMALL).await;
        Ok(user.is_ok_and(|user| user.id.is_none_or(|id| id == "anonymous")))
    }

    /// Begins the session after the one numbered `ended`, unless another call did already.
    async fn renew(&self, ended: u64) -> Result<()> {
        let _only_one = self.logging_in.lock().await;
        if self.sessions.load(Ordering::Acquire) != ended {
            return Ok(());
        }
        match &self.auth {
            Auth::Form { user, password } => {
                let form = [
                    ("j_username", user.as_str()),
                    ("j_password", password.expose_secret()),
                    ("resource", "/"),
                    ("_charset_", "UTF-8"),
                    ("j_validate", "true"),
                ];
                self.submit_login(&form).await?;
            }
            Auth::Service(account) => account.forget().await,
            Auth::None | Auth::Basic(_) | Auth::Bearer(_) | Auth::Cookies => {}
        }
        *self.csrf.lock().await = None;
        self.sessions.fetch_add(1, Ordering::Release);
        Ok(())
    }

    async fn submit_login(&self, form: &[(&str, &str)]) -> Result<()> {
        let url = self
            .base
            .at("/libs/granite/core/content/login.html/j_security_check");
        let request = self.json.post(url).form(form);
        let response = http_body::within(ANSWER, request.send())
            .await?
            .map_err(failure::of_transport)?;
        let status = response.status();
        // With j_validate a login answers 200, without its support 302.
        if status.is_success() || status == StatusCode::FOUND {
            return Ok(());
        }
        let mut error = failure::of_response(response, None).await;
        if matches!(status, StatusCode::FORBIDDEN | StatusCode::UNAUTHORIZED) {
            error.kind = ErrorKind::WrongCredentials;
        }
        Err(error)
    }
}

impl Answer {
    fn new(response: Response, foreign: bool, login: bool) -> Self {
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

pub(crate) fn with_about(error: Error, about: Option<&DamPath>) -> Error {
    match about {
        Some(path) => error.about(path),
        None => error,
    }
}

fn builder(config: &Config) -> Result<ClientBuilder> {
    // A second installation is refused, which is as good: one provider is there.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut builder = Client::builder()
        .user_agent(concat!(
            "Damson/",
            env!("CARGO_PKG_VERSION"),
            " (desktop DAM client)"
        ))
        .redirect(redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .connect_timeout(Duration::from_secs(15));
    for pem in &config.extra_roots {
        let roots = Certificate::from_pem_bundle(pem.as_bytes())
            .map_err(|error| Error::new(ErrorKind::Tls).said(error.to_string()))?;
        builder = builder.tls_certs_merge(roots);
    }
    Ok(builder)
}

fn redirect_of(response: &Response, from: &Url) -> Option<Result<Url>> {
    if !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    let named = response.headers().get(header::LOCATION)?;
    let next = named
        .to_str()
        .ok()
        .and_then(|named| from.join(named).ok())
        .ok_or_else(|| Error::new(ErrorKind::Garbled).said("the server redirects to nowhere"));
    Some(next)
}

/// Whether the address carries its own permission, as Cloud Service's `/aem-blob-…` do.
fn is_signed(url: &Url) -> bool {
    url.query_pairs().any(|(name, _)| {
        matches!(
            name.as_ref(),
            "sig" | "Signature" | "X-Amz-Signature" | "X-Goog-Signature"
        )
    })
}

fn is_login_page(url: &Url) -> bool {
    let path = url.path();
    (path.ends_with("/login.html") && !path.contains("/content/dam/"))
        || path.ends_with("/j_security_check")
        || url.query_pairs().any(|(name, _)| name == "$$login$$")
}

fn is_page(answer: &Answer) -> bool {
    answer.status().is_success() && failure::is_html(answer.response.headers())
}

fn challenges_basic(headers: &HeaderMap) -> bool {
    headers
        .get_all(header::WWW_AUTHENTICATE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .any(|value| value.trim_start().to_ascii_lowercase().starts_with("basic"))
}

fn http_date(headers: &HeaderMap, name: &HeaderName) -> Option<Timestamp> {
    let text = headers.get(name)?.to_str().ok()?;
    let time = httpdate::parse_http_date(text).ok()?;
    let since = time.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    i64::try_from(since.as_millis()).ok().map(Timestamp)
}

impl fmt::Debug for Http {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Http")
            .field("base", &self.base.as_str())
            .field("auth", &self.auth)
            .finish_non_exhaustive()
    }
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
