//! Moves, whole and interrupted.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    time::SystemTime,
};

use tempfile::TempDir;

use super::*;
use crate::disk::moving::crash::{self, set_other_disk};

/// A connection that is not at work, and what was in its cache folder.
struct Desk {
    home: TempDir,
    place: Place,
    before: Files,
}

/// Bytes, protection and time of files by their way; `None` for folders.
type Files = BTreeMap<PathBuf, Option<(String, bool, SystemTime)>>;

impl Desk {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let place = Place {
            cache: home.path().join("Damson/dam"),
            state: home.path().join("state"),
        };
        drop(place::open(&place).unwrap());
        let cache = &place.cache;
        fs::create_dir_all(cache.join("shoot/raw")).unwrap();
        fs::create_dir_all(cache.join("empty")).unwrap();
        for (way, text) in [
            ("a.psd", "one"),
            ("shoot/b.psd", "two"),
            ("shoot/raw/c.psd", "three"),
            ("shoot/raw/.damson-0123.part", "half a down"),
        ] {
            fs::write(cache.join(way), text).unwrap();
        }
        let protected = cache.join("shoot/b.psd");
        filetime::set_file_mtime(&protected, filetime::FileTime::from_unix_time(1_000, 5)).unwrap();
        set_read_only(&protected, true);
        let before = files(cache);
        Self {
            home,
            place,
            before,
        }
    }

    fn to(&self) -> PathBuf {
        self.home.path().join("elsewhere/dam")
    }

    /// As the application does it.
    fn moves(&mut self, to: &Path) -> Result<Vec<PathBuf>, EngineError> {
        let moving = Moving::begin(&self.place, to, &mut |_| {})?;
        self.place.cache = moving.to().to_owned();
        moving.finish()
    }

    /// As the application does it at its start.
    fn starts(&mut self) -> Result<(), EngineError> {
        if let Some(moving) = Moving::unfinished(&self.place)? {
            self.place.cache = moving.to().to_owned();
            moving.finish()?;
        }
        Ok(())
    }

    fn is_whole(&self) {
        assert_eq!(files(&self.place.cache), self.before);
        drop(place::open(&self.place).unwrap());
    }
}

fn set_read_only(file: &Path, read_only: bool) {
    let mut permissions = fs::metadata(file).unwrap().permissions();
    permissions.set_readonly(read_only);
    fs::set_permissions(file, permissions).unwrap();
}

fn files(root: &Path) -> Files {
    let mut files = Files::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let way = path.strip_prefix(root).unwrap().to_owned();
            let metadata = fs::symlink_metadata(&path).unwrap();
            if metadata.is_dir() {
                folders.push(path);
                files.insert(way, None);
            } else {
                let text = fs::read_to_string(&path).unwrap();
                let read_only = metadata.permissions().readonly();
                files.insert(way, Some((text, read_only, metadata.modified().unwrap())));
            }
        }
    }
    files
}

#[test]
fn everything_moves_as_it_is() {
    for other_disk in [false, true] {
        set_other_disk(other_disk);
        let mut desk = Desk::new();
        let (from, to) = (desk.place.cache.clone(), desk.to());
        assert!(desk.moves(&to).unwrap().is_empty());
        assert_eq!(desk.place.cache, to);
        desk.is_whole();
        assert!(!from.exists());
        assert!(!note_file(&desk.place).exists());
        // And back again, to an empty folder.
        fs::create_dir(&from).unwrap();
        desk.moves(&from).unwrap();
        desk.is_whole();
        assert!(!to.exists());
    }
    set_other_disk(false);
}

#[test]
fn a_copy_tells_how_far_it_is() {
    let desk = Desk::new();
    // An application saves while it copies: one file is copied again, and one comes along.
    let (mut heard, mut saved) = (Vec::new(), false);
    set_other_disk(true);
    let moving = Moving::begin(&desk.place, &desk.to(), &mut |progress| {
        heard.push(progress);
        if progress.files == 2 && !saved {
            saved = true;
            fs::write(desk.place.cache.join("a.psd"), "longer").unwrap();
            fs::write(desk.place.cache.join("d.psd"), "four").unwrap();
        }
    });
    set_other_disk(false);
    moving.unwrap().finish().unwrap();
    let first = heard[0];
    // The unfinished download and the mark are Damson's own.
    assert_eq!((first.files, first.of_files), (0, 3));
    assert_eq!((first.bytes.0, first.of_bytes.0), (0, 11));
    let last = heard.last().unwrap();
    assert_eq!((last.files, last.of_files), (4, 4));
    assert_eq!((last.bytes.0, last.of_bytes.0), (18, 18));
    assert!(heard.iter().all(|one| one.files <= one.of_files));
    assert!(heard.iter().all(|one| one.bytes <= one.of_bytes));
    // Of a rename there is nothing to tell.
    let desk = Desk::new();
    let moving = Moving::begin(&desk.place, &desk.to(), &mut |one| panic!("{one:?}"));
    moving.unwrap().finish().unwrap();
}

