//! One asset in a world that goes on while a plan is carried out: an application saves, another
//! person writes, deletes or checks out between any two steps.

use std::collections::BTreeSet;

use damson_core::{
    Base, DiskExpect, Facts, Lock, OnDisk, OnServer, Revision, ServerExpect, Step,
    change::{self, Change},
    status::adopts,
};

use crate::situations::{base, hash, on_disk, revision};

pub(crate) type Content = &'static str;

/// When the server says what its bytes hash to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hashing {
    AtOnce,
    Never,
    /// It still has the hash of the bytes before.
    Late,
}

/// What happens between two steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Event {
    Nothing,
    /// An application of this person's writes the file.
    Save(Content),
    /// This person deletes the file.
    Unlink,
    TheyWrite(Content),
    TheyDelete,
    TheyCheckOut,
    /// The client lists the folder.
    Poll,
}

#[derive(Debug, Clone)]
pub(crate) struct World {
    pub(crate) hashing: Hashing,
    pub(crate) local: Option<Content>,
    /// The versions of the asset, the current one last; empty when there is no asset.
    pub(crate) server: Vec<Content>,
    pub(crate) lock: Lock,
    /// Grows with every write on the server.
    time: i64,
    /// What the client knows.
    pub(crate) facts: Facts,
    /// What the server had when it was asked last.
    asked: Option<Content>,
    /// Whose bytes the base is, whatever the client knows of them.
    pub(crate) base_content: Option<Content>,
    pub(crate) recovered: BTreeSet<Content>,
    pub(crate) aside: BTreeSet<Content>,
}

/// The expectation of a step failed: nothing of it was done.
#[derive(Debug)]
pub(crate) struct Stopped;

impl World {
    pub(crate) fn new(hashing: Hashing, first: Option<Content>, known: bool) -> Self {
        let mut world = Self {
            hashing,
            local: None,
            server: first.into_iter().collect(),
            lock: Lock::Free,
            time: 1,
            facts: Facts::default(),
            asked: None,
            base_content: None,
            recovered: BTreeSet::new(),
            aside: BTreeSet::new(),
        };
        if known {
            world.poll();
        }
        world
    }

    pub(crate) fn happen(&mut self, event: Event) {
        match event {
            Event::Save(content) => self.local = Some(content),
            Event::Unlink => self.local = None,
            Event::TheyWrite(content) => self.write(content),
            Event::TheyDelete => self.vanish(),
            Event::TheyCheckOut => {
                if self.lock == Lock::Free && !self.server.is_empty() {
                    self.lock = Lock::Theirs("joe".to_owned());
                }
            }
            Event::Poll => self.poll(),
            Event::Nothing => {}
        }
    }

    /// Looks at the disk, as the engine does before it plans, and adopts what both sides have.
    pub(crate) fn look(&mut self) {
        self.facts.local = self.local.map_or(OnDisk::Absent, on_disk);
        if let Some(content) = self.local
            && adopts(&self.facts)
            && let OnServer::Present(revision) = &self.facts.remote
        {
            self.facts.base = Some(Base {
                revision: revision.clone(),
                ..base(content)
            });
            self.base_content = self.asked;
        }
    }

    /// Everything that this person could still get at.
    pub(crate) fn safe(&self) -> BTreeSet<Content> {
        let mut safe: BTreeSet<Content> = self.recovered.union(&self.aside).copied().collect();
        safe.extend(self.local);
        safe.extend(&self.server);
        safe
    }

    pub(crate) fn run(&mut self, step: &Step) -> Result<(), Stopped> {
        match step {
            Step::ReadAgain(expect) => {
                self.poll();
                self.check_server(*expect)?;
            }
            Step::CheckOut => match self.lock {
                Lock::Theirs(_) => return Err(Stopped),
                Lock::Free | Lock::Mine => self.set_lock(Lock::Mine),
            },
            Step::CheckIn => {
                if self.lock == Lock::Mine {
                    self.set_lock(Lock::Free);
                }
            }
            Step::ForceCheckIn => self.set_lock(Lock::Free),
            Step::Fetch { local } => self.fetch(local)?,
            Step::FetchIfStale => self.fetch_if_stale()?,
            Step::Recover { local } => {
                self.check_disk(local)?;
                self.recovered.extend(self.local.take());
            }
            Step::RemoveLocal { local } => {
                self.check_disk(local)?;
                self.check_server(ServerExpect::Present)?;
                self.local = None;
            }
            Step::SetAside { local } => {
                self.check_disk(local)?;
                self.aside.extend(self.local.take());
                self.facts.base = None;
                self.base_content = None;
            }
            Step::Send { local, server } => self.send(local, *server)?,
            Step::BuildUpon => self.build_upon(),
            Step::Forget => {
                self.facts.base = None;
                self.base_content = None;
            }
            Step::RemoveOnServer { server } => {
                self.check_server(*server)?;
                self.vanish();
                self.poll();
            }
            Step::RestoreOnServer { server } => {
                self.check_server(*server)?;
                let oldest = *self.server.first().ok_or(Stopped)?;
                self.write(oldest);
            }
            Step::BringLinks
            | Step::CheckLinks
            | Step::MakeWritable
            | Step::Protect
            | Step::Open
            | Step::Reveal
            | Step::ShowInWeb
            | Step::ShowBoth
            | Step::RenameOnServer { .. }
            | Step::FollowRename
            | Step::RenameHere
            | Step::CopyOnServer
            | Step::MakeFolder
            | Step::ListVersions
            | Step::SetPin(_)
            | Step::ReceiveFiles => {}
        }
        self.look();
        Ok(())
    }

