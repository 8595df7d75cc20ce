//! The move of a cache folder: the files, and the account that says where they are.

use std::{
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant},
};

use damson_engine::{MoveProgress, Moving, Place};

use crate::{
    blocking::blocking, config::accounts::Account, crossing::error::Result, sessions::Sessions,
};

/// The shortest time between two reports of how far a move is.
const SHOWN_EVERY: Duration = Duration::from_millis(100);

/// When the progress of a move was last reported.
#[derive(Debug, Default)]
struct Reported(Option<Instant>);

impl Reported {
    /// Whether this progress is to be reported: no more often than people can see, and always at the
    /// end.
    fn is_due(&mut self, progress: MoveProgress, now: Instant) -> bool {
        let due = self.0.is_none_or(|last| now >= last + SHOWN_EVERY)
            || progress.files == progress.of_files;
        if due {
            self.0 = Some(now);
        }
        due
    }
}

/// Moves the files of a stopped session, and says in its account where they are. Returns the files that
/// stay in the former folder.
pub(crate) async fn bring(
    sessions: &Arc<Sessions>,
    account: &Account,
    to: PathBuf,
) -> Result<Vec<PathBuf>> {
    let place = place(sessions, account);
    let (publisher, name) = (sessions.clone(), account.name.clone());
    let moving = blocking(move || {
        let mut reported = Reported::default();
        let moving = Moving::begin(&place, &to, &mut |progress| {
            if reported.is_due(progress, Instant::now()) {
                publisher.publish_move(&name, Some(progress.into()));
            }
        });
        Ok(moving?)
    })
    .await?;
    if let Err(error) = remember(sessions, account, &moving) {
        blocking(move || Ok(moving.undo()?)).await?;
        return Err(error);
    }
    finish(moving).await
}

/// Finishes a move that was interrupted, and returns the account with the folder that is in force.
pub(crate) async fn settle(sessions: &Arc<Sessions>, account: &Account) -> Result<Account> {
    let place = place(sessions, account);
    let Some(moving) = blocking(move || Ok(Moving::unfinished(&place)?)).await? else {
        return Ok(account.clone());
    };
    remember(sessions, account, &moving)?;
    let cache_folder = moving.to().to_owned();
    finish(moving).await?;
    Ok(Account {
        cache_folder,
        ..account.clone()
    })
}

/// Empties the former folder. The new folder is in force whether or not that works.
async fn finish(moving: Moving) -> Result<Vec<PathBuf>> {
    let finished = blocking(move || Ok(moving.finish()?)).await;
    Ok(finished.unwrap_or_else(|error| {
        tracing::warn!(%error, "the former cache folder is emptied at the next start");
        Vec::new()
    }))
}

fn remember(sessions: &Sessions, account: &Account, moving: &Moving) -> Result<()> {
    sessions.change(|config| {
        if let Some(account) = config.accounts.find_mut(&account.name) {
            moving.to().clone_into(&mut account.cache_folder);
        }
        Ok(())
    })
}

fn place(sessions: &Sessions, account: &Account) -> Place {
    Place {
        cache: account.cache_folder.clone(),
        state: sessions.store.dirs.of_connection(&account.id),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_thousand_small_files_are_ten_reports_a_second() {
        let (mut reported, begun) = (Reported::default(), Instant::now());
        let seen = (0..=10_000_u64).filter(|files| {
            let progress = MoveProgress {
                files: *files,
                of_files: 10_000,
                ..MoveProgress::default()
            };
            // A hundred of them in a millisecond.
            reported.is_due(progress, begun + Duration::from_micros(files * 10 * 10))
        });
        let seen: Vec<u64> = seen.collect();
        assert_eq!(seen.len(), 11, "{seen:?}");
        assert_eq!(seen.first(), Some(&0));
        assert_eq!(seen.last(), Some(&10_000));
    }
}
