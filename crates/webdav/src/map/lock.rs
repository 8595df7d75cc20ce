//! Who holds a lock, by what a server says of it.

use std::time::Duration;

use damson_core::Lock;
use damson_http::encode::shown;
use damson_remote::LockToken;

use super::Reader;
use crate::wire::{ActiveLock, Cloud, Lasts, Props};

/// The person who is logged in, at this computer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Me {
    /// As the server itself calls this person, where it says so; else as the person logs in.
    pub(crate) id: String,
    /// Other spellings of the same person: what was typed to log in.
    pub(crate) also: Vec<String>,
    pub(crate) computer: String,
}

/// Who a lock says it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Holder {
    pub(crate) user: String,
    /// For locks of clients like this one.
    pub(crate) computer: Option<String>,
}

/// The owner text of our locks.
pub(crate) fn owner(me: &Me) -> String {
    format!("damson:{}@{}", me.id, me.computer)
}

impl Me {
    /// Whether a name means this person.
    pub(crate) fn is(&self, user: &str) -> bool {
        self.id == user || self.also.iter().any(|name| name == user)
    }
}

impl Reader {
    /// The lock that counts of those on a resource: our own by its token, then one that keeps
    /// everybody else out, then a shared one.
    pub(super) fn lock(
        &self,
        props: &Props,
        mine: Option<&LockToken>,
    ) -> (Lock, Option<ActiveLock>, Option<Holder>) {
        if self.user_locks {
            return self.user_lock(&props.cloud);
        }
        let locks = props.locks.as_deref().unwrap_or_default();
        let proven =
            |lock: &&ActiveLock| mine.is_some_and(|mine| lock.token.as_deref() == Some(&mine.0));
        let by_token = locks.iter().find(proven);
        let exclusive = || locks.iter().find(|lock| lock.exclusive);
        let Some(found) = by_token.or_else(exclusive).or(locks.first()) else {
            return (Lock::Free, None, None);
        };
        let holder = holder(&found.owner);
        let here = holder.computer.as_ref() == Some(&self.me.computer);
        let ours = found.exclusive && here && self.me.is(&holder.user);
        let lock = if ours || by_token.is_some() {
            Lock::Mine
        } else {
            Lock::Theirs(self.shown_holder(&holder))
        };
        (lock, Some(found.clone()), Some(holder))
    }

    fn user_lock(&self, cloud: &Cloud) -> (Lock, Option<ActiveLock>, Option<Holder>) {
        if cloud.lock != Some(true) {
            return (Lock::Free, None, None);
        }
        let user = cloud.lock_owner.clone().unwrap_or_default();
        // Only a user's lock is this person's to give back: an editor holds the others for them.
        let of_user = cloud.lock_owner_type.unwrap_or_default() == 0;
        let timeout = cloud.lock_timeout.filter(|seconds| *seconds > 0);
        let active = ActiveLock {
            exclusive: true,
            timeout: Some(timeout.map_or(Lasts::Infinite, Lasts::Seconds)),
            ..ActiveLock::default()
        };
        let holder = Holder {
            user: user.clone(),
            computer: None,
        };
        let lock = if of_user && self.me.is(&user) {
            Lock::Mine
        } else {
            let name = cloud.lock_owner_name.as_ref();
            Lock::Theirs(shown(name.unwrap_or(&user)))
        };
        (lock, Some(active), Some(holder))
    }

    /// A colleague is shown by name; this person's other computer with its name.
    fn shown_holder(&self, holder: &Holder) -> String {
        match &holder.computer {
            Some(computer) if self.me.is(&holder.user) => {
                shown(&format!("{}@{computer}", holder.user))
            }
            Some(_) | None => shown(&holder.user),
        }
    }
}

/// Reads the free-form text of a lock's owner.
fn holder(text: &str) -> Holder {
    let text = text.trim();
    if let Some((user, computer)) = text
        .strip_prefix("damson:")
        .and_then(|rest| rest.rsplit_once('@'))
    {
        return Holder {
            user: user.to_owned(),
            computer: Some(computer.to_owned()),
        };
    }
    let user = text.strip_prefix("mailto:").unwrap_or(text);
    Holder {
        user: if user.is_empty() { "?" } else { user }.to_owned(),
        computer: None,
    }
}

/// How long a grant lasts.
pub(crate) fn time(lasts: Option<Lasts>) -> Option<Duration> {
    lasts.and_then(Lasts::time)
}
