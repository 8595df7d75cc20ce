//! The record of a connection's calls that a person can attach to a report: methods, addresses with
//! other names in place of names, statuses, names of headers, shapes of answers. Nothing that an
//! asset, a person or a server is called, and nothing secret.

mod names;
mod shape;

use std::sync::{Arc, Mutex};

use damson_aem::trace::{Exchange, Watcher, watched};
use damson_core::DamPath;
use damson_remote::{AssetKind, Entry, Read, Remote, Search, ThumbnailSize};
use futures::StreamExt as _;
use reqwest::header::{self, HeaderMap, HeaderName};
use serde_json::{Map, Value, json};
use url::form_urlencoded;

use self::names::Names;
use crate::{
    config::accounts::Account,
    connect::{
        connectors::{self, LoggedIn},
        route::Route,
        stored_login,
    },
    crossing::{error::Result, intent::Login},
    sessions::Sessions,
    translate::commands,
};

/// The calls that were recorded, and the names that were replaced in them.
#[derive(Default)]
struct Record {
    names: Names,
    calls: Vec<Value>,
}

/// Looks at a connection as a session does, and records each call. `check_out` names an asset that
/// is checked out and in again, if nobody has it.
pub(crate) async fn record(
    sessions: &Arc<Sessions>,
    connection: Option<&str>,
    check_out: Option<&str>,
) -> Result<String> {
    let account = sessions.store.account(connection)?;
    let login = stored_login::find(sessions.store.clone(), account.clone()).await?;
    let route = Route::of(&sessions.store, Some(&account)).await?;
    let check_out = check_out.map(commands::path).transpose()?;
    let record = Arc::new(Mutex::new(Record::default()));
    let seen = Seen(record.clone());
    let looks = async {
        let limits = damson_remote::wrap::Limits::default();
        // A failure is in the record as the call that failed.
        if let Ok(there) = connectors::log_in(&account, &login, &limits, &route).await {
            look(&there, check_out.as_ref()).await;
        }
    };
    watched(Arc::new(seen), Box::pin(looks)).await;
    let record = std::mem::take(
        &mut *record
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner),
    );
    Ok(record.write(&account, &login))
}

/// Makes each kind of call that only reads, for the first few assets. Each call may fail.
async fn look(there: &LoggedIn, check_out: Option<&DamPath>) {
    let remote = &*there.remote;
    let root = DamPath::root();
    let Ok(top) = remote.list(&root, None).await else {
        return;
    };
    let mut assets = some_assets(remote, top.items).await;
    assets.truncate(3);
    let _ = remote.stat_many(&assets).await;
    for asset in &assets {
        if let Ok(entry) = remote.stat(asset).await {
            let _ = remote.still(asset, &entry.revision).await;
        }
    }
    if let Some(asset) = assets.first() {
        of_one(remote, asset).await;
    }
    let _ = remote.locked(&root, None).await;
    if let Ok(changes) = remote.changes(&root, None).await {
        let _ = remote.changes(&root, Some(&changes.cursor)).await;
    }
    let search = Search {
        text: "zebra".to_owned(),
        ..Search::default()
    };
    let _ = remote.search(&search, None).await;
    if let Some(asset) = check_out
        && let Ok(grant) = remote.lock(asset).await
        // An asset that this person had checked out before stays checked out.
        && !grant.held_before
    {
        let _ = remote.unlock(asset, grant.token.as_ref()).await;
    }
}

/// Assets of the top folder, or of the first folders in it.
async fn some_assets(remote: &dyn Remote, top: Vec<Entry>) -> Vec<DamPath> {
    const FOLDERS: usize = 4;
    let mut assets = Vec::new();
    let mut folders = Vec::new();
    let mut sort = |entries: Vec<Entry>, folders: &mut Vec<DamPath>| {
        for entry in entries {
            match entry.kind {
                AssetKind::Asset => assets.push(entry.path),
                AssetKind::Folder => folders.push(entry.path),
                AssetKind::NoFile => {}
            }
        }
    };
    sort(top, &mut folders);
    for at in 0..FOLDERS {
        let Some(folder) = folders.get(at).cloned() else {
            break;
        };
        if let Ok(page) = remote.list(&folder, None).await {
            sort(page.items, &mut folders);
        }
    }
    assets
}

/// The beginning of the bytes, a thumbnail, and the versions of an asset.
async fn of_one(remote: &dyn Remote, asset: &DamPath) {
    if let Ok(mut body) = remote.read(asset, Read::default()).await {
        let _ = body.stream.next().await;
    }
    let _ = remote.thumbnail(asset, ThumbnailSize::Card).await;
    let versions = remote.versions(asset).await.unwrap_or_default();
    if let Some(version) = versions.first()
        && let Ok(mut body) = remote.read_version(asset, &version.id).await
    {
        let _ = body.stream.next().await;
    }
}

/// Records each exchange that is seen.
struct Seen(Arc<Mutex<Record>>);

impl Watcher for Seen {
    fn saw(&self, exchange: &Exchange) {
        if let Ok(mut record) = self.0.lock() {
            record.take_down(exchange);
        }
    }
}

