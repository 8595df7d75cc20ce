//! The order to move the cache folder of a connection.

use std::{path::PathBuf, sync::Arc};

use crate::{
    config::accounts::Account,
    crossing::{
        error::{ErrorCode, Result, UserError},
        view::{CacheMovedView, CacheMovingView, file_text},
    },
    sessions::{Sessions, cache_move, start},
};

/// Stops the session, moves the files, and starts the session again if it ran. Transfers go on from
/// where they were.
pub(crate) async fn move_cache(
    sessions: &Arc<Sessions>,
    connection: Option<&str>,
    to: PathBuf,
) -> Result<CacheMovedView> {
    if !to.is_absolute() {
        return Err(UserError::new(ErrorCode::Incomplete)
            .file(&to)
            .detail("folder"));
    }
    let _changing = sessions.changing.lock().await;
    let account = sessions.store.account(connection)?;
    let moved = Account {
        cache_folder: to.clone(),
        ..account.clone()
    };
    // An account that is refused is refused before the session is stopped.
    sessions.store.config().accounts.put(moved.clone())?;
    let runs = sessions.running(&account.name).is_some();
    sessions.stop(&account.name).await;
    sessions.publish_move(&account.name, Some(CacheMovingView::default()));
    let brought = cache_move::bring(sessions, &account, to).await;
    sessions.publish_move(&account.name, None);
    if runs {
        let account = if brought.is_ok() { &moved } else { &account };
        start::start(sessions, account).await?;
    }
    brought.map(|left| CacheMovedView {
        cache_folder: file_text(&moved.cache_folder),
        left: left.iter().map(|file| file_text(file)).collect(),
    })
}
