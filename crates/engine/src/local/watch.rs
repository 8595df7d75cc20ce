//! Watching the cache folder.

use std::{
    collections::BTreeSet,
    sync::{
        Arc,
        mpsc::{self, Sender},
    },
    thread,
    time::{Duration, Instant},
};

use damson_core::DamPath;
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
    let late = Late::start(told.clone(), teller.clone()).map_err(|source| LocalError::Io {
        file: root.clone(),
        source,
    })?;
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        tell(&*told, &teller, Some(&late), event);
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

/// Looks again into folders that came. A system watches a folder only some time after it told of
/// it, and tells nothing of what a folder had inside when it was moved here.
#[derive(Debug)]
struct Late(Sender<DamPath>);

/// How long after its arrival a folder is looked into: its watch is in place by then.
const LATE: Duration = Duration::from_millis(700);

impl Late {
    fn start(local: Arc<dyn Local>, teller: Teller) -> std::io::Result<Self> {
        let (sender, folders) = mpsc::channel::<DamPath>();
        thread::Builder::new()
            .name("damson-watch".to_owned())
            .spawn(move || {
                while let Ok(first) = folders.recv() {
                    let mut came = BTreeSet::from([first]);
                    let until = Instant::now() + LATE;
                    let left = || until.saturating_duration_since(Instant::now());
                    while let Ok(folder) = folders.recv_timeout(left()) {
                        came.insert(folder);
                    }
                    for folder in came {
                        look_inside(&*local, &teller, &folder);
                    }
                }
            })?;
        Ok(Self(sender))
    }
}

fn look_inside(local: &dyn Local, teller: &Teller, folder: &DamPath) {
    teller.changed(folder.clone());
    let looked = local.scan(folder, &mut |found| teller.changed(found.path));
    if let Err(error) = looked {
        tracing::debug!(%folder, %error, "a folder that came can't be read");
        teller.overflow();
    }
}

/// Whether a folder may have come, with or without something inside.
fn brings_folder(kind: EventKind) -> bool {
    use notify::event::{CreateKind, ModifyKind};
    match kind {
        EventKind::Create(CreateKind::Folder | CreateKind::Any | CreateKind::Other)
        | EventKind::Modify(ModifyKind::Name(_)) => true,
        EventKind::Create(CreateKind::File)
        | EventKind::Modify(
            ModifyKind::Any | ModifyKind::Data(_) | ModifyKind::Metadata(_) | ModifyKind::Other,
        )
        | EventKind::Any
        | EventKind::Access(_)
        | EventKind::Remove(_)
        | EventKind::Other => false,
    }
}

fn tell(local: &dyn Local, teller: &Teller, late: Option<&Late>, event: notify::Result<Event>) {
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
            Some(path) => {
                teller.changed(path.clone());
                if let Some(late) = late
                    && brings_folder(event.kind)
                    && std::fs::symlink_metadata(file).is_ok_and(|found| found.is_dir())
                {
                    // The thread ends with the watch, and nobody listens then.
                    let _ = late.0.send(path);
                }
            }
            // Junk, and what is not ours.
            None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

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

        // Some stand-ins of Windows tell of the top folder alone.
        let inside = if cfg!(windows) { "" } else { "shoot/" };
        let (a, b) = (format!("{inside}a.psd"), format!("{inside}b.psd"));
        let junk = format!("{inside}.DS_Store");
        fs::write(root.join(&a), b"x").unwrap();
        until(&mut watching, &[&a]).await;
        fs::write(root.join(&junk), b"x").unwrap();
        fs::rename(root.join(&a), root.join(&b)).unwrap();
        let seen = until(&mut watching, &[&a, &b]).await;
        assert!(!seen.contains(&path(&junk)));
        fs::remove_file(root.join(&b)).unwrap();
        until(&mut watching, &[&b]).await;
    }

    #[tokio::test]
    async fn tells_of_files_in_folders_that_came_later() {
        let folder = tempfile::tempdir().unwrap();
        let (root, recovered) = (folder.path().join("cache"), folder.path().join("recovered"));
        let journal = Arc::new(Journal::in_memory().unwrap());
        let local = DiskLocal::open(&root, &recovered, journal).unwrap();
        let mut watching = watch(&local).unwrap();
        fs::create_dir(root.join("later")).unwrap();
        until(&mut watching, &["later"]).await;
        fs::write(root.join("later/a.psd"), b"x").unwrap();
        until(&mut watching, &["later/a.psd"]).await;

        let elsewhere = folder.path().join("elsewhere");
        fs::create_dir_all(elsewhere.join("deep")).unwrap();
        fs::write(elsewhere.join("deep/b.psd"), b"x").unwrap();
        fs::rename(&elsewhere, root.join("moved")).unwrap();
        until(&mut watching, &["moved", "moved/deep/b.psd"]).await;
    }

    #[test]
    fn an_error_of_the_system_is_an_overflow() {
        let (teller, mut changes) = channel();
        let local = crate::local::MemoryLocal::new();
        tell(&local, &teller, None, Err(notify::Error::generic("lost")));
        assert_eq!(changes.try_next(), Some(WatchEvent::Overflow));
        let read = Event::new(EventKind::Access(notify::event::AccessKind::Any));
        tell(&local, &teller, None, Ok(read));
        assert_eq!(changes.try_next(), None);
    }
}
