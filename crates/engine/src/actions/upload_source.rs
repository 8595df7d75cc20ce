//! Files outside the cache folder, that a person uploads from.

use std::{
    collections::BTreeSet,
    fs::{self, File},
    io::{self, Read as _, Seek as _, SeekFrom},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::SystemTime,
};

use async_trait::async_trait;
use bytes::Bytes;
use damson_core::{
    ByteCount, Digest, HashKind,
    ignore::{is_ignored_file, is_ignored_folder},
};
use damson_remote::{Error, ErrorKind, Source, body::Hasher};

use crate::{context::blocking, model::LocalError};

/// A file or a folder that was found on the disk.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    pub(crate) file: PathBuf,
    /// The names from what the person chose down to this.
    pub(crate) names: Vec<String>,
    pub(crate) is_folder: bool,
    pub(crate) size: ByteCount,
}

/// The files that a walk over the disk found.
#[derive(Debug, Default)]
pub(crate) struct FoundFiles {
    pub(crate) items: Vec<Item>,
    /// Left out, with why.
    pub(crate) skipped: Vec<(PathBuf, LocalError)>,
    /// Files that systems and applications leave in folders, and that nobody means to upload.
    pub(crate) ignored: Vec<PathBuf>,
}

/// Finds everything that a person chose, a folder before what is inside it. Junk inside folders is
/// left out, but not what was named outright; links are not followed.
pub(crate) fn find_files(sources: &[PathBuf]) -> FoundFiles {
    let mut find_files = FoundFiles::default();
    let mut met = BTreeSet::new();
    for source in sources {
        // Chosen twice it is still one file.
        if met.insert(source) {
            meet(source, &mut Vec::new(), &mut find_files);
        }
    }
    find_files
}

fn meet(file: &Path, names: &mut Vec<String>, find_files: &mut FoundFiles) {
    let metadata = match fs::symlink_metadata(file) {
        Ok(metadata) => metadata,
        Err(source) => return find_files.skip(file, source),
    };
    let Some(name) = file.file_name().and_then(|name| name.to_str()) else {
        return find_files.skip(file, io::Error::other("the name is no text"));
    };
    let junk = if metadata.is_dir() {
        is_ignored_folder(name)
    } else {
        is_ignored_file(name)
    };
    let named_outright = names.is_empty();
    if junk && !named_outright {
        find_files.ignored.push(file.to_owned());
        return;
    }
    if !metadata.is_file() && !metadata.is_dir() {
        let file = file.to_owned();
        let odd = LocalError::NotAFile { file: file.clone() };
        return find_files.skipped.push((file, odd));
    }
    names.push(name.to_owned());
    find_files.items.push(Item {
        file: file.to_owned(),
        names: names.clone(),
        is_folder: metadata.is_dir(),
        size: ByteCount(if metadata.is_dir() { 0 } else { metadata.len() }),
    });
    if metadata.is_dir() {
        match children(file) {
            Ok(inside) => inside
                .iter()
                .for_each(|child| meet(child, names, find_files)),
            Err(source) => find_files.skip(file, source),
        }
    }
    names.pop();
}

fn children(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path()));
    let mut children = entries.collect::<io::Result<Vec<_>>>()?;
    children.sort();
    Ok(children)
}

impl FoundFiles {
    fn skip(&mut self, file: &Path, source: io::Error) {
        let file = file.to_owned();
        self.skipped
            .push((file.clone(), LocalError::Io { file, source }));
    }
}

/// A file outside the cache folder as the bytes of an upload.
#[derive(Debug)]
pub(crate) struct FileSource {
    file: PathBuf,
    opened: Arc<Mutex<File>>,
    length: u64,
    modified: Option<SystemTime>,
    digest: Digest,
    /// The bytes of a small file as they were hashed, so that it is read once.
    whole: Option<Bytes>,
}

/// Up to so many bytes a file is kept in memory from the hash on.
const SMALL: u64 = 256 * 1024;

/// Opens and hashes a file. Blocks.
pub(crate) fn open(file: &Path, kind: HashKind) -> Result<FileSource, LocalError> {
    let failed = |source| LocalError::Io {
        file: file.to_owned(),
        source,
    };
    let mut opened = File::open(file).map_err(failed)?;
    let before = opened.metadata().map_err(failed)?;
    let mut hasher = Hasher::new(kind);
    let mut whole = (before.len() <= SMALL).then(Vec::new);
    let room = before.len().clamp(1, SMALL);
    let mut buffer = vec![0; usize::try_from(room).unwrap_or(1)];
    loop {
        let length = opened.read(&mut buffer).map_err(failed)?;
        if length == 0 {
            break;
        }
        hasher.update(&buffer[..length]);
        if let Some(whole) = &mut whole {
            whole.extend_from_slice(&buffer[..length]);
        }
        // One that grows meanwhile is refused below.
        whole.take_if(|whole| whole.len() as u64 > SMALL);
    }
    let after = opened.metadata().map_err(failed)?;
    if before.len() != after.len() || before.modified().ok() != after.modified().ok() {
        return Err(LocalError::Changed {
            file: file.to_owned(),
        });
    }
    Ok(FileSource {
        file: file.to_owned(),
        opened: Arc::new(Mutex::new(opened)),
        length: after.len(),
        modified: after.modified().ok(),
        digest: hasher.finish(),
        whole: whole.map(Bytes::from),
    })
}

impl FileSource {
    pub(crate) fn hashed(&self) -> &Digest {
        &self.digest
    }

    fn failed(&self, source: io::Error) -> Error {
        let said = self.file.display().to_string();
        Error::new(ErrorKind::LocalFile)
            .said(said)
            .caused_by(source)
    }
}

#[async_trait]
impl Source for FileSource {
    fn length(&self) -> ByteCount {
        ByteCount(self.length)
    }

    fn digest(&self) -> Option<&Digest> {
        Some(&self.digest)
    }

    async fn read_at(&self, offset: u64, most: usize) -> damson_remote::Result<Bytes> {
        if let Some(whole) = &self.whole {
            let start = usize::try_from(offset)
                .unwrap_or(usize::MAX)
                .min(whole.len());
            return Ok(whole.slice(start..whole.len().min(start.saturating_add(most))));
        }
        let left = usize::try_from(self.length.saturating_sub(offset)).unwrap_or(usize::MAX);
        let wanted = left.min(most).min(1024 * 1024);
        if wanted == 0 {
            return Ok(Bytes::new());
        }
        let opened = Arc::clone(&self.opened);
        let read = blocking(move || {
            let mut file = opened.lock().unwrap_or_else(PoisonError::into_inner);
            file.seek(SeekFrom::Start(offset))?;
            let mut buffer = vec![0; wanted];
            file.read_exact(&mut buffer)?;
            io::Result::Ok(buffer)
        });
        let bytes = read.await.map_err(|source| self.failed(source))?;
        Ok(bytes.into())
    }

    async fn seal(&self) -> damson_remote::Result<()> {
        let file = self.file.clone();
        let metadata = blocking(move || fs::metadata(file)).await;
        let metadata = metadata.map_err(|source| self.failed(source))?;
        if metadata.len() == self.length && metadata.modified().ok() == self.modified {
            return Ok(());
        }
        Err(self.failed(io::Error::other("it was written to meanwhile")))
    }
}
