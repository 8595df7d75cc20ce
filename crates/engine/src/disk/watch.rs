//! Watching the cache folder.

use std::{
    collections::{BTreeSet, VecDeque},
    io,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, Weak,
        mpsc::{self, Sender},
    },
    thread,
    time::{Duration, Instant},
};

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::{
    Changes, DiskLocal,
    changes::{HintSender, channel},
    own_files::OwnFiles,
};
use crate::{
    model::{LocalError, LocalResult, Unwatched},
    ports::Local,
};

/// A running watch; it ends when this is dropped.
#[derive(Debug)]
pub struct Watching {
    _watcher: Arc<Mutex<RecommendedWatcher>>,
    pub changes: Changes,
}

/// Linux has a watch for each folder. They are set one by one, so that a folder that can't be
/// watched costs nothing but itself, and no link is followed, wherever it leads. The other systems
/// watch all that is below a folder, and follow no links.
const EACH_FOLDER: bool = cfg!(target_os = "linux");

/// Watches everything in the cache folder. Fails where the system watches nothing at all; the
/// caller then scans from time to time, as it does anyway.
pub fn watch(local: &DiskLocal) -> LocalResult<Watching> {
    let (sender, changes) = channel();
    let root = local.root();
    let told = Arc::new(local.clone());
    let failed = |source| LocalError::Io {
        file: root.clone(),
        source,
    };
    let (late, folders) = mpsc::channel();
    let late = Late(late);
    let told_to = sender.clone();
    let told_of = Arc::clone(&told);
    let mut own = OwnFiles::default();
    let mut watcher = RecommendedWatcher::new(
        move |event: notify::Result<Event>| {
            let event = match event {
                Ok(event) if EACH_FOLDER => match own.leave_out(event) {
                    Some(event) => Ok(event),
                    None => return,
                },
                event => event,
            };
            tell(&*told_of, &told_to, Some(&late), event);
        },
        notify::Config::default().with_follow_symlinks(false),
    )
    .map_err(|error| failed(io::Error::other(error)))?;
    if !EACH_FOLDER {
        let begun = watcher.watch(&root, RecursiveMode::Recursive);
        begun.map_err(|error| failed(io::Error::other(error)))?;
    }
    let watcher = Arc::new(Mutex::new(watcher));
    let mut set = Watches {
        local: told,
        sender,
        watcher: Arc::downgrade(&watcher),
        watched: BTreeSet::new(),
        unwatched: BTreeSet::new(),
        limit: false,
    };
    if EACH_FOLDER {
        set.add(&root);
        set.tell_unwatched();
    }
    thread::Builder::new()
        .name("damson-watch".to_owned())
        // It ends with the watcher, which has the other end.
        .spawn(move || set.follow(&folders))
        .map_err(failed)?;
    Ok(Watching {
        _watcher: watcher,
        changes,
    })
}

/// Reports folders that came or went, in the order in which they did.
#[derive(Debug, Clone)]
struct Late(Sender<Move>);

#[derive(Debug)]
enum Move {
    Came(PathBuf),
    Went(PathBuf),
}

/// The watches that are set, and what they are of. Folders that came are looked into: a system
/// watches a folder only some time after it told of it, and tells nothing of what a folder had
/// inside when it was moved here.
#[derive(Debug)]
struct Watches {
    local: Arc<DiskLocal>,
    sender: HintSender,
    watcher: Weak<Mutex<RecommendedWatcher>>,
    watched: BTreeSet<PathBuf>,
    unwatched: BTreeSet<PathBuf>,
    limit: bool,
}

/// How long after its arrival a folder is looked into where the system sets watches by itself.
const LATE: Duration = Duration::from_millis(700);
/// How often what could not be watched is tried again.
const AGAIN: Duration = Duration::from_mins(1);

