//! What can go wrong in the cache folder.

use std::{io, path::PathBuf};

use damson_core::DamPath;
use thiserror::Error;

#[derive(Debug, Error)]
pub enum LocalError {
    /// The file is open in an application that shares it with nobody.
    #[error("{file} is in use by another program")]
    InUse { file: PathBuf, source: io::Error },
    #[error("no permission for {file}")]
    Denied { file: PathBuf, source: io::Error },
    #[error("no space left on the disk for {file}")]
    DiskFull { file: PathBuf, source: io::Error },
    /// What is there is not what was expected; nothing was changed.
    #[error("{file} changed meanwhile")]
    Changed { file: PathBuf },
    #[error("{file} exists already")]
    Exists { file: PathBuf },
    #[error("{file} is not there")]
    Missing { file: PathBuf },
    /// The way to it leads through a link, out of the cache folder.
    #[error("{file} leads out of the cache folder")]
    Outside { file: PathBuf },
    /// This computer can't hold that name or path.
    #[error("{path} can't be a file on this computer")]
    Name { path: DamPath, detail: String },
    #[error("the cache folder {file} is gone or can't be used")]
    NoCacheFolder {
        file: PathBuf,
        source: Option<io::Error>,
    },
    /// A pipe, a device, a socket or a link.
    #[error("{file} is neither a file nor a folder")]
    NotAFile { file: PathBuf },
    /// It was written to for as long as anybody cared to wait.
    #[error("{file} is still being written")]
    StillWritten { file: PathBuf },
    #[error("{file}: {source}")]
    Io { file: PathBuf, source: io::Error },
}

pub type LocalResult<T> = Result<T, LocalError>;