    fn write(&mut self, content: Content) {
        self.time += 1;
        self.server.push(content);
    }

    /// What is gone is held by nobody.
    fn vanish(&mut self) {
        self.server.clear();
        self.lock = Lock::Free;
    }

    fn set_lock(&mut self, lock: Lock) {
        self.facts.lock = lock.clone();
        self.lock = lock;
    }

    fn poll(&mut self) {
        self.asked = self.server.last().copied();
        self.facts.remote = match self.server.last() {
            Some(content) => OnServer::Present(self.told(content)),
            None => OnServer::Absent,
        };
        self.facts.lock = self.lock.clone();
    }

    /// What the server says of its bytes.
    fn told(&self, content: Content) -> Revision {
        let before = self.server.iter().rev().nth(1).copied();
        let mut told = revision(content, self.time);
        told.content = match self.hashing {
            Hashing::AtOnce => told.content,
            Hashing::Never => None,
            Hashing::Late => before.and_then(|content| revision(content, 0).content),
        };
        told
    }

    fn check_server(&self, expect: ServerExpect) -> Result<(), Stopped> {
        let there = matches!(self.facts.remote, OnServer::Present(_));
        let met = match expect {
            ServerExpect::Present => there,
            ServerExpect::Absent => !there,
            ServerExpect::AsBase => self.facts.base.as_ref().is_some_and(|base| {
                change::on_server(base, &self.facts.remote) == Change::Unchanged
            }),
        };
        if met { Ok(()) } else { Err(Stopped) }
    }

    /// Compares with the disk as it is, not as it was.
    fn check_disk(&mut self, expect: &DiskExpect) -> Result<(), Stopped> {
        self.look();
        let met = match expect {
            DiskExpect::Absent => self.local.is_none(),
            DiskExpect::Clean => {
                self.facts.base.as_ref().is_some_and(|base| {
                    change::on_disk(base, &self.facts.local) == Change::Unchanged
                })
            }
            DiskExpect::Exactly(digest) => self.local.is_some_and(|local| hash(local) == *digest),
            DiskExpect::Unread => self.local.is_some(),
        };
        if met { Ok(()) } else { Err(Stopped) }
    }

    fn fetch(&mut self, expect: &DiskExpect) -> Result<(), Stopped> {
        self.check_disk(expect)?;
        let content = *self.server.last().ok_or(Stopped)?;
        self.local = Some(content);
        self.settle(content);
        Ok(())
    }

    fn fetch_if_stale(&mut self) -> Result<(), Stopped> {
        use damson_core::Status as S;
        self.look();
        match damson_core::status(&self.facts) {
            Some(S::CloudOnly) => self.fetch(&DiskExpect::Absent),
            Some(S::ModifiedRemotely) => self.fetch(&DiskExpect::Clean),
            Some(S::AvailableLocally | S::EditedLocally) => Ok(()),
            Some(S::EditingConflict(_) | S::RemovedRemotely | S::NewLocally) | None => Err(Stopped),
        }
    }

    fn send(&mut self, local: &DiskExpect, server: ServerExpect) -> Result<(), Stopped> {
        self.check_disk(local)?;
        // The request is conditional: the server compares what the client read.
        self.poll();
        self.check_server(server)?;
        let content = self.local.ok_or(Stopped)?;
        self.write(content);
        self.settle(content);
        Ok(())
    }

    /// Both sides have these bytes.
    fn settle(&mut self, content: Content) {
        self.poll();
        self.facts.base = Some(Base {
            revision: self.told(content),
            ..base(content)
        });
        self.base_content = Some(content);
    }

    fn build_upon(&mut self) {
        if let OnServer::Present(revision) = &self.facts.remote {
            self.facts.base = Some(Base {
                revision: revision.clone(),
                digest: None,
                size: None,
            });
            self.base_content = self.asked;
        }
    }
}