impl Watches {
    fn follow(mut self, folders: &mpsc::Receiver<Move>) {
        loop {
            match folders.recv_timeout(AGAIN) {
                Ok(Move::Came(first)) if !EACH_FOLDER => {
                    let mut came = BTreeSet::from([first]);
                    let until = Instant::now() + LATE;
                    let left = || until.saturating_duration_since(Instant::now());
                    while let Ok(Move::Came(folder)) = folders.recv_timeout(left()) {
                        came.insert(folder);
                    }
                    for folder in &came {
                        self.look_inside(folder);
                    }
                }
                Ok(Move::Came(folder)) => {
                    self.add(&folder);
                    self.look_inside(&folder);
                    self.tell_unwatched();
                }
                Ok(Move::Went(folder)) => self.remove(&folder),
                Err(mpsc::RecvTimeoutError::Timeout) => {
                    if self.watcher.strong_count() == 0 {
                        return;
                    }
                    let again = std::mem::take(&mut self.unwatched);
                    if again.is_empty() {
                        continue;
                    }
                    self.limit = false;
                    for folder in again {
                        self.add(&folder);
                        // Nothing reported what happened there since.
                        self.look_inside(&folder);
                    }
                    self.tell_unwatched();
                }
                Err(mpsc::RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    /// Watches a folder and all below it, as far as that can be done.
    fn add(&mut self, top: &Path) {
        let mut folders = VecDeque::from([top.to_owned()]);
        while let Some(folder) = folders.pop_front() {
            if self.limit {
                // The next ones would be refused, too.
                self.unwatched.insert(folder);
                continue;
            }
            let Some(watcher) = self.watcher.upgrade() else {
                return;
            };
            let set = lock(&watcher).watch(&folder, RecursiveMode::NonRecursive);
            if let Err(error) = set {
                self.limit |= is_limit(&error);
                // One that is gone needs no watch.
                if is_folder(&folder) {
                    tracing::info!(folder = %folder.display(), %error, "a folder is not watched");
                    self.unwatched.insert(folder);
                }
                continue;
            }
            self.watched.insert(folder.clone());
            // Set before the look, so that nothing comes in between.
            match std::fs::read_dir(&folder) {
                // The kind of a link is that of the link.
                Ok(found) => folders.extend(
                    found
                        .flatten()
                        .filter(|found| found.file_type().is_ok_and(|kind| kind.is_dir()))
                        .map(|found| found.path()),
                ),
                Err(error) => {
                    tracing::info!(folder = %folder.display(), %error, "a folder can't be read");
                    self.unwatched.insert(folder);
                }
            }
        }
    }

    /// Ends the watches of what was moved away: they would go on reporting the former place.
    fn remove(&mut self, top: &Path) {
        let gone: Vec<PathBuf> = self
            .watched
            .range(top.to_owned()..)
            .take_while(|folder| folder.starts_with(top))
            .cloned()
            .collect();
        for folder in gone {
            self.watched.remove(&folder);
            if let Some(watcher) = self.watcher.upgrade() {
                // The system forgot those of folders that are gone.
                let _ = lock(&watcher).unwatch(&folder);
            }
        }
        self.unwatched.retain(|folder| !folder.starts_with(top));
    }

    fn look_inside(&self, folder: &Path) {
        let Some(folder) = &self.local.path_of(folder) else {
            return;
        };
        self.sender.changed(folder.clone());
        let looked = self
            .local
            .scan(folder, &mut |found| self.sender.changed(found.path));
        if let Err(error) = looked {
            tracing::debug!(%folder, %error, "a folder that came can't be read");
            self.sender.overflow();
        }
    }

    fn tell_unwatched(&self) {
        let unwatched = (!self.unwatched.is_empty()).then(|| Unwatched {
            folders: self
                .unwatched
                .iter()
                .filter_map(|folder| self.local.path_of(folder))
                .collect(),
            limit: self.limit,
        });
        self.sender.unwatched(unwatched);
    }
}

fn is_folder(file: &Path) -> bool {
    std::fs::symlink_metadata(file).is_ok_and(|found| found.is_dir())
}

fn is_limit(error: &notify::Error) -> bool {
    match &error.kind {
        notify::ErrorKind::MaxFilesWatch => true,
        notify::ErrorKind::Io(error) => error.kind() == io::ErrorKind::StorageFull,
        notify::ErrorKind::Generic(_)
        | notify::ErrorKind::PathNotFound
        | notify::ErrorKind::WatchNotFound
        | notify::ErrorKind::InvalidConfig(_) => false,
    }
}

fn lock(watcher: &Mutex<RecommendedWatcher>) -> MutexGuard<'_, RecommendedWatcher> {
    watcher.lock().unwrap_or_else(PoisonError::into_inner)
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

fn tell(local: &dyn Local, sender: &HintSender, late: Option<&Late>, event: notify::Result<Event>) {
    let event = match event {
        Ok(event) => event,
        Err(error) => {
            tracing::warn!(%error, "watching the cache folder missed something");
            sender.overflow();
            return;
        }
    };
    if event.need_rescan() {
        sender.overflow();
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
        sender.overflow();
    }
    for file in &event.paths {
        match local.path_of(file) {
            // The cache folder itself came or went.
            Some(path) if path.is_root() => sender.overflow(),
            Some(path) => {
                sender.changed(path.clone());
                if let Some(late) = late
                    && brings_folder(event.kind)
                {
                    // The thread ends with the watch, and nobody listens then.
                    if is_folder(file) {
                        let _ = late.0.send(Move::Came(file.clone()));
                    } else if EACH_FOLDER {
                        let _ = late.0.send(Move::Went(file.clone()));
                    }
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

    use damson_core::DamPath;

    use super::*;
    use crate::{disk::WatchEvent, journal::Journal};

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

    /// A link to the folder itself, or to everything that there is, leads the watch nowhere.
    #[cfg(unix)]
    #[tokio::test]
    async fn links_lead_the_watch_nowhere() {
        let folder = tempfile::tempdir().unwrap();
        let (root, recovered) = (folder.path().join("cache"), folder.path().join("recovered"));
        let journal = Arc::new(Journal::in_memory().unwrap());
        let local = DiskLocal::open(&root, &recovered, journal).unwrap();
        fs::create_dir(root.join("shoot")).unwrap();
        let elsewhere = folder.path().join("elsewhere");
        fs::create_dir(&elsewhere).unwrap();
        std::os::unix::fs::symlink("/", root.join("shoot/everything")).unwrap();
        std::os::unix::fs::symlink(&root, root.join("shoot/again")).unwrap();
        std::os::unix::fs::symlink(&elsewhere, root.join("shoot/other")).unwrap();
        let mut watching = watch(&local).unwrap();
        fs::write(elsewhere.join("b.psd"), b"x").unwrap();
        fs::write(root.join("shoot/a.psd"), b"x").unwrap();
        let seen = until(&mut watching, &["shoot/a.psd"]).await;
        assert_eq!(seen, BTreeSet::from([path("shoot/a.psd")]));
    }

    /// What lies in a folder is watched under its new name after a move, and nowhere else.
    #[tokio::test]
    async fn a_folder_that_moved_is_watched_where_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let (root, recovered) = (folder.path().join("cache"), folder.path().join("recovered"));
        let journal = Arc::new(Journal::in_memory().unwrap());
        let local = DiskLocal::open(&root, &recovered, journal).unwrap();
        fs::create_dir_all(root.join("old/deep")).unwrap();
        let mut watching = watch(&local).unwrap();
        fs::rename(root.join("old"), root.join("new")).unwrap();
        if cfg!(windows) {
            // Some stand-ins of Windows tell of the top folder alone.
            until(&mut watching, &["new"]).await;
            return;
        }
        until(&mut watching, &["new", "new/deep"]).await;
        fs::write(root.join("new/deep/a.psd"), b"x").unwrap();
        let seen = until(&mut watching, &["new/deep/a.psd"]).await;
        assert!(!seen.contains(&path("old/deep/a.psd")), "{seen:?}");
    }

    #[test]
    fn an_error_of_the_system_is_an_overflow() {
        let (sender, mut changes) = channel();
        let local = crate::disk::MemoryLocal::new();
        tell(&local, &sender, None, Err(notify::Error::generic("lost")));
        assert_eq!(changes.try_next(), Some(WatchEvent::Overflow));
        let read = Event::new(EventKind::Access(notify::event::AccessKind::Any));
        tell(&local, &sender, None, Ok(read));
        assert_eq!(changes.try_next(), None);
    }
}
