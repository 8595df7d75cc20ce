//! The files that are moved about.

use std::{
    fs,
    io::Write,
    path::Path,
    sync::atomic::{AtomicU32, Ordering},
};

use anyhow::{Context, Result, ensure};
use walkdir::WalkDir;

/// A set of files of one size.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tree {
    pub(crate) name: &'static str,
    pub(crate) files: u64,
    pub(crate) bytes: u64,
    /// Files in one folder.
    pub(crate) folder: u64,
}

/// Small ones, middling ones, a large one.
pub(crate) fn three(smaller: u64) -> [Tree; 3] {
    [
        Tree {
            name: "small",
            files: (5_000 / smaller).max(1),
            bytes: 50_000,
            folder: 500,
        },
        Tree {
            name: "middling",
            files: (200 / smaller).max(1),
            bytes: 1_000_000,
            folder: 200,
        },
        Tree {
            name: "large",
            files: 1,
            bytes: (4 << 30) / smaller,
            folder: 1,
        },
    ]
}

impl Tree {
    pub(crate) fn title(&self) -> String {
        format!("{} × {} kB", self.files, self.bytes / 1_000)
    }

    /// Writes the files below `into`, and returns their paths from there.
    pub(crate) fn make(&self, into: &Path) -> Result<Vec<String>> {
        let mut paths = Vec::new();
        for number in 0..self.files {
            let path = format!(
                "{}/f{:03}/{number:05}.jpg",
                self.name,
                number / self.folder.max(1)
            );
            let file = into.join(&path);
            if let Some(folder) = file.parent() {
                fs::create_dir_all(folder)?;
            }
            write_noise(&file, number, self.bytes)?;
            paths.push(path);
        }
        Ok(paths)
    }

    /// Fails unless as many files with as many bytes are below `folder`.
    pub(crate) fn check(&self, folder: &Path) -> Result<()> {
        let (mut files, mut bytes) = (0, 0);
        for entry in WalkDir::new(folder) {
            let entry = entry?;
            if entry.file_type().is_file() && entry.path().extension().is_some_and(|e| e == "jpg") {
                files += 1;
                bytes += entry.metadata()?.len();
            }
        }
        ensure!(
            (files, bytes) == (self.files, self.files * self.bytes),
            "{files} files with {bytes} bytes are in {}, not {} × {}",
            folder.display(),
            self.files,
            self.bytes
        );
        Ok(())
    }
}

/// What is put away rather than removed, in bytes.
const LITTLE: u64 = 1 << 30;

/// Takes a folder of an earlier run out of the way. Thousands of inodes that were freed a moment ago
/// slow the next run down on some file systems (ext4 without a journal looks past each of them), so
/// what is small goes only with the whole folder of the case.
pub(crate) fn put_away(folder: &Path) -> Result<()> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let is_ours = |above: &&Path| {
        let name = above.file_name().unwrap_or_default();
        name.to_string_lossy().starts_with("damson-bench-")
    };
    let mut bytes = 0;
    for entry in WalkDir::new(folder) {
        bytes += entry?.metadata()?.len();
    }
    match folder.ancestors().find(is_ours) {
        Some(case) if bytes < LITTLE => {
            let count = COUNT.fetch_add(1, Ordering::Relaxed);
            fs::rename(folder, case.join(format!("old-{count}")))?;
        }
        Some(_) | None => fs::remove_dir_all(folder)?,
    }
    Ok(())
}

/// Bytes that don't compress.
fn write_noise(file: &Path, seed: u64, bytes: u64) -> Result<()> {
    let mut out = fs::File::create(file).with_context(|| format!("making {}", file.display()))?;
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut block = vec![0_u8; 1 << 16];
    let mut left = bytes;
    while left > 0 {
        for chunk in block.chunks_exact_mut(8) {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            chunk.copy_from_slice(&state.to_le_bytes());
        }
        let part = usize::try_from(left).unwrap_or(usize::MAX).min(block.len());
        out.write_all(&block[..part])?;
        left -= part as u64;
    }
    Ok(())
}
