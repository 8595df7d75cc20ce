//! How the in-memory server takes in an upload: out of sight until it counts.

use bytes::Bytes;
use damson_core::ByteCount;

use super::{
    MemoryRemote,
    checks::{check_free, supported},
    names::{self, Named},
    tree::{Partial, State, Write, not_found},
};
use crate::{Error, ErrorKind, Result, UploadRequest, Uploaded};

impl MemoryRemote {
    pub(super) fn check_upload(&self, state: &State, request: &UploadRequest<'_>) -> Result<()> {
        let path = request.path;
        let length = request.source.length();
        self.check_session(state, path)?;
        self.check_writer(state, path)?;
        names::check(state.capability.names, Named::Asset, path)?;
        if state.capability.max_size.is_some_and(|most| length > most) {
            return Err(Error::new(ErrorKind::TooLarge).about(path));
        }
        if length == ByteCount(0) {
            supported(state.capability.empty_files)?;
        }
        let Some(expect) = request.replaces else {
            return check_free(state, path);
        };
        state.asset(path)?;
        self.check_change(state, path, expect)
    }

    /// Takes the bytes in, out of sight, and returns the id under which they wait.
    pub(super) async fn receive(&self, request: &UploadRequest<'_>) -> Result<String> {
        let id = self.open_upload(request);
        let length = request.source.length().0;
        loop {
            let (have, most) = {
                let state = self.server.state();
                let partial = state.partial.get(&id).ok_or(ErrorKind::Changed)?;
                (partial.bytes.len() as u64, state.chunk_size)
            };
            request.ledger.progress(ByteCount(have));
            if have >= length {
                return Ok(id);
            }
            let chunk = request.source.read_at(have, most).await?;
            if chunk.is_empty() || have + chunk.len() as u64 > length {
                return Err(Error::new(ErrorKind::LocalFile).about(request.path));
            }
            {
                let mut state = self.server.state();
                self.check_session(&state, request.path)?;
                let partial = state.partial.get_mut(&id).ok_or(ErrorKind::Changed)?;
                partial.bytes.extend_from_slice(&chunk);
            }
            tokio::task::yield_now().await;
        }
    }

    fn open_upload(&self, request: &UploadRequest<'_>) -> String {
        let mut state = self.server.state();
        let resumed = request.ledger.resume().filter(|id| {
            let known = state.partial.get(id);
            let fits = known.is_some_and(|partial| {
                partial.path == *request.path
                    && partial.bytes.len() as u64 <= request.source.length().0
            });
            fits && state.capability.resumable_upload
        });
        if let Some(id) = resumed {
            return id;
        }
        let id = format!("upload-{}", state.fresh_id());
        let partial = Partial {
            path: request.path.clone(),
            bytes: Vec::new(),
        };
        state.partial.insert(id.clone(), partial);
        if state.capability.resumable_upload {
            request.ledger.save(&id);
        }
        id
    }

    pub(super) fn commit(&self, id: &str, request: &UploadRequest<'_>) -> Result<Uploaded> {
        let mut state = self.server.state();
        self.check_upload(&state, request)?;
        let partial = state.partial.remove(id).ok_or(ErrorKind::Changed)?;
        let (user, path) = (
            self.user.as_str(),
            &match request.replaces {
                None => state.spelled(request.path),
                Some(_) => request.path.clone(),
            },
        );
        let mut bytes = Bytes::from(partial.bytes);
        if state.alters {
            bytes = [&bytes, &b" (as taken)"[..]].concat().into();
        }
        let comment = request
            .comment
            .filter(|_| state.capability.version_comments);
        state.write(Write {
            user,
            path,
            bytes,
            comment,
            title: request.title,
        });
        let entry = state
            .entry(path, &self.user)
            .ok_or_else(|| not_found(path))?;
        let versioned = request.replaces.is_some() && state.capability.versions;
        Ok(Uploaded {
            entry,
            versioned,
            lock: None,
        })
    }
}
