//! Moving the cache folder of a connection.

use std::{
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant},
};

use damson_engine::{MoveProgress, Moving, Place};

use crate::{
    accounts::Account,
    app::Inner,
    connecting::{self, blocking},
    error::{ErrorCode, Result, UserError},
    view::{CacheMovedView, CacheMovingView, file_text},
};

/// The least time between two pictures of how far it is.
const SHOWN_EVERY: Duration = Duration::from_millis(100);

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
    inner.note_moving(&account.name, Some(CacheMovingView::default()));
    let brought = bring(inner, &account, to).await;
    inner.note_moving(&account.name, None);
    if runs {
        let account = if brought.is_ok() { &moved } else { &account };
        connecting::start(inner, account).await?;
    }
    brought.map(|left| CacheMovedView {
        cache_folder: file_text(&moved.cache_folder),
        left: left.iter().map(|file| file_text(file)).collect(),
    })
}

/// When it was last shown how far a move is.
#[derive(Debug, Default)]
struct Shown(Option<Instant>);

impl Shown {
    /// Whether this is to be shown: not more often than people can see, and the end always.
    fn is_due(&mut self, progress: MoveProgress, now: Instant) -> bool {
        let due = self.0.is_none_or(|last| now >= last + SHOWN_EVERY)
            || progress.files == progress.of_files;
        if due {
            self.0 = Some(now);
        }
        due
    }
}

async fn bring(inner: &Arc<Inner>, account: &Account, to: PathBuf) -> Result<Vec<PathBuf>> {
    let place = place(inner, account);
    let (at, name) = (inner.clone(), account.name.clone());
    let moving = blocking(move || {
        let mut shown = Shown::default();
        let moving = Moving::begin(&place, &to, &mut |progress| {
            if shown.is_due(progress, Instant::now()) {
                at.note_moving(&name, Some(progress.into()));
            }
        });
        Ok(moving?)
    })
    .await?;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_thousand_small_files_are_ten_pictures_a_second() {
        let (mut shown, begun) = (Shown::default(), Instant::now());
        let seen = (0..=10_000_u64).filter(|files| {
            let progress = MoveProgress {
                files: *files,
                of_files: 10_000,
                ..MoveProgress::default()
            };
            // A hundred of them in a millisecond.
            shown.is_due(progress, begun + Duration::from_micros(files * 10 * 10))
        });
        let seen: Vec<u64> = seen.collect();
        assert_eq!(seen.len(), 11, "{seen:?}");
        assert_eq!(seen.first(), Some(&0));
        assert_eq!(seen.last(), Some(&10_000));
    }
}
