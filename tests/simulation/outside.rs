//! Files outside the cache folder, that people upload from.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process, thread,
};

use damson_core::DamPath;
use damson_engine::{Command, IfExists};

use crate::world::World;

/// A folder on the real disk, gone with the world. Two plays of one seed on one thread have it at
/// the same place, so that they say the same.
#[derive(Debug)]
pub(crate) struct Outside {
    root: PathBuf,
    batches: u32,
}

/// What one order uploads.
#[derive(Debug, Clone)]
pub(crate) struct Batch {
    pub(crate) sources: Vec<PathBuf>,
    pub(crate) files: Vec<Given>,
    pub(crate) if_exists: IfExists,
}

/// One file of it.
#[derive(Debug, Clone)]
pub(crate) struct Given {
    pub(crate) file: PathBuf,
    pub(crate) to: DamPath,
    pub(crate) bytes: Vec<u8>,
}

impl Outside {
    pub(crate) fn new(seed: u64) -> Self {
        let name = format!(
            "damson-simulation-{}-{:?}-{seed}",
            process::id(),
            thread::current().id()
        );
        Self {
            root: env::temp_dir().join(name),
            batches: 0,
        }
    }

    /// A folder for the files of one order.
    pub(crate) fn batch(&mut self) -> PathBuf {
        self.batches += 1;
        self.root.join(self.batches.to_string())
    }

    /// A folder that two programs may want.
    pub(crate) fn state(&self, desk: usize) -> PathBuf {
        self.root.join(format!("state-{desk}"))
    }
}

impl Drop for Outside {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.root);
    }
}

impl World {
    pub(crate) fn upload_here(
        &mut self,
        desk: usize,
        into: &DamPath,
        names: &[&str],
        length: usize,
        if_exists: IfExists,
    ) {
        let folder = self.outside.batch();
        let mut batch = Batch {
            sources: Vec::new(),
            files: Vec::new(),
            if_exists,
        };
        for name in names {
            let Ok(to) = name
                .split('/')
                .try_fold(into.clone(), |to, name| to.join(name))
            else {
                continue;
            };
            let bytes = self.record.notes().fresh("card", length);
            let file = folder.join(name);
            write(&file, &bytes);
            let first = name.split('/').next().unwrap_or(name);
            let source = folder.join(first);
            if !batch.sources.contains(&source) {
                batch.sources.push(source);
            }
            if if_exists == IfExists::NewVersion {
                self.record.notes().may_replace(desk, &to);
            }
            batch.files.push(Given { file, to, bytes });
        }
        let command = Command::UploadHere {
            into: into.clone(),
            sources: batch.sources.clone(),
            if_exists,
            comment: None,
        };
        self.order_given(desk, command, Some(batch));
    }
}

fn write(file: &Path, bytes: &[u8]) {
    let folder = file.parent().expect("a file lies in a folder");
    fs::create_dir_all(folder).expect("the temporary folder takes folders");
    fs::write(file, bytes).expect("the temporary folder takes files");
}
