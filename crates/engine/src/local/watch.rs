//! Watching the cache folder.

use std::sync::Arc;

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::{
    Changes, DiskLocal, Local, LocalError, LocalResult,
    changes::{Teller, channel},
};

/// A running watch; it ends when this is dropped.
#[derive(Debug)]
pub struct Watching {
    _watcher: RecommendedWatcher,
    pub changes: Changes,
}

/// Watches everything in the cache folder. Fails where the system watches no more folders; the
/// caller then scans from time to time, as it does anyway.
pub fn watch(local: &DiskLocal) -> LocalResult<Watching> {
    let (teller, changes) = channel();
    let root = local.root();
    let told = Arc::new(local.clone());
    let failed = |error: notify::Error| LocalError::Io {
        file: root.clone(),
        source: std::io::Error::other(error),
    };
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        tell(&*told, &teller, event);
    })
    .map_err(failed)?;
    watcher
        .watch(&root, RecursiveMode::Recursive)
        .map_err(failed)?;
    Ok(Watching {
        _watcher: watcher,
        changes,
    })
}

fn tell(local: &dyn Local, teller: &Teller, event: notify::Result<Event>) {
    let event = match event {
        Ok(event) => event,
        Err(error) => {
            tracing::warn!(%error, "watching the cache folder missed something");
            teller.overflow();
            return;
        }
    };
    if event.need_rescan() {
        teller.overflow();
        return;
    }
    match event.kind {
        // Somebody reads; our own uploads do.
        EventKind::Access(_) => return,
        EventKind::Any
        | EventKind::Create(_)
        | EventKind::Modify(_)
        | EventKind::Remove(_)
        | EventKind::Other => {}
    }
    if event.paths.is_empty() {
        teller.overflow();
    }
    for file in &event.paths {
        match local.path_of(file) {
            // The cache folder itself came or went.
            Some(path) if path.is_root() => teller.overflow(),
            Some(path) => teller.changed(path),
            // Junk, and what is not ours.
            None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs, time::Duration};

    use damson_core::DamPath;

    use super::*;
    use crate::{journal::Journal, local::WatchEvent};

    fn path(text: &str) -> DamPath {
        DamPath::parse(text).unwrap()
    }

    /// Collects hints until all the wanted ones came.
    async fn until(watching: &mut Watching, wanted: &[&str]) -> BTreeSet<DamPath> {
        let mut wanted: BTreeSet<DamPath> = wanted.iter().map(|text| path(text)).collect();
        let mut seen = BTreeSet::new();
        let collect = async {
            while !wanted.is_empty() {
                if let WatchEvent::Changed(path) = watching.changes.next().await.unwrap() {
                    wanted.remove(&path);
                    seen.insert(path);
                }
            }
        };
        tokio::time::timeout(Duration::from_secs(20), collect)
            .await
            .expect("the hints came");
        seen
    }

    #[tokio::test]
    async fn tells_of_files_that_come_change_move_and_go() {
        let folder = tempfile::tempdir().unwrap();
        let (root, recovered) = (folder.path().join("cache"), folder.path().join("recovered"));
        let journal = Arc::new(Journal::in_memory().unwrap());
        let local = DiskLocal::open(&root, &recovered, journal).unwrap();
        local.make_folder(&path("shoot")).unwrap();
        let mut watching = watch(&local).unwrap();

        fs::write(root.join("shoot/a.psd"), b"x").unwrap();
        until(&mut watching, &["shoot/a.psd"]).await;
        fs::write(root.join("shoot/.DS_Store"), b"x").unwrap();
        fs::rename(root.join("shoot/a.psd"), root.join("shoot/b.psd")).unwrap();
        let seen = until(&mut watching, &["shoot/a.psd", "shoot/b.psd"]).await;
        assert!(!seen.contains(&path("shoot/.DS_Store")));
        fs::remove_file(root.join("shoot/b.psd")).unwrap();
        until(&mut watching, &["shoot/b.psd"]).await;
    }

    #[tokio::test]
    async fn tells_of_files_in_folders_that_came_later() {
        let folder = tempfile::tempdir().unwrap();
        let (root, recovered) = (folder.path().join("cache"), folder.path().join("recovered"));
        let journal = Arc::new(Journal::in_memory().unwrap());
        let local = DiskLocal::open(&root, &recovered, journal).unwrap();
        let mut watching = watch(&local).unwrap();
        fs::create_dir(root.join("later")).unwrap();
        // The hint about the folder is what makes a reader look inside.
        until(&mut watching, &["later"]).await;
        fs::write(root.join("later/a.psd"), b"x").unwrap();
        until(&mut watching, &["later/a.psd"]).await;
    }

    #[test]
    fn an_error_of_the_system_is_an_overflow() {
        let (teller, mut changes) = channel();
        let local = crate::local::MemoryLocal::new();
        tell(&local, &teller, Err(notify::Error::generic("lost")));
        assert_eq!(changes.try_next(), Some(WatchEvent::Overflow));
        let read = Event::new(EventKind::Access(notify::event::AccessKind::Any));
        tell(&local, &teller, Ok(read));
        assert_eq!(changes.try_next(), None);
    }
}
