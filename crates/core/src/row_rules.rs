//! When each action may be done with a row, and the first reason why not.

use crate::{
    action::{Action, Kind, Offer, Subject},
    facts::OnServer,
    lock::Lock,
    refusal::Refusal,
    status::{Conflict, Status, status},
};

type Answer = Result<(), Refusal>;

/// A row that is asked about, with its status.
pub(crate) struct Row<'a> {
    subject: &'a Subject<'a>,
    offer: &'a Offer,
    status: Option<Status>,
}

impl<'a> Row<'a> {
    pub(crate) fn new(subject: &'a Subject<'a>, offer: &'a Offer) -> Self {
        Self {
            subject,
            offer,
            status: status(subject.facts),
        }
    }

    pub(crate) fn answer(&self, action: Action) -> Answer {
        refuse_unless(self.subject.kind != Kind::NoName, Refusal::NameProblem)?;
        match action {
            Action::Open => self.file().and(self.reachable_bytes()),
            Action::Reveal => {
                if self.is_folder() {
                    return Ok(());
                }
                self.file().and(self.reachable_bytes())
            }
            Action::Edit => self.edit(),
            Action::CheckOut => self.check_out(),
            Action::CheckIn => self.check_in(),
            Action::UploadChanges => self.upload_changes(),
            Action::DiscardChanges => self.file().and(self.idle()).and(self.edited()),
            Action::Download => self.download(),
            Action::Update => self.update(),
            Action::RemoveLocalCopy => self.remove_local_copy(),
            Action::KeepMine | Action::KeepTheirs => self.settle(),
            Action::KeepBoth => self.keep_both(),
            Action::Compare => self.compare(),
            Action::OpenInWeb => self.on_server(),
            Action::ReleaseLock => self.release_lock(),
            Action::UploadHere | Action::NewFolder => {
                self.folder().and(self.online()).and(self.writable())
            }
            Action::Rename | Action::Move => self.rename(),
            Action::Duplicate => self.duplicate(),
            Action::Delete => self.delete(),
            Action::Pin => self.pin(),
            Action::Unpin => refuse_unless(self.subject.pinned_itself, Refusal::NotPinned),
            Action::History => self.history(),
            Action::Restore => self.restore(),
        }
    }

    /// Whether nothing but the server's absence stands in the way of an action that can wait for it.
    pub(crate) fn waits(&self, action: Action, now: &Answer) -> bool {
        let online = Offer {
            online: true,
            ..*self.offer
        };
        action.facts().waits
            && *now == Err(Refusal::Offline)
            && Row::new(self.subject, &online).answer(action).is_ok()
    }

    fn edit(&self) -> Answer {
        self.file()?;
        self.holdable()?;
        self.idle()?;
        self.known_to_server()?;
        self.unlocked_by_others()?;
        self.writable()?;
        if matches!(self.status, Some(Status::EditingConflict(_))) {
            return Err(Refusal::InConflict);
        }
        // What is mine and here already can be edited on a train.
        let mine = self.subject.facts.lock.is_mine() || !self.offer.locks;
        let ready = mine && self.subject.facts.local.is_present();
        if ready { Ok(()) } else { self.online() }
    }

    fn check_out(&self) -> Answer {
        self.asset()?;
        refuse_unless(self.offer.locks, Refusal::NotOnThisServer)?;
        self.known_to_server()?;
        match &self.subject.facts.lock {
            Lock::Free => {}
            Lock::Mine => return Err(Refusal::AlreadyCheckedOut),
            Lock::Theirs(who) => return Err(self.told(Refusal::CheckedOutBy(who.clone()))),
        }
        self.writable()?;
        self.online()
    }

    fn check_in(&self) -> Answer {
        self.asset()?;
        refuse_unless(self.offer.locks, Refusal::NotOnThisServer)?;
        match &self.subject.facts.lock {
            Lock::Mine => {}
            Lock::Free => return Err(self.told(Refusal::NotCheckedOut)),
            Lock::Theirs(who) => return Err(self.told(Refusal::CheckedOutBy(who.clone()))),
        }
        self.idle()?;
        self.online()
    }

