//! Requests: who they go to, what they carry, and what an answer that is none means.
//!
//! Secrets and cookies go to the server's own origin alone, and nothing but the bytes of a file is
//! asked for anywhere else.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use damson_core::{DamPath, Timestamp};
use damson_http::{
    Home,
    body::{ANSWER, SLOW_ANSWER},
    client,
    date::http_date,
    failure::{is_html, of_transport, with_about},
    redirect,
};
use damson_remote::{Error, ErrorKind, Result};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use reqwest::{Client, ClientBuilder, RequestBuilder, Response, cookie::Jar};
use url::Url;

use crate::{
    auth::Auth,
    config::{Base, Config},
    encode::segments,
    failure,
    wire::{self, Multistatus},
    xml::Xml,
};

/// Speaks HTTP with one server as one person.
#[derive(Debug)]
pub(crate) struct Http {
    pub(crate) base: Base,
    home: Home,
    /// Unpacks what is compressed.
    packed: Client,
    /// Takes bytes as they are.
    binary: Client,
    /// Without anything of ours, for every other origin.
    bare: Client,
    pub(crate) auth: Auth,
    /// The server took our credentials once.
    accepted: AtomicBool,
    /// The server reads XML under its other name alone (RFC 7303, 9.1 and 9.2).
    text_xml: AtomicBool,
}

/// One request.
#[derive(Debug, Clone)]
pub(crate) struct Call<'a> {
    method: Method,
    url: Url,
    headers: HeaderMap,
    body: Option<String>,
    about: Option<&'a DamPath>,
    bytes: bool,
    answer_within: Duration,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) response: Response,
    /// It came from somewhere else than the server.
    pub(crate) foreign: bool,
    /// The server sent us to where it came from.
    pub(crate) redirected: bool,
}

impl<'a> Call<'a> {
    /// `method` is one of HTTP's or WebDAV's.
    pub(crate) fn new(method: &str, url: Url) -> Self {
        Self {
            method: Method::from_bytes(method.as_bytes()).expect("methods here are tokens"),
            url,
            headers: HeaderMap::new(),
            body: None,
            about: None,
            bytes: false,
            answer_within: ANSWER,
        }
    }

    pub(crate) fn about(mut self, path: &'a DamPath) -> Self {
        self.about = Some(path);
        self
    }

    pub(crate) fn header(mut self, name: impl Into<HeaderName>, value: HeaderValue) -> Self {
        self.headers.insert(name.into(), value);
        self
    }

    pub(crate) fn headers(
        mut self,
        headers: impl IntoIterator<Item = (HeaderName, HeaderValue)>,
    ) -> Self {
        self.headers.extend(headers);
        self
    }

    /// A header whose text is ours.
    pub(crate) fn fixed(self, name: &'static str, value: &'static str) -> Self {
        self.header(
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        )
    }

    pub(crate) fn xml(mut self, body: String) -> Self {
        self.body = Some(body);
        self
    }

    /// One byte: nginx takes no file without any.
    pub(crate) fn one_byte(mut self) -> Self {
        self.body = Some("-".to_owned());
        self.fixed("content-type", "application/octet-stream")
    }

    /// For the bytes of a file, as they are.
    pub(crate) fn bytes(mut self) -> Self {
        self.bytes = true;
        self
    }

    /// The same for the whole, with what was coded on the way decoded again.
    pub(crate) fn unpacked(mut self) -> Self {
        self.bytes = false;
        self.headers.remove(header::RANGE);
        self
    }

    /// For what touches many files or big ones.
    pub(crate) fn slow(mut self) -> Self {
        self.answer_within = SLOW_ANSWER;
        self
    }

    fn only_reads(&self) -> bool {
        matches!(
            self.method.as_str(),
            "GET" | "HEAD" | "OPTIONS" | "PROPFIND" | "REPORT"
        )
    }
}

impl Http {
    pub(crate) fn new(config: &Config, auth: Auth) -> Result<Self> {
        config.home().check()?;
        let build = |builder: ClientBuilder| builder.build().map_err(of_transport);
        // Some servers take their time over a password, and remember by a cookie that it was right.
        // Cookies are kept for this connection alone, and go where the password may go.
        let cookies = Arc::new(Jar::default());
        let own = || {
            let certificate = config.client_certificate.as_ref();
            client::builder(&config.extra_roots, &config.proxy, certificate)
                .map(|builder| builder.cookie_provider(Arc::clone(&cookies)))
        };
        Ok(Self {
            base: config.base.clone(),
            home: config.home(),
            packed: build(own()?)?,
            binary: build(own()?.no_gzip())?,
            bare: build(client::builder(&config.extra_roots, &config.proxy, None)?.no_gzip())?,
            auth,
            accepted: AtomicBool::new(false),
            text_xml: AtomicBool::new(false),
        })
    }

