//! Requests: who they go to, what they carry, and what an answer that is none means.
//!
//! Secrets go to the server's own origin alone, and only what reads is redirected.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use damson_core::{DamPath, Timestamp};
use damson_http::{
    Home,
    body::{ANSWER, SLOW_ANSWER},
    client,
    date::http_date,
    failure::{of_transport, with_about},
    redirect,
};
use damson_remote::{Error, ErrorKind, Result};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use reqwest::{Client, ClientBuilder, Identity, RequestBuilder, Response};
use url::Url;

use crate::{
    auth::Auth,
    config::{Base, Config},
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

    /// For the bytes of a file, as they are.
    pub(crate) fn bytes(mut self) -> Self {
        self.bytes = true;
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
        Ok(Self {
            base: config.base.clone(),
            home: config.home(),
            packed: build(with_certificate(
                config,
                client::builder(&config.extra_roots, &config.proxy)?,
            )?)?,
            binary: build(
                with_certificate(config, client::builder(&config.extra_roots, &config.proxy)?)?
                    .no_gzip(),
            )?,
            bare: build(client::builder(&config.extra_roots, &config.proxy)?.no_gzip())?,
            auth,
            accepted: AtomicBool::new(false),
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
            let refused = answer.status() == StatusCode::UNAUTHORIZED && !answer.foreign;
            asked += 1;
            if !refused || asked > 2 || !self.auth.take_up(answer.response.headers()) {
                return Ok(answer);
            }
        }
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
        if answer.status() != StatusCode::MULTI_STATUS {
            let error = Error::new(ErrorKind::NotADam)
                .said(format!("{} where WebDAV answers 207", answer.status()));
            return Err(with_about(error, call.about));
        }
        Ok(Multistatus::new(Xml::of_response(answer.response)))
    }

    /// The error that an unsuccessful answer stands for.
    pub(crate) async fn failed(&self, answer: Answer, about: Option<&DamPath>) -> Error {
        let status = answer.status();
        let foreign = answer.foreign;
        let mut error = failure::of_response(answer.response, about).await;
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

    /// Follows redirects of what only reads; to another origin only for the bytes of a file.
    async fn follow(&self, call: &Call<'_>) -> Result<Answer> {
        let mut url = call.url.clone();
        for _ in 0..=redirect::MOST {
            let foreign = !self.home.owns(&url);
            let response = self.once(call, &url, foreign).await?;
            let Some(next) = redirect::next(&response, &url) else {
                return Ok(Answer { response, foreign });
            };
            let next = next.map_err(|error| with_about(error, call.about))?;
            if !call.only_reads() {
                return Ok(Answer { response, foreign });
            }
            if !self.home.owns(&next) && !call.bytes {
                let error = Error::new(ErrorKind::LoginNeeded)
                    .said("the server sends us to another one, which looks like a login page");
                return Err(with_about(error, call.about));
            }
            self.home
                .check_onward(&next)
                .map_err(|error| with_about(error, call.about))?;
            url = next;
        }
        Err(with_about(redirect::without_end(), call.about))
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
            request = request
                .header(header::CONTENT_TYPE, "application/xml; charset=utf-8")
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

    pub(crate) fn text(&self, name: &HeaderName) -> Option<&str> {
        self.response.headers().get(name)?.to_str().ok()
    }

    pub(crate) fn last_modified(&self) -> Option<Timestamp> {
        self.text(&header::LAST_MODIFIED).and_then(http_date)
    }
}

fn with_certificate(config: &Config, builder: ClientBuilder) -> Result<ClientBuilder> {
    let Some(pem) = &config.client_certificate else {
        return Ok(builder);
    };
    // The cause would quote the key.
    let identity = Identity::from_pem(pem.as_bytes())
        .map_err(|_| Error::new(ErrorKind::Tls).said("the client certificate can't be read"))?;
    Ok(builder.identity(identity))
}
