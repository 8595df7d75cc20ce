//! What a shell completes beside commands and options: connections, and paths of the DAM.

use std::{ffi::OsStr, time::Duration};

use clap_complete::engine::{ArgValueCompleter, CompletionCandidate};
use damson_app::{
    Dirs, Handle, Intent, Reply,
    intent::{RowsQuery, RowsScope},
    view::KindView,
};

use crate::{place, session::env_text};

/// Nobody waits longer for a list of names.
const PATIENCE: Duration = Duration::from_millis(1_500);

/// Paths of the DAM, as far as they are known: the server is not asked.
pub(crate) fn paths() -> ArgValueCompleter {
    ArgValueCompleter::new(|typed: &OsStr| {
        let typed = typed.to_str().unwrap_or_default().to_owned();
        asked(&async move |handle| known_paths(handle, &typed).await)
    })
}

/// The names of connections.
pub(crate) fn connections() -> ArgValueCompleter {
    ArgValueCompleter::new(|typed: &OsStr| {
        let typed = typed.to_str().unwrap_or_default().to_owned();
        asked(&async move |handle| {
            let reply = handle.send(Intent::Connections).await.ok()?;
            let Reply::Connections(known) = reply else {
                return None;
            };
            let fits = known.into_iter().filter(|one| one.name.starts_with(&typed));
            Some(fits.map(|one| (one.name, Some(one.url))).collect())
        })
    })
}

/// The titles of collections. The server is asked, for nothing here remembers them.
pub(crate) fn collections() -> ArgValueCompleter {
    ArgValueCompleter::new(|typed: &OsStr| {
        let typed = typed.to_str().unwrap_or_default().to_lowercase();
        asked(&async move |handle| {
            let asked = Intent::Collections {
                connection: env_text("DAMSON_CONNECTION"),
            };
            let Reply::Collections(all) = handle.send(asked).await.ok()? else {
                return None;
            };
            let fits = all.into_iter().map(|one| one.title);
            let fits = fits.filter(|title| title.to_lowercase().starts_with(&typed));
            Some(fits.map(|title| (title, None)).collect())
        })
    })
}

async fn known_paths(handle: &dyn Handle, typed: &str) -> Option<Vec<(String, Option<String>)>> {
    let (folder, begun) = typed.rsplit_once('/').unwrap_or(("", typed));
    let scope = RowsScope::Folder {
        path: format!("/{}", folder.trim_matches('/')),
    };
    let mut query = RowsQuery::new(scope);
    query.filter.name = begun.to_owned();
    let rows = Intent::Rows {
        connection: env_text("DAMSON_CONNECTION"),
        query,
    };
    let Reply::Rows(page) = handle.send(rows).await.ok()? else {
        return None;
    };
    let fits = page.rows.into_iter().filter(|row| {
        let name = row.name.to_lowercase();
        name.starts_with(&begun.to_lowercase())
    });
    let named = fits.map(|row| {
        let path = place::join(folder, &row.name);
        let path = if typed.starts_with('/') {
            path
        } else {
            path.trim_start_matches('/').to_owned()
        };
        match row.kind {
            KindView::Folder | KindView::Root => (format!("{path}/"), None),
            KindView::Asset | KindView::NoFile | KindView::NoName => {
                let status = row.status.map(|status| crate::words::status(status).name);
                (path, status)
            }
        }
    });
    Some(named.collect())
}

/// What Damson answers, in a moment; nothing where it does not.
fn asked(
    ask: &impl AsyncFn(&dyn Handle) -> Option<Vec<(String, Option<String>)>>,
) -> Vec<CompletionCandidate> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    let Ok(runtime) = runtime else {
        return Vec::new();
    };
    let answer = runtime.block_on(async {
        tokio::time::timeout(PATIENCE, async {
            let handle = damson_app::link::open(Dirs::of_this_person().ok()?)
                .await
                .ok()?;
            let answer = ask(&*handle).await;
            handle.close().await;
            answer
        })
        .await
    });
    runtime.shutdown_background();
    let known = answer.ok().flatten().unwrap_or_default();
    let candidate = |(value, help): (String, Option<String>)| {
        CompletionCandidate::new(value).help(help.map(Into::into))
    };
    known.into_iter().map(candidate).collect()
}
