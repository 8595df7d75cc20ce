//! Logging in on the server's own page: SSO, SAML and IMS. The window with that page has no access to
//! Damson's commands; it yields the cookies of the server, which become the login of a connection.

use std::sync::Arc;

use damson_app::{
    ErrorCode, Intent, Reply, UserError,
    error::Result,
    intent::{Connect, Login, LoginCookie},
    view::ConnectedView,
};

use crate::{
    crossing::{LoginProgress, LoginWindow},
    desk::{DeskEvent, Inner, strange},
    screen::LoginPage,
};

/// The path at which AEM shows its login page to people who are not logged in, and its start page to
/// the others.
const START_PAGE: &str = "/aem/start.html";

pub(crate) async fn login_window(inner: &Arc<Inner>, wanted: LoginWindow) -> Result<ConnectedView> {
    let recognise = Intent::Recognise {
        url: wanted.url.clone(),
        allow_plain_http: wanted.allow_plain_http,
    };
    let Reply::Recognised(found) = inner.handle.send(recognise).await? else {
        return Err(ErrorCode::Unexpected.into());
    };
    let page = format!("{}{START_PAGE}", found.url.trim_end_matches('/'));
    let mut window = inner.screen.open_login(&page).await?;
    inner.publish(DeskEvent::Login(LoginProgress::Opened));
    let connected = tokio::select! {
        connected = connect(inner, &wanted, &found.url, &mut *window) => connected,
        () = inner.login_cancelled.notified() => Err(ErrorCode::Cancelled.into()),
    };
    window.close().await;
    connected
}

/// Tries the cookies of every page until the server knows the person.
async fn connect(
    inner: &Arc<Inner>,
    wanted: &LoginWindow,
    url: &str,
    window: &mut dyn LoginPage,
) -> Result<ConnectedView> {
    let mut tried = Vec::new();
    while let Some(cookies) = window.cookies().await {
        if cookies.is_empty() || cookies == tried {
            inner.publish(DeskEvent::Login(LoginProgress::Waiting));
            continue;
        }
        tried.clone_from(&cookies);
        inner.publish(DeskEvent::Login(LoginProgress::Connecting));
        match inner.handle.send(intent(wanted, url, cookies)).await {
            Ok(Reply::Connected(connected)) => return Ok(*connected),
            Ok(reply) => return Err(strange(&reply)),
            Err(error) if is_not_yet(&error) => {
                inner.publish(DeskEvent::Login(LoginProgress::Waiting));
            }
            Err(error) => return Err(error),
        }
    }
    Err(ErrorCode::Cancelled.into())
}

fn intent(wanted: &LoginWindow, url: &str, cookies: Vec<LoginCookie>) -> Intent {
    Intent::Connect(Box::new(Connect {
        url: url.to_owned(),
        name: wanted.name.clone(),
        login: Login::Browser { cookies },
        remember: wanted.remember,
        allow_plain_http: wanted.allow_plain_http,
        cache_folder: wanted.cache_folder.clone(),
    }))
}

/// Whether the server answered, and does not know the person yet.
fn is_not_yet(error: &UserError) -> bool {
    matches!(
        error.code,
        ErrorCode::LoginNeeded | ErrorCode::WrongCredentials | ErrorCode::Forbidden
    )
}