    /// Notes that the server knows us, so that a later refusal means an ended session.
    pub(crate) fn note_accepted(&self) {
        self.accepted.store(true, Ordering::Relaxed);
    }

    /// Sends, and proves who we are when asked. The answer may have any status.
    pub(crate) async fn send(&self, call: &Call<'_>) -> Result<Answer> {
        let mut asked = 0;
        loop {
            let answer = self.follow(call).await?;
            if answer.status() == StatusCode::UNSUPPORTED_MEDIA_TYPE
                && call.body.is_some()
                && !self.text_xml.swap(true, Ordering::Relaxed)
            {
                continue;
            }
            let refused = answer.status() == StatusCode::UNAUTHORIZED && !answer.foreign;
            asked += 1;
            if !refused || asked > 2 || !self.take_up(answer.response.headers()) {
                return Ok(answer);
            }
        }
    }

    /// Takes up what a refusal asks for; whether it makes sense to ask again. A server that took our
    /// credentials once and names another nonce may have forgotten the former one without saying
    /// that it was stale.
    pub(crate) fn take_up(&self, headers: &HeaderMap) -> bool {
        self.auth
            .take_up(headers, self.accepted.load(Ordering::Relaxed))
    }

    /// Where a streamed request goes on, if the answer sends it there with the same method.
    pub(crate) fn sent_on(&self, response: &Response, from: &Url) -> Result<Option<Url>> {
        let status = response.status();
        let keeps = matches!(
            status,
            StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT
        );
        let Some(next) = redirect::next(response, from).filter(|_| keeps) else {
            return Ok(None);
        };
        let next = next?;
        if self.home.owns(&next) {
            return Ok(Some(next));
        }
        Err(Error::new(ErrorKind::LoginNeeded)
            .said("the server sends us to another one, which looks like a login page"))
    }

    /// As [`Http::send`], but every status outside 200–299 is an error.
    pub(crate) async fn ok(&self, call: &Call<'_>) -> Result<Answer> {
        let answer = self.send(call).await?;
        if answer.status().is_success() {
            return Ok(answer);
        }
        Err(self.failed(answer, call.about).await)
    }

    /// The multistatus of a successful answer.
    pub(crate) async fn multistatus(&self, call: &Call<'_>) -> Result<Multistatus> {
        let answer = self.ok(call).await?;
        if answer.is_login_page() {
            return Err(with_about(login_page(), call.about));
        }
        if answer.status() != StatusCode::MULTI_STATUS {
            let error = Error::new(ErrorKind::NotADam)
                .said(format!("{} where WebDAV answers 207", answer.status()));
            return Err(with_about(error, call.about));
        }
        let looked = answer.date(&header::DATE);
        Ok(Multistatus::new(Xml::of_response(answer.response)).looked_at(looked))
    }

    /// The error that an unsuccessful answer stands for.
    pub(crate) async fn failed(&self, answer: Answer, about: Option<&DamPath>) -> Error {
        let status = answer.status();
        let foreign = answer.foreign;
        let unknown = (status == StatusCode::UNAUTHORIZED && !foreign)
            .then(|| self.auth.unknown_scheme(answer.response.headers()))
            .flatten();
        let mut error = failure::of_response(answer.response, about).await;
        if let Some(unknown) = unknown {
            return with_about(unknown, about);
        }
        if status == StatusCode::UNAUTHORIZED {
            error.kind = if foreign {
                ErrorKind::Forbidden
            } else {
                self.refusal().await
            };
        }
        error
    }

    /// What 401 means: nobody is logged in any more, or (Apache says so in the same words) this
    /// person has no right to do that.
    async fn refusal(&self) -> ErrorKind {
        match &self.auth {
            Auth::Nobody => return ErrorKind::LoginNeeded,
            Auth::Password { .. } | Auth::Bearer(_) => {}
        }
        if !self.accepted.load(Ordering::Relaxed) {
            return ErrorKind::WrongCredentials;
        }
        let call = Call::new("PROPFIND", self.base.folder(&DamPath::root()))
            .fixed("depth", "0")
            .xml(wire::propfind(false, false));
        match self.send(&call).await {
            Ok(answer) if answer.status() == StatusCode::MULTI_STATUS => ErrorKind::Forbidden,
            Ok(_) | Err(_) => ErrorKind::LoginNeeded,
        }
    }