    fn upload_changes(&self) -> Answer {
        self.file()?;
        self.idle()?;
        match self.status {
            Some(Status::EditedLocally | Status::NewLocally) => {}
            Some(Status::EditingConflict(_)) => return Err(Refusal::InConflict),
            Some(
                Status::CloudOnly
                | Status::AvailableLocally
                | Status::ModifiedRemotely
                | Status::RemovedRemotely,
            )
            | None => return Err(Refusal::NotEdited),
        }
        self.unlocked_by_others()?;
        self.writable()?;
        self.online()
    }

    fn download(&self) -> Answer {
        if self.is_folder() {
            return self.online();
        }
        self.file()?;
        self.holdable()?;
        self.idle()?;
        refuse_unless(!self.subject.facts.local.is_present(), Refusal::AlreadyHere)?;
        self.known_to_server()?;
        self.online()
    }

    fn update(&self) -> Answer {
        self.file()?;
        self.idle()?;
        match self.status {
            Some(Status::ModifiedRemotely) => self.online(),
            Some(Status::EditingConflict(_)) => Err(Refusal::InConflict),
            Some(Status::CloudOnly) => Err(Refusal::NotHere),
            Some(Status::RemovedRemotely) => Err(Refusal::RemovedFromServer),
            Some(Status::NewLocally) => Err(Refusal::OnlyHere),
            Some(Status::EditedLocally | Status::AvailableLocally) | None => {
                Err(self.told(Refusal::UpToDate))
            }
        }
    }

    fn remove_local_copy(&self) -> Answer {
        if self.is_folder() {
            return self.unpinned();
        }
        self.file()?;
        self.idle()?;
        match self.status {
            Some(Status::AvailableLocally | Status::ModifiedRemotely | Status::RemovedRemotely) => {
                self.unpinned()
            }
            Some(Status::EditedLocally | Status::EditingConflict(_) | Status::NewLocally) => {
                Err(Refusal::HasEdits)
            }
            Some(Status::CloudOnly) | None => Err(Refusal::NotHere),
        }
    }

    fn settle(&self) -> Answer {
        self.file()?;
        self.conflict()?;
        self.idle()?;
        self.online()
    }

    fn keep_both(&self) -> Answer {
        self.file()?;
        self.conflict()?;
        if self.status == Some(Status::EditingConflict(Conflict::DeletedOnServer)) {
            return Err(Refusal::RemovedFromServer);
        }
        self.settle()
    }

    fn compare(&self) -> Answer {
        self.file()?;
        if self.status == Some(Status::ModifiedRemotely) {
            return Ok(());
        }
        self.conflict()
    }

    fn release_lock(&self) -> Answer {
        self.asset()?;
        refuse_unless(self.offer.locks, Refusal::NotOnThisServer)?;
        match &self.subject.facts.lock {
            Lock::Theirs(_) => {}
            Lock::Free => return Err(self.told(Refusal::NotCheckedOut)),
            // What this person holds needs no force.
            Lock::Mine => return Err(Refusal::AlreadyCheckedOut),
        }
        refuse_unless(self.offer.forced_release, Refusal::NotAdministrator)?;
        self.online()
    }

    fn rename(&self) -> Answer {
        self.not_root()?;
        self.idle()?;
        if self.status == Some(Status::NewLocally) {
            // Nobody else knows of it.
            return Ok(());
        }
        self.known_to_server()?;
        self.unlocked_by_others()?;
        self.writable()?;
        if matches!(self.status, Some(Status::EditingConflict(_))) {
            return Err(Refusal::InConflict);
        }
        self.online()
    }

    fn duplicate(&self) -> Answer {
        self.not_root()?;
        refuse_unless(self.offer.copy, Refusal::NotOnThisServer)?;
        self.known_to_server()?;
        self.online()
    }

    fn delete(&self) -> Answer {
        self.not_root()?;
        self.idle()?;
        self.known_to_server()?;
        self.unlocked_by_others()?;
        self.writable()?;
        self.online()
    }

    fn pin(&self) -> Answer {
        refuse_unless(!self.subject.pinned_itself, Refusal::Pinned)?;
        if self.is_folder() {
            return Ok(());
        }
        self.file()?;
        self.holdable()?;
        self.known_to_server()
    }

