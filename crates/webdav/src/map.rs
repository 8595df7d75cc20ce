//! From the server's words to the port's.

use std::time::Duration;

use damson_core::{ByteCount, ContentId, DamPath, Lock, PathError, Revision};
use damson_http::date::http_date;
use damson_http::encode::shown;
use damson_remote::{AssetKind, Entry, LockToken, Refused, Rights};

use crate::{
    encode::{refused, segments},
    wire::{ActiveLock, Cloud, Lasts, Props, Reply},
};

/// What decides how a server's words are taken.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Reader {
    /// Who is logged in.
    pub(crate) me: String,
    pub(crate) computer: String,
    /// The addresses of the root: as configured, and as the server itself spells it.
    pub(crate) roots: Vec<Vec<String>>,
    /// Apache marks a tag as weak while the file is younger than a second, and gives the same tag
    /// without the mark later; its tags count microseconds and tell revisions apart at any age.
    pub(crate) weak_tags_count: bool,
    /// Locks are Nextcloud's own, by user.
    pub(crate) user_locks: bool,
}

/// One resource with what the port's entry has no place for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Seen {
    pub(crate) entry: Entry,
    /// The token of the lock on it, if the server shows it.
    pub(crate) token: Option<LockToken>,
    pub(crate) lasts: Option<Lasts>,
    /// The holder without the computer, for locks of clients like this one.
    pub(crate) holder: Option<Holder>,
    /// The tag as it may be compared strongly in a condition.
    pub(crate) strong_tag: Option<String>,
}

/// Who a lock says it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Holder {
    pub(crate) user: String,
    /// For locks of clients like this one.
    pub(crate) computer: Option<String>,
}

/// What a `response` of a listing is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Member {
    /// The folder itself, or something that is none of its children.
    Beside,
    Child(DamPath),
    Refused(Refused),
}

/// The owner text of our locks.
pub(crate) fn owner(me: &str, computer: &str) -> String {
    format!("damson:{me}@{computer}")
}

impl Reader {
    /// Which child of `folder` an address names.
    pub(crate) fn member(&self, folder: &DamPath, href: &str) -> Member {
        let named = segments(href);
        let Some(below) = self.below(folder, &named) else {
            return match named.last() {
                Some(name) if named.iter().any(|part| part == "." || part == "..") => {
                    Member::Refused(refused(name, PathError::Dots))
                }
                Some(_) | None => Member::Beside,
            };
        };
        match below {
            [name] => match folder.join(name) {
                Ok(path) => Member::Child(path),
                Err(why) => Member::Refused(refused(name, why)),
            },
            [.., name] if below.iter().any(|part| part == "." || part == "..") => {
                Member::Refused(refused(name, PathError::Dots))
            }
            _ => Member::Beside,
        }
    }

    /// The path that an address names, anywhere in the DAM.
    pub(crate) fn path(&self, href: &str) -> Result<DamPath, Refused> {
        let named = segments(href);
        let Some(below) = self.below(&DamPath::root(), &named) else {
            return Err(refused(href, PathError::Forbidden));
        };
        below.iter().try_fold(DamPath::root(), |folder, name| {
            folder.join(name).map_err(|why| refused(name, why))
        })
    }