    /// A request to the server's own origin with who we are, for bodies that are streamed.
    pub(crate) fn prepare(&self, method: Method, url: Url) -> Result<RequestBuilder> {
        let header = self.auth.header(&method, &url)?;
        let request = self.binary.request(method, url);
        Ok(match header {
            Some(header) => request.header(header::AUTHORIZATION, header),
            None => request,
        })
    }

    /// Follows redirects (RFC 9110, 15.4): what reads the bytes of a file to wherever they are, and
    /// everything else within the server's own origin and with the same method.
    async fn follow(&self, call: &Call<'_>) -> Result<Answer> {
        let mut url = call.url.clone();
        let mut redirected = false;
        for _ in 0..=redirect::MOST {
            let foreign = !self.home.owns(&url);
            let response = self.once(call, &url, foreign).await?;
            let next = redirect::next(&response, &url);
            let status = response.status();
            let answer = Answer {
                response,
                foreign,
                redirected,
            };
            let Some(next) = next else {
                if call.bytes && answer.is_login_page() && !is_page(&call.url) {
                    return Err(with_about(login_page(), call.about));
                }
                return Ok(answer);
            };
            url = next
                .and_then(|next| self.onward(call, status, &url, next))
                .map_err(|error| with_about(error, call.about))?;
            redirected = true;
        }
        Err(with_about(redirect::without_end(), call.about))
    }

    /// Where a request goes on, if it may.
    fn onward(&self, call: &Call<'_>, status: StatusCode, from: &Url, next: Url) -> Result<Url> {
        let same_place = segments(from.path()) == segments(next.path());
        if call.bytes {
            self.home.check_onward(&next)?;
            return Ok(next);
        }
        if !self.home.owns(&next) {
            if same_place {
                let origin = next.origin().ascii_serialization();
                return Err(Error::new(ErrorKind::NotADam).said(format!(
                    "the server sends this address on to {origin}: use that one"
                )));
            }
            return Err(Error::new(ErrorKind::LoginNeeded)
                .said("the server sends us to another one, which looks like a login page"));
        }
        // 303 is another thing to look at, whatever was asked (15.4.4).
        let is_other = status == StatusCode::SEE_OTHER;
        // 301 and 302 let a program change the method; a write to another place follows the two that
        // don't (15.4.8 and 15.4.9).
        let keeps = matches!(
            status,
            StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT
        );
        if is_other || !(call.only_reads() || keeps || same_place) {
            return Err(login_page());
        }
        Ok(next)
    }

    async fn once(&self, call: &Call<'_>, url: &Url, foreign: bool) -> Result<Response> {
        let client = match (foreign, call.bytes) {
            (true, _) => &self.bare,
            (false, true) => &self.binary,
            (false, false) => &self.packed,
        };
        let mut request = client.request(call.method.clone(), url.clone());
        if !foreign && let Some(header) = self.auth.header(&call.method, url)? {
            request = request.header(header::AUTHORIZATION, header);
        }
        if call.bytes {
            request = request.header(header::ACCEPT_ENCODING, "identity");
        }
        if let Some(body) = &call.body {
            let media = if self.text_xml.load(Ordering::Relaxed) {
                "text/xml; charset=utf-8"
            } else {
                "application/xml; charset=utf-8"
            };
            request = request
                .header(header::CONTENT_TYPE, media)
                .body(body.clone());
        }
        request = request.headers(call.headers.clone());
        client::send(request, call.answer_within)
            .await
            .map_err(|error| with_about(error, call.about))
    }
}

impl Answer {
    pub(crate) fn status(&self) -> StatusCode {
        self.response.status()
    }

    /// The server sent us on, to a page for people.
    pub(crate) fn is_login_page(&self) -> bool {
        self.redirected && self.status().is_success() && is_html(self.response.headers())
    }

    pub(crate) fn text(&self, name: &HeaderName) -> Option<&str> {
        self.response.headers().get(name)?.to_str().ok()
    }

    pub(crate) fn last_modified(&self) -> Option<Timestamp> {
        self.date(&header::LAST_MODIFIED)
    }

    fn date(&self, name: &HeaderName) -> Option<Timestamp> {
        self.text(name).and_then(http_date)
    }
}

pub(crate) fn login_page() -> Error {
    Error::new(ErrorKind::LoginNeeded)
        .said("the server sends us to another page, which looks like a login page")
}

/// Whether the file itself is a page.
fn is_page(url: &Url) -> bool {
    let media = mime_guess::from_path(url.path()).first_raw();
    media.is_some_and(|media| media.contains("html"))
}