    fn history(&self) -> Answer {
        self.asset()?;
        refuse_unless(self.offer.versions, Refusal::NotOnThisServer)?;
        self.known_to_server()?;
        self.online()
    }

    fn restore(&self) -> Answer {
        self.history()?;
        self.file()?;
        self.idle()?;
        self.unlocked_by_others()?;
        self.writable()?;
        match self.status {
            Some(Status::EditedLocally) => Err(Refusal::HasEdits),
            Some(Status::EditingConflict(_)) => Err(Refusal::InConflict),
            Some(
                Status::CloudOnly
                | Status::AvailableLocally
                | Status::ModifiedRemotely
                | Status::RemovedRemotely
                | Status::NewLocally,
            )
            | None => Ok(()),
        }
    }

    fn is_folder(&self) -> bool {
        matches!(self.subject.kind, Kind::Folder | Kind::Root)
    }

    fn folder(&self) -> Answer {
        refuse_unless(self.is_folder(), Refusal::ForFoldersOnly)
    }

    fn asset(&self) -> Answer {
        refuse_unless(!self.is_folder(), Refusal::ForAssetsOnly)
    }

    fn file(&self) -> Answer {
        self.asset()?;
        refuse_unless(self.subject.kind != Kind::NoFile, Refusal::NoFile)
    }

    fn not_root(&self) -> Answer {
        refuse_unless(self.subject.kind != Kind::Root, Refusal::IsRoot)
    }

    fn holdable(&self) -> Answer {
        refuse_unless(!self.subject.name_problem, Refusal::NameProblem)
    }

    fn idle(&self) -> Answer {
        refuse_unless(!self.subject.busy, Refusal::Busy)
    }

    fn online(&self) -> Answer {
        refuse_unless(self.offer.online, Refusal::Offline)
    }

    fn writable(&self) -> Answer {
        refuse_unless(!self.subject.read_only, Refusal::NoRight)
    }

    fn unpinned(&self) -> Answer {
        refuse_unless(!self.subject.pinned, Refusal::Pinned)
    }

    fn unlocked_by_others(&self) -> Answer {
        match self.subject.facts.lock.other_holder() {
            Some(who) => Err(self.told(Refusal::CheckedOutBy(who.to_owned()))),
            None => Ok(()),
        }
    }

    /// A reason that the server told. While it can't be asked, nobody knows whether it still holds,
    /// and that is the reason.
    fn told(&self, refusal: Refusal) -> Refusal {
        if self.offer.online {
            refusal
        } else {
            Refusal::Offline
        }
    }

    /// The bytes are here, or can be had.
    fn reachable_bytes(&self) -> Answer {
        if self.subject.facts.local.is_present() {
            return Ok(());
        }
        self.holdable()?;
        self.known_to_server()?;
        self.online()
    }

    /// Folders are known by being listed; an asset has been seen, or may still be there.
    fn known_to_server(&self) -> Answer {
        if self.is_folder() {
            return Ok(());
        }
        match (&self.subject.facts.remote, &self.subject.facts.base) {
            (OnServer::Present(_), _) | (OnServer::Unknown, Some(_)) => Ok(()),
            (OnServer::Absent, Some(_)) => Err(Refusal::RemovedFromServer),
            (OnServer::Absent | OnServer::Unknown, None) => Err(Refusal::OnlyHere),
        }
    }

    fn on_server(&self) -> Answer {
        self.known_to_server()
    }

    fn edited(&self) -> Answer {
        match self.status {
            Some(Status::EditedLocally | Status::EditingConflict(_) | Status::NewLocally) => Ok(()),
            Some(
                Status::CloudOnly
                | Status::AvailableLocally
                | Status::ModifiedRemotely
                | Status::RemovedRemotely,
            )
            | None => Err(Refusal::NotEdited),
        }
    }

    fn conflict(&self) -> Answer {
        let conflict = matches!(self.status, Some(Status::EditingConflict(_)));
        refuse_unless(conflict, Refusal::NotInConflict)
    }
}

fn refuse_unless(fine: bool, refusal: Refusal) -> Answer {
    if fine { Ok(()) } else { Err(refusal) }
}
