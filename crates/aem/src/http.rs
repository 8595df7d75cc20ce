//! Requests: who they go to, what they carry, and what an answer that is none means.
//!
//! Secrets go to the server's own origin alone. Redirects are followed here and not by the HTTP
//! library, because its cookies know no ports and its headers no signed addresses.

mod call;
mod json;
mod session;

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Instant,
};

use damson_core::DamPath;
use damson_http::{
    Home, body, client,
    failure::{is_html, of_transport, with_about},
    redirect,
};
use damson_remote::{Error, ErrorKind, Result};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use reqwest::{Client, RequestBuilder, Response, cookie::Jar};
use serde::de::DeserializeOwned;
use tokio::sync::{Mutex, Semaphore};
use url::Url;

pub(crate) use call::{Answer, CHARSET, Call};

use call::{Payload, Wants};
pub(crate) use json::bounded;
use session::Tried;

use crate::{
    auth::Auth,
    config::{Base, Config},
    failure,
};

/// The largest JSON that is read.
pub(crate) const MOST_JSON: usize = 64 * 1024 * 1024;
/// The largest page of a listing that is read.
pub(crate) const MOST_PAGE: usize = 16 * 1024 * 1024;
/// The largest answer to a small question.
pub(crate) const MOST_SMALL: usize = 1024 * 1024;

/// Speaks HTTP with one server as one person.
pub(crate) struct Http {
    pub(crate) base: Base,
    pub(crate) home: Home,
    /// With cookies; unpacks what is compressed.
    json: Client,
    /// With cookies; takes bytes as they are.
    binary: Client,
    /// Without cookies and login; shows the client certificate to whoever asks.
    plain: Client,
    /// Without anything of ours, for every other origin.
    bare: Client,
    auth: Auth,
    csrf: Mutex<Option<(HeaderValue, Instant)>>,
    logging_in: Mutex<()>,
    /// Counts logins, so that many calls that meet an ended session begin one session.
    sessions: AtomicU64,
    /// The server took our credentials once.
    accepted: AtomicBool,
    /// Places for requests to the author. Adobe's own application has brought authors down.
    places: Semaphore,
}

/// Requests to the author that wait for their answer at a time, whatever calls they are of.
const MOST_AT_ONCE: usize = 16;

impl Http {
    pub(crate) fn new(config: &Config, auth: Auth, jar: &Arc<Jar>) -> Result<Self> {
        config.home().check()?;
        let certificate = config.client_certificate.as_ref();
        let with = |certificate| client::builder(&config.extra_roots, &config.proxy, certificate);
        let with_cookies = || with(certificate).map(|b| b.cookie_provider(Arc::clone(jar)));
        Ok(Self {
            base: config.base.clone(),
            home: config.home(),
            json: with_cookies()?.build().map_err(of_transport)?,
            binary: with_cookies()?.no_gzip().build().map_err(of_transport)?,
            plain: with(certificate)?.no_gzip().build().map_err(of_transport)?,
            bare: with(None)?.no_gzip().build().map_err(of_transport)?,
            auth,
            csrf: Mutex::new(None),
            logging_in: Mutex::new(()),
            sessions: AtomicU64::new(0),
            accepted: AtomicBool::new(false),
            places: Semaphore::new(MOST_AT_ONCE),
        })
    }

    /// Notes that the server knows us, so that a later refusal means an ended session.
    pub(crate) fn note_accepted(&self) {
        self.accepted.store(true, Ordering::Relaxed);
    }

    /// The client that sends neither login nor cookies to this address.
    pub(crate) fn anonymous(&self, url: &Url) -> &Client {
        if self.home.owns(url) {
            &self.plain
        } else {
            &self.bare
        }
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

    /// What a change was answered: by the status, because a body is optional and its type says
    /// nothing; only a login page in its place is an error. `true` for a page, which the caller
    /// doesn't take for more than it is.
    pub(crate) async fn settled(&self, answer: Answer, about: Option<&DamPath>) -> Result<bool> {
        if answer.login {
            return Err(self.login_needed(about));
        }
        if !answer.status().is_success() {
            return Err(self.failed(answer, about).await);
        }
        let page = answer.is_page();
        self.refuse_login_page(answer.response, about).await?;
        Ok(page)
    }

    /// Fails with [`ErrorKind::LoginNeeded`] when a successful answer is a login page.
    pub(crate) async fn refuse_login_page(
        &self,
        response: Response,
        about: Option<&DamPath>,
    ) -> Result<()> {
        const FORMS: [&str; 5] = [
            "j_username",
            "j_password",
            "j_security_check",
            "SAMLRequest",
            "adobe-ims",
        ];
        if !is_html(response.headers()) {
            return Ok(());
        }
        let page = body::beginning(response, MOST_SMALL).await;
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
        let html = is_html(answer.response.headers());
        let body = body::whole(answer.response, most)
            .await
            .map_err(|error| with_about(error, about))?;
        let first = body.iter().find(|byte| !byte.is_ascii_whitespace());
        let looks_like_json = matches!(first, Some(b'{' | b'['));
        // Some servlets call their JSON text/html, so the body decides.
        if html && !looks_like_json {
            // A page is no word about a token: that would be 401.
            return Err(with_about(ErrorKind::LoginNeeded.into(), about));
        }
        let body = bounded(&body).map_err(|error| with_about(error, about))?;
        serde_json::from_slice(body).map_err(|error| {
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
        if !self.home.owns(&url) {
            return Err(Error::new(ErrorKind::Garbled).said("the server names another origin"));
        }
        let changes = !matches!(method, Method::GET | Method::HEAD);
        self.with_secrets(&self.json, method, url, changes).await
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
        for _ in 0..=redirect::MOST {
            let foreign = !self.home.owns(&url) || is_signed(&url);
            let response = self.once(call, &url, foreign).await?;
            let next = match redirect::next(&response, &url) {
                Some(next) => next.map_err(|error| with_about(error, call.about))?,
                None => return Ok(Answer::new(response, foreign, false)),
            };
            let own = self.home.owns(&next);
            let login = is_login_page(&next) || (!own && call.wants != Wants::Bytes);
            if login || call.changes_something() {
                return Ok(Answer::new(response, foreign, login));
            }
            self.home
                .check_onward(&next)
                .map_err(|error| with_about(error, call.about))?;
            url = next;
        }
        Err(with_about(redirect::without_end(), call.about))
    }

    async fn once(&self, call: &Call<'_>, url: &Url, foreign: bool) -> Result<Response> {
        let method = call.method.clone();
        let mut request = if foreign {
            self.anonymous(url).request(method, url.clone())
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
        let _place = if foreign {
            None
        } else {
            // It is never closed.
            self.places.acquire().await.ok()
        };
        client::send(request, call.answer_within)
            .await
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

fn challenges_basic(headers: &HeaderMap) -> bool {
    headers
        .get_all(header::WWW_AUTHENTICATE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .any(|value| value.trim_start().to_ascii_lowercase().starts_with("basic"))
}

impl fmt::Debug for Http {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Http")
            .field("base", &self.base.as_str())
            .field("auth", &self.auth)
            .finish_non_exhaustive()
    }
}
