//! How applications save: as steps on files beside each other.

use damson_core::DamPath;

/// An application's way to save.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum App {
    /// Writes over the file.
    InPlace,
    /// Writes a temporary file and renames it over the file.
    RenameOver,
    /// Renames the file away, writes a fresh one, removes the old one.
    RenameAway,
    /// Deletes the file and writes it again, some seconds later.
    DeleteAndCreate,
    /// Word and Excel: temporary file, the original renamed to another, swap, remove.
    Office,
    /// Photoshop: a numbered temporary file, then over the file, in several writes.
    Photoshop,
    /// InDesign: a lock file beside it, and the document written in place in pieces.
    InDesign,
    /// macOS documents: a hidden folder beside the file, and a swap by two renames.
    MacDocument,
}

/// One thing that happens to a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaveStep {
    Write(DamPath, Vec<u8>),
    Rename(DamPath, DamPath),
    Remove(DamPath),
}

impl App {
    pub const ALL: [Self; 8] = [
        Self::InPlace,
        Self::RenameOver,
        Self::RenameAway,
        Self::DeleteAndCreate,
        Self::Office,
        Self::Photoshop,
        Self::InDesign,
        Self::MacDocument,
    ];

    /// The steps of saving `bytes` in `file`, which is there already.
    pub fn steps(self, file: &DamPath, bytes: &[u8]) -> Vec<SaveStep> {
        use SaveStep::{Remove, Rename, Write};
        let beside = |name: &str| {
            let folder = file.parent().unwrap_or_default();
            folder.join(name).unwrap_or_default()
        };
        let whole = bytes.to_vec();
        let half = bytes[..bytes.len() / 2].to_vec();
        let it = || file.clone();
        match self {
            Self::InPlace => vec![
                Write(it(), Vec::new()),
                Write(it(), half),
                Write(it(), whole),
            ],
            Self::RenameOver => {
                let temporary = beside(&format!("{}.tmp", file.name()));
                vec![
                    Write(temporary.clone(), half),
                    Write(temporary.clone(), whole),
                    Rename(temporary, it()),
                ]
            }
            Self::RenameAway => {
                let old = beside(&format!("{}.bak", file.name()));
                vec![
                    Rename(it(), old.clone()),
                    Write(it(), half),
                    Write(it(), whole),
                    Remove(old),
                ]
            }
            Self::DeleteAndCreate => vec![Remove(it()), Write(it(), whole)],
            Self::Office => {
                let owner = beside(&format!("~${}", file.name()));
                let (fresh, old) = (beside("4C51A1B0.tmp"), beside("7D20FF31.tmp"));
                vec![
                    Write(owner.clone(), b"owner".to_vec()),
                    Write(fresh.clone(), whole),
                    Rename(it(), old.clone()),
                    Rename(fresh, it()),
                    Remove(old),
                    Remove(owner),
                ]
            }
            Self::Photoshop => {
                let temporary = beside("ps4F3A.tmp");
                vec![
                    Write(temporary.clone(), whole.clone()),
                    Write(it(), half),
                    Write(it(), whole),
                    Remove(temporary),
                ]
            }
            Self::InDesign => {
                let lock = beside("~layout~8k2m3f(.idlk");
                vec![
                    Write(lock.clone(), b"jane".to_vec()),
                    Write(it(), half),
                    Write(it(), whole),
                    Remove(lock),
                ]
            }
            Self::MacDocument => {
                let (fresh, old) = (
                    beside(".sb-1a2b3c4d-fresh.tmp"),
                    beside(".sb-1a2b3c4d-old.tmp"),
                );
                vec![
                    Write(fresh.clone(), whole),
                    Rename(it(), old.clone()),
                    Rename(fresh, it()),
                    Remove(old),
                ]
            }
        }
    }
}