    fn below<'n>(&self, folder: &DamPath, named: &'n [String]) -> Option<&'n [String]> {
        self.roots.iter().find_map(|root| {
            let rest = named.strip_prefix(root.as_slice())?;
            let depth = folder.depth();
            let inside = rest.len() >= depth && folder.names().zip(rest).all(|(a, b)| a == b);
            inside.then(|| &rest[depth..])
        })
    }

    /// What the properties say; `mine` is the token of our own lock, where there is one.
    pub(crate) fn see(&self, path: &DamPath, reply: Reply, mine: Option<&LockToken>) -> Seen {
        let props = reply.props;
        let kind = if props.collection {
            AssetKind::Folder
        } else {
            AssetKind::Asset
        };
        let modified = props.modified.as_deref().and_then(http_date);
        let told = props.tag.as_deref();
        let tag = told.and_then(|tag| self.identity(tag));
        let strong_tag = tag
            .clone()
            .filter(|_| told.is_some_and(|tag| !tag.trim_start().starts_with("W/")));
        let revision = match kind {
            AssetKind::Folder => Revision::default(),
            AssetKind::Asset | AssetKind::NoFile => Revision {
                content: tag.map(ContentId::Tag),
                size: props.length.map(ByteCount),
                modified,
            },
        };
        let (lock, found, holder) = self.lock(&props, mine);
        let entry = Entry {
            path: path.clone(),
            kind,
            title: props
                .title
                .filter(|title| title != path.name() && !path.is_root()),
            revision,
            changed: modified,
            changed_by: None,
            lock,
            rights: rights(&props.cloud, props.collection),
            id: props.cloud.file_id,
            media_type: props
                .media_type
                .or_else(|| guessed(path.name()))
                .filter(|_| !props.collection),
            dimensions: None,
            processing: false,
        };
        Seen {
            entry,
            token: found
                .as_ref()
                .and_then(|lock| lock.token.clone())
                .map(LockToken),
            lasts: found.and_then(|lock| lock.timeout),
            holder,
            strong_tag,
        }
    }

    /// The tag as far as it tells one revision from another.
    pub(crate) fn identity(&self, tag: &str) -> Option<String> {
        let tag = tag.trim();
        match tag.strip_prefix("W/") {
            Some(weak) => self.weak_tags_count.then(|| quoted(weak)),
            None => (!tag.is_empty()).then(|| quoted(tag)),
        }
    }

    fn lock(
        &self,
        props: &Props,
        mine: Option<&LockToken>,
    ) -> (Lock, Option<ActiveLock>, Option<Holder>) {
        if self.user_locks {
            return self.user_lock(&props.cloud);
        }
        let locks = props.locks.as_deref().unwrap_or_default();
        let Some(found) = locks.iter().find(|lock| lock.exclusive).or(locks.first()) else {
            return (Lock::Free, None, None);
        };
        let holder = holder(&found.owner);
        let ours = found.exclusive && holder == self.ourselves();
        let proven = mine.is_some_and(|mine| found.token.as_deref() == Some(&mine.0));
        let lock = if ours || proven {
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
        let ours = user == self.me && cloud.lock_owner_type.unwrap_or_default() == 0;
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
        let lock = if ours {
            Lock::Mine
        } else {
            Lock::Theirs(shown(&user))
        };
        (lock, Some(active), Some(holder))
    }

    fn ourselves(&self) -> Holder {
        Holder {
            user: self.me.clone(),
            computer: Some(self.computer.clone()),
        }
    }

    /// A colleague is shown by name; this person's other computer with its name.
    fn shown_holder(&self, holder: &Holder) -> String {
        match &holder.computer {
            Some(computer) if holder.user == self.me => {
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

/// ownCloud's letters: `W` writes a file, `C` and `K` make files and folders in a folder.
fn rights(cloud: &Cloud, is_folder: bool) -> Rights {
    let Some(letters) = &cloud.permissions else {
        return Rights::Unknown;
    };
    let writes = if is_folder {
        letters.contains(['C', 'K'])
    } else {
        letters.contains('W')
    };
    if writes {
        Rights::ReadWrite
    } else {
        Rights::ReadOnly
    }
}

/// Some servers leave the quotes away in a property.
fn quoted(tag: &str) -> String {
    if tag.len() >= 2 && tag.starts_with('"') && tag.ends_with('"') {
        return tag.to_owned();
    }
    format!("\"{}\"", tag.trim_matches('"'))
}

/// How long a grant lasts.
pub(crate) fn time(lasts: Option<Lasts>) -> Option<Duration> {
    lasts.and_then(Lasts::time)
}

/// What a server would guess as well.
fn guessed(name: &str) -> Option<String> {
    let guess = mime_guess::from_path(name).first_raw()?;
    Some(guess.to_owned())
}

#[cfg(test)]
mod tests;
