//! The bytes of assets: one file for each written binary, or a short text inside its own name.

use std::{
    collections::HashSet,
    fmt::Write as _,
    io,
    path::{Path, PathBuf},
};

use futures::{Stream, StreamExt as _};
use sha1::{Digest as _, Sha1};
use tokio::{fs, io::AsyncWriteExt as _};
use uuid::Uuid;

use super::StoreError;

/// Binaries that hold their text in their name; bulk creation of assets uses them.
const LITERAL: &str = "text:";

/// Bytes that have arrived whole.
#[derive(Debug, Clone)]
pub(crate) struct Incoming {
    pub binary: String,
    pub size: i64,
    pub sha1: String,
}

/// Where the bytes of a binary are.
#[derive(Debug, Clone)]
pub(crate) enum Bytes {
    Literal(String),
    File(PathBuf),
}

/// The folder of the binaries.
#[derive(Debug, Clone)]
pub(crate) struct Binaries(PathBuf);

impl Binaries {
    pub(crate) fn open(storage: &Path) -> io::Result<Self> {
        let folder = storage.join("binaries");
        std::fs::create_dir_all(&folder)?;
        Ok(Self(folder))
    }

    pub(crate) fn locate(&self, binary: &str) -> Bytes {
        match binary.strip_prefix(LITERAL) {
            Some(text) => Bytes::Literal(text.to_owned()),
            None => Bytes::File(self.file(binary)),
        }
    }

    /// Everything at once; for thumbnails and direct control.
    pub(crate) fn read(&self, binary: &str) -> io::Result<Vec<u8>> {
        match self.locate(binary) {
            Bytes::Literal(text) => Ok(text.into_bytes()),
            Bytes::File(file) => std::fs::read(file),
        }
    }

    pub(crate) fn write(&self, bytes: &[u8]) -> Result<Incoming, StoreError> {
        let binary = new_name();
        let file = self.file(&binary);
        make_parent(&file)?;
        std::fs::write(&file, bytes)?;
        Ok(Incoming {
            binary,
            size: length(bytes.len() as u64),
            sha1: hex(&Sha1::digest(bytes)),
        })
    }

    /// Streams a body into a new binary.
    pub(crate) async fn receive<S, B, E>(&self, mut body: S) -> Result<Incoming, StoreError>
    where
        S: Stream<Item = Result<B, E>> + Unpin,
        B: AsRef<[u8]>,
        E: std::fmt::Display,
    {
        let binary = new_name();
        let path = self.file(&binary);
        make_parent(&path)?;
        let partial = Partial(path.with_extension("part"));
        let mut file = fs::File::create(&partial.0).await?;
        let mut hash = Sha1::new();
        let mut size = 0;
        while let Some(chunk) = body.next().await {
            let chunk = chunk.map_err(|error| StoreError::Body(error.to_string()))?;
            hash.update(chunk.as_ref());
            size += chunk.as_ref().len() as u64;
            file.write_all(chunk.as_ref()).await?;
        }
        file.flush().await?;
        drop(file);
        fs::rename(&partial.0, &path).await?;
        Ok(Incoming {
            binary,
            size: length(size),
            sha1: hex(&hash.finalize()),
        })
    }

    /// The same bytes with the first one changed, as a bad disk would give them back.
    pub(crate) fn garble(&self, incoming: Incoming) -> Result<Incoming, StoreError> {
        let mut bytes = self.read(&incoming.binary)?;
        let Some(first) = bytes.first_mut() else {
            return Ok(incoming);
        };
        *first ^= 0x5a;
        self.write(&bytes)
    }

    /// Joins files in order into a new binary.
    pub(crate) fn join(&self, parts: &[PathBuf]) -> Result<Incoming, StoreError> {
        let binary = new_name();
        let path = self.file(&binary);
        make_parent(&path)?;
        let mut out = Hashing {
            file: std::fs::File::create(&path)?,
            hash: Sha1::new(),
            size: 0,
        };
        for part in parts {
            io::copy(&mut std::fs::File::open(part)?, &mut out)?;
        }
        Ok(Incoming {
            binary,
            size: length(out.size),
            sha1: hex(&out.hash.finalize()),
        })
    }

    /// Removes files that no row names: left over from replaced assets and broken uploads.
    pub(crate) fn sweep(&self, known: &HashSet<String>) -> io::Result<()> {
        for shelf in std::fs::read_dir(&self.0)? {
            let folder = shelf?.path();
            if !folder.is_dir() {
                continue;
            }
            for file in std::fs::read_dir(folder)? {
                let file = file?;
                if !known.contains(file.file_name().to_string_lossy().as_ref()) {
                    std::fs::remove_file(file.path())?;
                }
            }
        }
        Ok(())
    }

    fn file(&self, binary: &str) -> PathBuf {
        let beginning = binary.get(..2).unwrap_or("00");
        self.0.join(beginning).join(binary)
    }
}

/// A binary whose bytes are this text.
pub(crate) fn literal(text: &str) -> Incoming {
    Incoming {
        binary: format!("{LITERAL}{text}"),
        size: length(text.len() as u64),
        sha1: hex(&Sha1::digest(text.as_bytes())),
    }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            write!(text, "{byte:02x}").expect("a String takes everything");
            text
        })
}

/// A file that is removed unless it was renamed.
struct Partial(PathBuf);

impl Drop for Partial {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

struct Hashing {
    file: std::fs::File,
    hash: Sha1,
    size: u64,
}

impl io::Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.size += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

fn new_name() -> String {
    Uuid::new_v4().simple().to_string()
}

fn make_parent(file: &Path) -> io::Result<()> {
    file.parent().map_or(Ok(()), std::fs::create_dir_all)
}

fn length(size: u64) -> i64 {
    i64::try_from(size).unwrap_or(i64::MAX)
}
