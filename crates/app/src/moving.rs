//! Moving the cache folder of a connection.

use std::{path::PathBuf, sync::Arc};

use damson_engine::{Moving, Place};

use crate::{
    accounts::Account,
    app::Inner,
    connecting::{self, blocking},
    error::{ErrorCode, Result, UserError},
    view::{CacheMovedView, file_text},
};

/// Stops the session, moves the files, and starts it again if it ran. Transfers go on from where
/// they were.
pub(crate) async fn move_cache(
    inner: &Arc<Inner>,
    connection: Option<&str>,
    to: PathBuf,
) -> Result<CacheMovedView> {
    if !to.is_absolute() {
        return Err(UserError::new(ErrorCode::Incomplete)
            .file(&to)
            .detail("folder"));
    }
    let _changing = inner.changing.lock().await;
    let account = inner.account(connection)?;
    let moved = Account {
        cache_folder: to.clone(),
        ..account.clone()
    };
    // Refused before anything is stopped.
    inner.kept().accounts.put(moved.clone())?;
    let runs = inner.running(&account.name).is_some();
    inner.stop(&account.name).await;
    let brought = bring(inner, &account, to).await;
    if runs {
        let account = if brought.is_ok() { &moved } else { &account };
        connecting::start(inner, account).await?;
    }
    brought.map(|left| CacheMovedView {
        cache_folder: file_text(&moved.cache_folder),
        left: left.iter().map(|file| file_text(file)).collect(),
    })
}

async fn bring(inner: &Arc<Inner>, account: &Account, to: PathBuf) -> Result<Vec<PathBuf>> {
    let place = place(inner, account);
    let moving = blocking(move || Ok(Moving::begin(&place, &to)?)).await?;
    if let Err(error) = remember(inner, account, &moving) {
        blocking(move || Ok(moving.undo()?)).await?;
        return Err(error);
    }
    finish(moving).await
}

/// Brings a move that was interrupted to an end; the account is as it is after it.
pub(crate) async fn settle(inner: &Arc<Inner>, account: &Account) -> Result<Account> {
    let place = place(inner, account);
    let Some(moving) = blocking(move || Ok(Moving::unfinished(&place)?)).await? else {
        return Ok(account.clone());
    };
    remember(inner, account, &moving)?;
    let cache_folder = moving.to().to_owned();
    finish(moving).await?;
    Ok(Account {
        cache_folder,
        ..account.clone()
    })
}

/// The new place is in force, whether or not the former one can be emptied at once.
async fn finish(moving: Moving) -> Result<Vec<PathBuf>> {
    let finished = blocking(move || Ok(moving.finish()?)).await;
    Ok(finished.unwrap_or_else(|error| {
        tracing::warn!(%error, "the former cache folder is emptied at the next start");
        Vec::new()
    }))
}

fn remember(inner: &Inner, account: &Account, moving: &Moving) -> Result<()> {
    inner.change(|kept| {
        if let Some(account) = kept.accounts.find_mut(&account.name) {
            moving.to().clone_into(&mut account.cache_folder);
        }
        Ok(())
    })
}

fn place(inner: &Inner, account: &Account) -> Place {
    Place {
        cache: account.cache_folder.clone(),
        state: inner.dirs.of_connection(&account.id),
    }
}
