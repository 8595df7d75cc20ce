//! Files as the bytes of an upload.

use std::{fs::File, io, sync::Arc};

use async_trait::async_trait;
use bytes::Bytes;
use damson_core::{ByteCount, DamPath, Digest};
use damson_remote::{Error, ErrorKind, Source};

use super::{
    location::{Place, open_failed},
    partial::CHUNK,
    platform,
};
use crate::model::{LocalError, LocalResult, Stamp};

/// An open file that is what its stamp says.
#[derive(Debug)]
pub(super) struct FileSource {
    place: Place,
    path: DamPath,
    stamp: Stamp,
    digest: Digest,
    file: Arc<File>,
}

/// Opens a file if it still has this stamp.
pub(super) fn open(
    place: &Place,
    path: &DamPath,
    stamp: Stamp,
    digest: Digest,
) -> LocalResult<FileSource> {
    let file = place.expect(path, stamp)?;
    let opened = platform::open(&file).map_err(open_failed(path, &file))?;
    let metadata = opened.metadata().map_err(platform::fail(path, &file))?;
    if !platform::is_same(&metadata, stamp) {
        return Err(LocalError::Changed { file });
    }
    Ok(FileSource {
        place: place.clone(),
        path: path.clone(),
        stamp,
        digest,
        file: Arc::new(opened),
    })
}

#[async_trait]
impl Source for FileSource {
    fn length(&self) -> ByteCount {
        self.stamp.size
    }

    fn digest(&self) -> Option<&Digest> {
        Some(&self.digest)
    }

    async fn read_at(&self, offset: u64, most: usize) -> damson_remote::Result<Bytes> {
        let left = self.stamp.size.0.saturating_sub(offset);
        let wanted = usize::try_from(left).unwrap_or(usize::MAX);
        let wanted = wanted.min(most).min(CHUNK);
        if wanted == 0 {
            return Ok(Bytes::new());
        }
        let file = self.file.clone();
        let read = on_blocking_thread(move || {
            let mut buffer = vec![0; wanted];
            let length = read_some(&file, &mut buffer, offset)?;
            buffer.truncate(length);
            Ok(buffer)
        });
        let bytes = read.await.map_err(|error| self.failed(error))?;
        if bytes.is_empty() {
            // It became shorter while it was sent.
            return Err(self.failed(io::ErrorKind::UnexpectedEof.into()));
        }
        Ok(bytes.into())
    }

    async fn seal(&self) -> damson_remote::Result<()> {
        let (place, path, stamp) = (self.place.clone(), self.path.clone(), self.stamp);
        let file = self.file.clone();
        let looked = on_blocking_thread(move || {
            if !platform::is_same(&file.metadata()?, stamp) {
                return Ok(false);
            }
            match place.expect(&path, stamp) {
                Ok(_) => Ok(true),
                Err(error) => Err(io::Error::other(error)),
            }
        });
        match looked.await {
            Ok(true) => Ok(()),
            Ok(false) => Err(self.failed(io::Error::other("it was written to meanwhile"))),
            Err(error) => Err(self.failed(error)),
        }
    }
}

impl FileSource {
    fn failed(&self, error: io::Error) -> Error {
        Error::new(ErrorKind::LocalFile)
            .about(&self.path)
            .caused_by(error)
    }
}

fn read_some(file: &File, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
    loop {
        match platform::read_at(file, buffer, offset) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            read => return read,
        }
    }
}

async fn on_blocking_thread<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    let joined = tokio::task::spawn_blocking(work).await;
    joined.unwrap_or_else(|error| Err(io::Error::other(error)))
}
