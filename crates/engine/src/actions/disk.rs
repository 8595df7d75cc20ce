//! Steps in the cache folder.

use std::sync::Arc;

use damson_core::{Digest, DiskExpect, Lock, OnServer};
use damson_remote::{Error as RemoteError, ErrorKind};

use super::Execution;
#[cfg(feature = "sabotage")]
use crate::sabotage::{self, Sabotage};
use crate::{
    model::{EngineError, LocalError, Stake, Stamp},
    observe::{self, local_renames},
    transfer_state::queue::Priority,
};

impl Execution {
    /// Renames a file that the server has never heard of, to a name that is free on both sides.
    pub(super) async fn rename_here(&mut self) -> Result<(), EngineError> {
        let from = self.request.path.clone();
        let to = self.request.options.to.clone();
        let to = to.ok_or(EngineError::Missing("the new path"))?;
        if !self.context.capability().names.takes_asset(to.name()) {
            return Err(RemoteError::new(ErrorKind::NameRefused).about(&to).into());
        }
        local_renames::check_place(&self.context, &from, &to).await?;
        let known = observe::recall(&self.context, &to).await?;
        let mut taken =
            known.is_some_and(|there| matches!(there.remote.state, OnServer::Present(_)));
        if !taken && self.context.is_online() {
            taken = observe::read_again(&self.context, &to).await?.is_some();
        }
        if taken {
            return Err(RemoteError::new(ErrorKind::Exists).about(&to).into());
        }
        let (here, there) = (from.clone(), to.clone());
        self.context
            .on_disk(move |local| local.rename(&here, &there))
            .await?;
        let there = to.clone();
        self.context
            .in_journal(move |journal| journal.rename_prefix(&from, &there))
            .await?;
        self.request.path.clone_from(&to);
        self.asset = observe::look(&self.context, &to).await?;
        Ok(())
    }

    /// Looks at the disk again, and fails unless what is there is what the plan was made from.
    /// Returns the stamp that the effect has to find.
    pub(super) async fn expect_local(
        &mut self,
        expect: &DiskExpect,
        stake: Stake,
    ) -> Result<Option<Stamp>, EngineError> {
        self.asset = observe::look_for(&self.context, &self.request.path, stake).await?;
        let local = self.asset.local.as_ref();
        let stamp = local.map(|local| local.stamp);
        let digest = local.and_then(|local| local.digest.as_ref());
        let base = self.asset.base.as_ref();
        let met = match expect {
            DiskExpect::Absent => stamp.is_none(),
            DiskExpect::Clean => {
                digest.is_some() && base.is_some_and(|base| base.digest.as_ref() == digest)
            }
            DiskExpect::Exactly(wanted) => digest == Some(wanted),
            DiskExpect::Unread => stamp.is_some(),
        };
        #[cfg(feature = "sabotage")]
        let met = met || sabotage::is(Sabotage::NoRecheckBeforeReplacing);
        if met { Ok(stamp) } else { Err(self.stale()) }
    }

    /// Moves the file to Recovered, and notes it.
    pub(super) async fn recover(&mut self, expect: DiskExpect) -> Result<(), EngineError> {
        let Some(stamp) = self.expect_local(&expect, Stake::Removal).await? else {
            return Ok(());
        };
        let why = self.request.action.facts().recovered;
        observe::recover(&self.context, &self.request.path, stamp, why).await?;
        self.recall().await
    }

    pub(super) async fn remove_local(&mut self, expect: DiskExpect) -> Result<(), EngineError> {
        let Some(stamp) = self.expect_local(&expect, Stake::Removal).await? else {
            return Ok(());
        };
        // The last copy anywhere is not removed. Of many, the listing was read just before.
        if self.request.priority == Priority::Person && self.context.is_online() {
            observe::read_again(&self.context, &self.request.path).await?;
            self.recall().await?;
        }
        if !matches!(self.asset.remote.state, OnServer::Present(_)) {
            return Err(self.stale());
        }
        let path = self.request.path.clone();
        self.context
            .on_disk(move |local| local.remove(&path, stamp))
            .await
            .map_err(|error| self.displaced(error))?;
        let path = self.request.path.clone();
        self.context
            .in_journal(move |journal| journal.clear_local(&path))
            .await?;
        self.recall().await
    }

    /// Renames this person's file beside the asset; it is a row of its own from there on.
    pub(super) async fn set_aside(&mut self, expect: DiskExpect) -> Result<(), EngineError> {
        if self.expect_local(&expect, Stake::Removal).await?.is_none() {
            return Err(self.stale());
        }
        let aside = observe::free_copy_name(&self.context, &self.request.path).await?;
        let (from, to) = (self.request.path.clone(), aside.clone());
        self.context
            .on_disk(move |local| {
                local.rename(&from, &to)?;
                local.set_read_only(&to, false).map(drop)
            })
            .await
            .map_err(|error| self.displaced(error))?;
        let path = self.request.path.clone();
        self.context
            .in_journal(move |journal| {
                journal.update(&path, |asset| {
                    asset.local = None;
                    asset.base = None;
                })
            })
            .await?;
        observe::look(&self.context, &aside).await?;
        self.recall().await
    }

    pub(super) async fn make_writable(&mut self) -> Result<(), EngineError> {
        self.set_read_only(false).await
    }

    /// Read-only until checked out: what this person holds, or has edited, stays writable.
    pub(super) async fn protect(&mut self) -> Result<(), EngineError> {
        if self.asset.lock == Lock::Mine || self.protected || !observe::protects(&self.context) {
            return Ok(());
        }
        self.set_read_only(true).await
    }

    async fn set_read_only(&mut self, read_only: bool) -> Result<(), EngineError> {
        if self.asset.local.is_none() {
            return Ok(());
        }
        let path = self.request.path.clone();
        let at = Arc::clone(&self.context);
        self.context
            .blocking(move || observe::set_read_only(&*at.local, &at.journal, &path, read_only))
            .await
    }

    /// The error of a disk step: a file that is not what was expected makes the plan stale.
    pub(super) fn displaced(&self, error: LocalError) -> EngineError {
        match error {
            LocalError::Changed { .. } | LocalError::Missing { .. } => self.stale(),
            LocalError::Exists { .. }
            | LocalError::InUse { .. }
            | LocalError::Denied { .. }
            | LocalError::DiskFull { .. }
            | LocalError::Outside { .. }
            | LocalError::Name { .. }
            | LocalError::NoCacheFolder { .. }
            | LocalError::NotAFile { .. }
            | LocalError::StillWritten { .. }
            | LocalError::Io { .. } => error.into(),
        }
    }

    /// The digest and the stamp of what is here.
    pub(super) fn content(&self) -> Option<(Digest, Stamp)> {
        let local = self.asset.local.as_ref()?;
        Some((local.digest.clone()?, local.stamp))
    }
}
