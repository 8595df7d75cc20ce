//! Whether this computer has what Damson needs.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{Exam, Finding};
use crate::{
    blocking::blocking,
    config::accounts::Account,
    crossing::{
        error::{ErrorCode, UserError},
        view::{DoctorStep, FindingView, file_text},
    },
    sessions::Sessions,
};

/// Keychain, cache folder, disk.
pub(super) async fn examine(exam: &mut Exam, sessions: &Arc<Sessions>, account: Option<&Account>) {
    let secrets = sessions.store.secrets.clone();
    exam.step(DoctorStep::Keychain, async {
        let asked = blocking(move || {
            let lasts = secrets.lasts();
            if lasts {
                secrets.get("doctor")?;
            }
            Ok(lasts)
        });
        match asked.await {
            Ok(true) => Finding::is(FindingView::KeychainAnswers, ()),
            Ok(false) => {
                Finding::is(FindingView::NoKeychain, ()).warn(UserError::new(ErrorCode::Keychain))
            }
            Err(error) => Finding::fail(error),
        }
    })
    .await;
    let folder = account.map_or(&sessions.store.dirs.cache, |account| &account.cache_folder);
    let used = account.is_some_and(|account| {
        let state = sessions.store.dirs.of_connection(&account.id);
        state.join("journal.db").exists()
    });
    let settings = sessions.store.config().settings;
    let special = account
        .map(|account| account.settings.clone())
        .unwrap_or_default();
    let keep_free = settings.policy(&special).keep_free.0;
    let writable = exam
        .step(DoctorStep::CacheFolder, writable(folder.clone(), used))
        .await;
    match writable {
        Some(at) => {
            exam.step(DoctorStep::FreeSpace, free_space(at, keep_free))
                .await;
        }
        None => exam.skip(&[DoctorStep::FreeSpace]),
    }
}

/// The folder that can be written to: the cache folder, or the folder that it will be made in.
async fn writable(folder: PathBuf, used: bool) -> Finding<PathBuf> {
    let shown = file_text(&folder);
    if used && !folder.is_dir() {
        return Finding::fail(UserError::new(ErrorCode::NoCacheFolder).file(&folder));
    }
    let there = folder
        .ancestors()
        .find(|at| at.is_dir())
        .map(Path::to_owned);
    let Some(there) = there else {
        return Finding::fail(UserError::new(ErrorCode::NoCacheFolder).file(&folder));
    };
    let at = there.clone();
    let tried = blocking(move || {
        // The engine leaves names with this prefix out of its scans.
        let mut probe = tempfile::Builder::new();
        let probe = probe.prefix(".damson-").tempfile_in(&at);
        probe.map(drop).map_err(|error| UserError::io(&error, &at))
    });
    match tried.await {
        Ok(()) => Finding::ok(shown, there),
        Err(error) => Finding::fail(error),
    }
}

async fn free_space(at: PathBuf, keep_free: u64) -> Finding<()> {
    let looked = {
        let at = at.clone();
        blocking(move || fs4::available_space(&at).map_err(|error| UserError::io(&error, &at)))
    };
    let free = match looked.await {
        Ok(free) => free,
        Err(error) => return Finding::fail(error),
    };
    let found = FindingView::FreeSpace {
        megabytes: free / 1_000_000,
    };
    if free <= keep_free {
        let full = UserError::new(ErrorCode::DiskFull).file(&at);
        return Finding::fail(full).found(found);
    }
    Finding::is(found, ())
}
