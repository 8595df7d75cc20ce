//! Moving the cache folder of a connection that is not at work.
//!
//! A note beside the journal says how far a move is. Until everything is in the new place, the
//! former one is in force and a move that was interrupted is undone; from then on the new one is,
//! and what is left is to remove the former.

#[cfg(test)]
mod tests;

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use crate::{
    disk::moving::{self, Copied, MoveProgress, effect},
    model::{EngineError, LocalError},
    place::{self, Place},
};

/// A move whose files are all in the new place.
#[derive(Debug)]
pub struct Moving {
    note_file: PathBuf,
    note: Note,
    /// What was copied, where this process did it.
    copied: Option<Copied>,
    _locked: File,
}

/// What is kept of a move.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Note {
    from: PathBuf,
    to: PathBuf,
    phase: Phase,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Phase {
    Renaming,
    Copying,
    /// Everything is in the new place.
    There,
}

impl Moving {
    /// Brings everything to `to`: an absolute path where nothing is, or an empty folder. Blocks for
    /// as long as it takes to copy, where `to` is on another disk. The caller then remembers the
    /// new place, and calls [`Moving::finish`]; or [`Moving::undo`]. On an error everything is in
    /// the former place. `told` hears how far a copy is, with every file; of a rename, nothing.
    pub fn begin(
        place: &Place,
        to: &Path,
        told: &mut dyn FnMut(MoveProgress),
    ) -> Result<Self, EngineError> {
        let locked = place::lock(place)?;
        let from = moving::canonical(&place.cache);
        if !moving::is_cache(&from) {
            return Err(LocalError::NoCacheFolder {
                file: place.cache.clone(),
                source: None,
            }
            .into());
        }
        let target = moving::canonical(to);
        let state = moving::canonical(&place.state);
        let near = |a: &Path, b: &Path| a.starts_with(b) || b.starts_with(a);
        if near(&from, &target) || near(&state, &target) {
            return Err(EngineError::FolderInside(to.to_owned()));
        }
        if !moving::is_free(&target)? {
            return Err(EngineError::FolderNotEmpty(to.to_owned()));
        }
        let mut moving = Self {
            note_file: note_file(place),
            note: Note {
                from,
                to: to.to_owned(),
                phase: Phase::Renaming,
            },
            copied: None,
            _locked: locked,
        };
        match moving.bring(&target, told) {
            Ok(()) => Ok(moving),
            Err(error) => {
                moving.undo()?;
                Err(error)
            }
        }
    }

    /// A move that was interrupted after everything was in the new place; what was interrupted
    /// earlier is undone.
    pub fn unfinished(place: &Place) -> Result<Option<Self>, EngineError> {
        let note_file = note_file(place);
        let Some(note) = read(&note_file)? else {
            return Ok(None);
        };
        let locked = place::lock(place)?;
        let moving = Self {
            note_file,
            note,
            copied: None,
            _locked: locked,
        };
        let (old, new) = (
            moving::is_cache(&moving.note.from),
            moving::is_cache(&moving.note.to),
        );
        let there = match moving.note.phase {
            Phase::Renaming => !old && new,
            Phase::Copying => false,
            // The caller may have remembered it already.
            Phase::There => new || place.cache == moving.note.to,
        };
        if there {
            return Ok(Some(moving));
        }
        if old {
            moving.undo()?;
        }
        // Neither is there: the disk of one is not attached. The note waits for it.
        Ok(None)
    }

    /// The new place.
    pub fn to(&self) -> &Path {
        &self.note.to
    }

    /// Removes what is in the new place from the former one. Returns the files that stay there,
    /// because they changed after they were copied, or are no files of a cache folder.
    pub fn finish(self) -> Result<Vec<PathBuf>, EngineError> {
        let (from, to) = (&self.note.from, &self.note.to);
        let left = if fs::symlink_metadata(from).is_ok() && !same(from, to) {
            moving::remove_twins(from, to, self.copied.as_ref())?
        } else {
            Vec::new()
        };
        self.forget()?;
        Ok(left)
    }

    /// Puts everything back to the former place.
    pub fn undo(self) -> Result<(), EngineError> {
        let (from, to) = (&self.note.from, &self.note.to);
        if !moving::is_cache(from) && self.note.phase != Phase::Copying && moving::is_cache(to) {
            moving::rename(&moving::canonical(to), from)?;
        } else if self.note.phase != Phase::Renaming && fs::symlink_metadata(to).is_ok() {
            let left = moving::remove_twins(to, from, None)?;
            if !left.is_empty() {
                tracing::warn!(?left, "of a move that was undone, files stay");
            }
        }
        self.forget()
    }

    fn bring(
        &mut self,
        target: &Path,
        told: &mut dyn FnMut(MoveProgress),
    ) -> Result<(), EngineError> {
        self.note(Phase::Renaming)?;
        if !moving::rename(&self.note.from, target)? {
            self.note(Phase::Copying)?;
            self.copied = Some(moving::copy(&self.note.from, target, told)?);
        }
        self.note(Phase::There)
    }

    /// Keeps how far it is; survives a power cut when it returns.
    fn note(&mut self, phase: Phase) -> Result<(), EngineError> {
        self.note.phase = phase;
        let failed = |source: io::Error| self.failed(source);
        let text = serde_json::to_vec(&self.note).map_err(|error| failed(error.into()))?;
        let folder = self.note_file.parent().unwrap_or(&self.note_file);
        effect();
        let mut file = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
        io::Write::write_all(&mut file, &text).map_err(failed)?;
        file.as_file().sync_all().map_err(failed)?;
        file.persist(&self.note_file)
            .map_err(|error| failed(error.error))?;
        Ok(moving::keep_names(folder)?)
    }

    fn forget(&self) -> Result<(), EngineError> {
        effect();
        match fs::remove_file(&self.note_file) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(self.failed(error).into()),
            Ok(()) | Err(_) => Ok(()),
        }
    }

    fn failed(&self, source: io::Error) -> LocalError {
        LocalError::Io {
            file: self.note_file.clone(),
            source,
        }
    }
}

/// Whether two paths lead to one folder.
fn same(one: &Path, other: &Path) -> bool {
    moving::canonical(one) == moving::canonical(other)
}

fn note_file(place: &Place) -> PathBuf {
    place.state.join("moving.json")
}

fn read(file: &Path) -> Result<Option<Note>, EngineError> {
    let failed = |source| LocalError::Io {
        file: file.to_owned(),
        source,
    };
    let text = match fs::read(file) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(error).into()),
    };
    let note = serde_json::from_slice(&text).map_err(|error| failed(error.into()))?;
    Ok(Some(note))
}