impl Record {
    fn take_down(&mut self, exchange: &Exchange) {
        let names = &mut self.names;
        let url = &exchange.url;
        let mut call = Map::new();
        call.insert("call".into(), json!(exchange.method.as_str()));
        // The number shows whether this host is the server itself.
        let host = names.name(url.host_str().unwrap_or_default());
        call.insert("at".into(), json!(format!("{}://{host}", url.scheme())));
        call.insert("path".into(), json!(names.path(url.path())));
        let query = parameters(url.query().unwrap_or_default().as_bytes(), names);
        if !query.is_empty() {
            call.insert("query".into(), json!(query));
        }
        call.insert("headers".into(), headers(&exchange.headers, names));
        if let Some(body) = exchange.body.as_ref().filter(|body| !body.is_empty()) {
            let kind = media_type(&exchange.headers);
            let sent = if kind.contains("form-urlencoded") {
                json!(parameters(body, names))
            } else {
                shape::of(body, names)
            };
            call.insert("body".into(), sent);
        }
        let milliseconds = u64::try_from(exchange.took.as_millis()).unwrap_or(u64::MAX);
        call.insert("milliseconds".into(), json!(milliseconds));
        let answer = match &exchange.answer {
            None => json!("nothing answered"),
            Some(answer) => {
                let body = match &answer.body {
                    Some(body) => shape::of(body, names),
                    None => json!("bytes"),
                };
                json!({
                    "status": answer.status.as_u16(),
                    "headers": headers(&answer.headers, names),
                    "body": body,
                })
            }
        };
        call.insert("answer".into(), answer);
        self.calls.push(Value::Object(call));
    }

    fn write(self, account: &Account, login: &Login) -> String {
        let record = json!({
            "what": "Calls of a Damson connection. n1, n2 … stand for names; <text> for a value.",
            "damson": env!("CARGO_PKG_VERSION"),
            "connector": account.connector,
            "calls": self.calls,
        });
        let text = serde_json::to_string_pretty(&record).unwrap_or_default();
        self.names.scrub(text, &secrets(account, login))
    }
}

/// Texts that must not be in a record, wherever they came from: the connection, its address and the
/// login.
fn secrets(account: &Account, login: &Login) -> Vec<String> {
    let mut all = vec![account.name.clone(), account.url.clone()];
    match login {
        Login::Password { user, password } => {
            all.push(user.clone());
            all.push(password.expose().to_owned());
        }
        Login::Token { token } => all.push(token.expose().to_owned()),
        Login::ServiceCredentials { document } => all.push(document.expose().to_owned()),
        Login::Browser { cookies } => {
            all.extend(
                cookies
                    .iter()
                    .map(|cookie| cookie.value.expose().to_owned()),
            );
        }
        Login::Kept => {}
    }
    all
}

/// Names of parameters, and of their values what is no secret, in their order.
fn parameters(text: &[u8], names: &mut Names) -> Vec<String> {
    let secret = [
        "j_username",
        "j_password",
        "client_secret",
        "client_id",
        "jwt_token",
    ];
    form_urlencoded::parse(text)
        .map(|(name, value)| {
            let value = if secret.contains(&name.as_ref()) {
                "<secret>".to_owned()
            } else {
                names.value(&value)
            };
            format!("{}={value}", names.key(&name))
        })
        .collect()
}

/// Names of headers, and the values of those that show what a server is like.
fn headers(headers: &HeaderMap, names: &mut Names) -> Value {
    let recorded = headers.iter().map(|(name, value)| {
        let value = value.to_str().unwrap_or_default();
        match what_of(name, value, names) {
            Some(value) => json!(format!("{name}: {value}")),
            None => json!(name.as_str()),
        }
    });
    Value::Array(recorded.collect())
}

fn what_of(name: &HeaderName, value: &str, names: &mut Names) -> Option<String> {
    let first = |text: &str| text.split([' ', ';', ',']).next().map(str::to_owned);
    match *name {
        header::CONTENT_TYPE | header::ACCEPT | header::WWW_AUTHENTICATE => first(value),
        header::LOCATION => {
            let path = value.split_once("://").map_or(value, |(_, rest)| {
                rest.find('/').map_or("", |at| &rest[at..])
            });
            let path = path.split(['?', '#']).next().unwrap_or_default();
            Some(names.path(path))
        }
        header::ETAG => Some(
            if value.starts_with("W/") {
                "weak"
            } else {
                "strong"
            }
            .to_owned(),
        ),
        header::ALLOW | header::RETRY_AFTER | header::CONTENT_ENCODING | header::ACCEPT_RANGES => {
            Some(value.to_owned())
        }
        _ if matches!(
            name.as_str(),
            "dav" | "depth" | "x-reason-code" | "x-overwrite" | "x-depth"
        ) =>
        {
            Some(value.to_owned())
        }
        _ => None,
    }
}

fn media_type(headers: &HeaderMap) -> String {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
        .to_owned()
}
