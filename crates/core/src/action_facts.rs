//! What is so of an action wherever it is asked for, beside when it is allowed and what its steps are.

use crate::{action::Action, usage::Use};

/// What an action may change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Changes {
    /// Nothing: it shows something. No brake stops it.
    Nothing,
    /// What is on this computer.
    Copy,
    /// What is on the server, and what is here along with it.
    Server,
}

/// How an action is carried out on a folder, where it is allowed there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OnFolder {
    /// As on any row.
    AsRow,
    /// Each asset below it that is not here as the server has it is downloaded.
    DownloadEach,
    /// Each clean copy below it is removed.
    RemoveEach,
    /// The folder is pinned, and what is below it follows.
    PinAll,
    /// On the folder with all that is in it, at once.
    WholeTree,
}

/// Where an action that is a transfer and nothing else moves an asset's bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Moves {
    Nothing,
    Down,
    Up,
}

/// The facts of one action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ActionFacts {
    /// Its name in kebab case, as front ends and the catalogue of words spell it.
    pub word: &'static str,
    pub changes: Changes,
    pub on_folder: OnFolder,
    pub moves: Moves,
    /// It can be asked for while the server is away, to be done when it is back. What a person wants
    /// to see at once, or would decide otherwise by then, can't.
    pub waits: bool,
    /// How it uses assets, where what restricts their use is asked about first. What keeps, sends or
    /// gives up an edit never does, so that no restriction stands between a person and their own edit;
    /// nor does what stays on the server, which has rules of its own, or brings an older copy up to date.
    pub uses: Option<Use>,
    /// Why a file that it takes away is in Recovered, as a code.
    pub recovered: &'static str,
}

impl ActionFacts {
    const fn new(word: &'static str, changes: Changes) -> Self {
        Self {
            word,
            changes,
            on_folder: OnFolder::AsRow,
            moves: Moves::Nothing,
            waits: false,
            uses: None,
            recovered: "replaced",
        }
    }

    const fn on_folder(self, on_folder: OnFolder) -> Self {
        Self { on_folder, ..self }
    }

    const fn moves(self, moves: Moves) -> Self {
        Self { moves, ..self }
    }

    const fn waits(self) -> Self {
        Self {
            waits: true,
            ..self
        }
    }

    const fn uses(self, how: Use) -> Self {
        Self {
            uses: Some(how),
            ..self
        }
    }

    const fn recovers_as(self, recovered: &'static str) -> Self {
        Self { recovered, ..self }
    }
}

impl Action {
    /// What is so of this action: the one place that says it.
    pub const fn facts(self) -> ActionFacts {
        use Changes::{Copy, Nothing, Server};
        use Moves::{Down, Up};
        use OnFolder::{DownloadEach, PinAll, RemoveEach, WholeTree};
        use Use::{Brought, Shown};
        let is = ActionFacts::new;
        match self {
            Self::Open => is("open", Copy).uses(Shown),
            Self::Edit => is("edit", Server).uses(Shown),
            Self::CheckOut => is("check-out", Server).waits(),
            Self::CheckIn => is("check-in", Server).waits(),
            Self::UploadChanges => is("upload-changes", Server).moves(Up).waits(),
            Self::DiscardChanges => is("discard-changes", Server).recovers_as("discarded"),
            Self::Download => is("download", Copy)
                .moves(Down)
                .waits()
                .on_folder(DownloadEach)
                .uses(Brought),
            Self::Update => is("update", Copy).moves(Down).waits(),
            Self::RemoveLocalCopy => is("remove-local-copy", Copy)
                .on_folder(RemoveEach)
                .recovers_as("removed-from-server"),
            Self::KeepMine => is("keep-mine", Copy),
            Self::KeepTheirs => is("keep-theirs", Copy).recovers_as("kept-theirs"),
            Self::KeepBoth => is("keep-both", Copy),
            Self::Compare => is("compare", Nothing),
            Self::Reveal => is("reveal", Copy).uses(Shown),
            Self::OpenInWeb => is("open-in-web", Nothing),
            Self::ReleaseLock => is("release-lock", Server),
            Self::UploadHere => is("upload-here", Server),
            Self::Rename => is("rename", Server).on_folder(WholeTree),
            Self::Move => is("move", Server).on_folder(WholeTree),
            Self::Duplicate => is("duplicate", Server),
            Self::NewFolder => is("new-folder", Server),
            Self::Delete => is("delete", Server)
                .on_folder(WholeTree)
                .recovers_as("deleted"),
            Self::Pin => is("pin", Copy).on_folder(PinAll).uses(Brought),
            Self::Unpin => is("unpin", Copy),
            Self::History => is("history", Nothing),
            Self::Restore => is("restore", Server),
        }
    }

    /// The action of a word of [`ActionFacts::word`].
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|action| action.facts().word == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_the_names_in_kebab_case() {
        for action in Action::ALL {
            let mut word = String::new();
            for letter in format!("{action:?}").chars() {
                if letter.is_uppercase() && !word.is_empty() {
                    word.push('-');
                }
                word.extend(letter.to_lowercase());
            }
            assert_eq!(action.facts().word, word);
            assert_eq!(Action::of_word(&word), Some(action));
        }
        assert_eq!(Action::of_word("nothing"), None);
    }

    #[test]
    fn what_moves_bytes_changes_where_they_go() {
        for facts in Action::ALL.map(Action::facts) {
            match facts.moves {
                Moves::Nothing => {}
                Moves::Down => assert_eq!(facts.changes, Changes::Copy, "{}", facts.word),
                Moves::Up => assert_eq!(facts.changes, Changes::Server, "{}", facts.word),
            }
        }
    }
}