#[test]
fn where_it_must_not_go_it_does_not() {
    let mut desk = Desk::new();
    let (home, cache) = (desk.home.path().to_owned(), desk.place.cache.clone());
    let full = home.join("full");
    fs::create_dir(&full).unwrap();
    fs::write(full.join("mine.txt"), "mine").unwrap();
    let file = home.join("file");
    fs::write(&file, "mine").unwrap();
    for to in [&full, &file] {
        let error = desk.moves(to).unwrap_err();
        assert!(matches!(error, EngineError::FolderNotEmpty(_)), "{error}");
    }
    for to in [
        cache.clone(),
        cache.join("shoot"),
        cache.join("new"),
        home.clone(),
        home.join("state/inside"),
    ] {
        let error = desk.moves(&to).unwrap_err();
        assert!(matches!(error, EngineError::FolderInside(_)), "{error}");
    }
    desk.is_whole();
    assert_eq!(fs::read_to_string(full.join("mine.txt")).unwrap(), "mine");
    // While it is at work, it is not moved.
    let opened = place::open(&desk.place).unwrap();
    let error = desk.moves(&home.join("new")).unwrap_err();
    assert!(matches!(error, EngineError::InUse(_)), "{error}");
    drop(opened);
    // A folder in the place of a cache folder that is gone is not taken for it.
    fs::remove_file(cache.join(".damson-folder")).unwrap();
    let error = desk.moves(&home.join("new")).unwrap_err();
    assert!(
        matches!(error, EngineError::Local(LocalError::NoCacheFolder { .. })),
        "{error}"
    );
}

#[test]
fn what_was_saved_after_it_was_copied_stays_and_is_told() {
    set_other_disk(true);
    let desk = Desk::new();
    let cache = desk.place.cache.clone();
    let moving = Moving::begin(&desk.place, &desk.to(), &mut |_| {}).unwrap();
    fs::write(cache.join("a.psd"), "an edit").unwrap();
    fs::write(cache.join("shoot/new.psd"), "new").unwrap();
    let left = moving.finish().unwrap();
    set_other_disk(false);
    let root = fs::canonicalize(&cache).unwrap();
    assert_eq!(left, [root.join("a.psd"), root.join("shoot/new.psd")]);
    assert_eq!(fs::read_to_string(&left[0]).unwrap(), "an edit");
    assert_eq!(files(&desk.to()), desk.before);
    assert!(!cache.join("shoot/b.psd").exists());
    assert!(!cache.join(".damson-folder").exists());
}

#[cfg(unix)]
#[test]
fn links_stay_where_they_are_and_lead_nobody_astray() {
    use std::os::unix::fs::symlink;
    set_other_disk(true);
    let mut desk = Desk::new();
    let outside = desk.home.path().join("outside");
    fs::create_dir(&outside).unwrap();
    fs::write(outside.join("mine.txt"), "mine").unwrap();
    let link = desk.place.cache.join("shoot/link");
    symlink(&outside, &link).unwrap();
    let left = desk.moves(&desk.to()).unwrap();
    set_other_disk(false);
    assert_eq!(left.len(), 1);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(
        fs::read_to_string(outside.join("mine.txt")).unwrap(),
        "mine"
    );
    desk.is_whole();
}

#[cfg(unix)]
#[test]
fn a_copy_that_leads_to_the_file_itself_is_none() {
    use std::os::unix::fs::symlink;
    let home = tempfile::tempdir().unwrap();
    let (folder, kept) = (home.path().join("folder"), home.path().join("kept"));
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("a.psd"), "one").unwrap();
    symlink(&folder, &kept).unwrap();
    let left = moving::remove_twins(&folder, &kept, None).unwrap();
    assert_eq!(left, [folder.join("a.psd")]);
    assert!(folder.join("a.psd").exists());
}

#[test]
fn a_place_that_does_not_take_it_leaves_everything_where_it_was() {
    set_other_disk(true);
    let mut desk = Desk::new();
    // A file is where a folder would have to be.
    let above = desk.home.path().join("elsewhere");
    fs::write(&above, "mine").unwrap();
    let to = desk.to();
    assert!(desk.moves(&to).is_err());
    set_other_disk(false);
    desk.is_whole();
    assert!(!note_file(&desk.place).exists());
    assert_eq!(fs::read_to_string(&above).unwrap(), "mine");
}

/// Ends Damson before each change of the disk in turn, and after the next start again before each.
#[test]
fn a_crash_at_any_moment_loses_nothing() {
    for other_disk in [false, true] {
        let mut ends = 0;
        for first in 0.. {
            let mut again = 0;
            let done = loop {
                set_other_disk(other_disk);
                let mut desk = Desk::new();
                let to = desk.to();
                let done = crash::after(first, || desk.moves(&to).map(drop)).is_ok();
                let whole = crash::after(again, || desk.starts()).is_ok();
                desk.starts().unwrap();
                set_other_disk(false);
                desk.is_whole();
                let other = if desk.place.cache == to {
                    desk.home.path().join("Damson/dam")
                } else {
                    to
                };
                assert!(!other.exists(), "{first}, {again}: {:?}", files(&other));
                assert!(!note_file(&desk.place).exists());
                again += 1;
                ends += 1;
                if whole {
                    break done;
                }
            };
            if done {
                break;
            }
        }
        assert!(ends > if other_disk { 100 } else { 5 }, "{ends}");
    }
}
