//! The login form and the cookie it gives.

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::{
    Personality, auth,
    call::{Call, Fields},
    dam::Dam,
    errors::{Refused, empty_response, escape, html_response, redirect, text_response},
    pages,
};

/// Where the login page is.
pub(crate) const LOGIN: &str = "/libs/granite/core/content/login.html";

/// The address of the login page that comes back to `resource`.
pub(crate) fn address(context: &str, resource: &str, wrong: Option<&str>) -> String {
    let resource = utf8_percent_encode(resource, NON_ALPHANUMERIC);
    let reason = wrong.map_or_else(String::new, |code| format!("&j_reason={code}"));
    format!("{context}{LOGIN}?resource={resource}&$$login$$=%24%24login%24%24{reason}")
}

/// The login page itself.
pub(crate) fn page(context: &str, resource: &str, wrong: Option<&str>) -> String {
    let problem = wrong.map_or_else(String::new, |code| {
        format!(
            "<p class=\"problem\">Please sign in again ({}).</p>",
            escape(code)
        )
    });
    pages::frame(
        "Sign in",
        &format!(
            "<main class=\"narrow\"><h1>Sign in</h1>{problem}\
             <form method=\"post\" action=\"{context}{LOGIN}/j_security_check\">\
             <input type=\"hidden\" name=\"resource\" value=\"{}\">\
             <input type=\"hidden\" name=\"_charset_\" value=\"UTF-8\">\
             <label>User name <input name=\"j_username\" autocomplete=\"username\" autofocus></label>\
             <label>Password <input name=\"j_password\" type=\"password\" autocomplete=\"current-password\"></label>\
             <button>Sign in</button></form>\
             <p class=\"hint\">A demo server: jane, omar, reader or admin, each with the name as password.</p></main>",
            escape(resource)
        ),
    )
}

/// `GET` of the login page.
pub(crate) fn show(dam: &Dam, query: &Fields) -> Response {
    let context = dam.switches().context_path;
    let resource = query.get("resource").unwrap_or("/assets.html/content/dam");
    html_response(
        StatusCode::OK,
        page(&context, resource, query.get("j_reason")),
    )
}

/// `POST …/j_security_check`.
pub(crate) async fn check(call: &Call, body: Body) -> Result<Response, Refused> {
    let form = call.form(body).await?;
    let dam = &call.dam;
    let context = dam.switches().context_path;
    let resource = form
        .get("resource")
        .filter(|text| text.starts_with('/'))
        .unwrap_or("/");
    let validate = form.is_true("j_validate");
    let name = form.get("j_username").unwrap_or_default();
    let password = form.get("j_password").unwrap_or_default();
    let Some(user) = auth::check_password(name, password) else {
        if validate {
            let mut response = empty_response(StatusCode::FORBIDDEN);
            auth::add_reason(&mut response, Some("invalid_login"));
            return Ok(response);
        }
        return Ok(redirect(&address(
            &context,
            resource,
            Some("invalid_login"),
        )));
    };
    let mut response = if validate {
        text_response(StatusCode::OK, "")
    } else {
        redirect(&format!("{context}{}", crate::call::encode_path(resource)))
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    add_cookie(
        headers,
        &format!(
            "login-token={}; Path=/; HttpOnly",
            auth::issue(dam, "login", &user.id)
        ),
    );
    if dam.personality == Personality::Cloud {
        add_cookie(headers, "affinity=demo-node-1; Path=/; HttpOnly");
    }
    Ok(response)
}

/// `GET /system/sling/logout.html`.
pub(crate) fn logout(dam: &Dam) -> Response {
    let mut response = redirect(&address(&dam.switches().context_path, "/", None));
    add_cookie(
        response.headers_mut(),
        "login-token=; Path=/; Max-Age=0; HttpOnly",
    );
    response
}

fn add_cookie(headers: &mut HeaderMap, cookie: &str) {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        headers.append(header::SET_COOKIE, value);
    }
}
