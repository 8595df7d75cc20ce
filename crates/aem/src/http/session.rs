//! Sessions: what a change needs beside a login, and how an ended session begins again.

use std::{
    sync::atomic::Ordering,
    time::{Duration, Instant},
};

use damson_http::{body::ANSWER, client};
use damson_remote::{ErrorKind, Result};
use http::{HeaderValue, StatusCode};
use secrecy::ExposeSecret as _;

use super::{
    Answer, Call, Http, MOST_SMALL,
    call::{Wants, is_page},
};
use crate::{
    auth::Auth,
    failure,
    wire::{CsrfToken, CurrentUser},
};

/// Granite's CSRF tokens live for about ten minutes.
const CSRF_LIFE: Duration = Duration::from_mins(5);

/// What was done about a refusal already.
#[derive(Default)]
pub(super) struct Tried {
    login: bool,
    csrf: bool,
}

impl Http {
    /// Takes part in a login form's session, once for all who wait for it.
    pub(crate) async fn log_in(&self) -> Result<()> {
        let session = self.sessions.load(Ordering::Acquire);
        self.renew(session).await
    }

    /// The token for a change: always with cookies, else only when the server asked for one.
    pub(super) async fn csrf(&self) -> Result<Option<HeaderValue>> {
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

    /// Whether a refused change may be sent once more, with a token that it lacked.
    pub(crate) async fn takes_csrf(&self) -> Result<bool> {
        let token = self.ask_for_csrf().await?;
        let found = token.is_some();
        *self.csrf.lock().await = token;
        Ok(found)
    }

    /// Whether sending once more makes sense, because we took up what was missing.
    pub(super) async fn can_help(
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
            if self.takes_csrf().await? {
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
        let response = client::send(request, ANSWER).await?;
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
