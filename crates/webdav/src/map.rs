//! From the server's words to the port's.

mod lock;
mod revision;

use damson_core::{DamPath, PathError};
use damson_http::date::http_date;
use damson_remote::{AssetKind, Entry, LockToken, Refused, Rights, TermsSeen};

use crate::{
    encode::{refused, segments},
    wire::{Cloud, Lasts, Reply},
};

pub(crate) use lock::{Holder, Me, owner, time};
pub(crate) use revision::identity;

/// What decides how a server's words are taken.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Reader {
    /// Who is logged in, and where.
    pub(crate) me: Me,
    /// The addresses of the root: as the server itself spells it, and as configured.
    pub(crate) roots: Vec<Vec<String>>,
    /// Its tags count parts of a second and tell revisions apart at any age.
    pub(crate) fine_tags: bool,
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

/// What a `response` of a listing is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Member {
    /// The folder itself.
    Itself,
    /// Something that is neither the folder nor one of its children.
    Beside,
    Child(DamPath),
    Refused(Refused),
}

impl Reader {
    /// Which child of `folder` an address names.
    pub(crate) fn member(&self, folder: &DamPath, href: &str) -> Member {
        let named = segments(href);
        let readings: Vec<&[String]> = self.below(folder, &named).collect();
        // Which spelling of the root is meant shows in what fits: behind a proxy that takes a part of
        // the path away, a folder may have the name of that part.
        let child = readings.iter().find_map(|below| match below {
            [name] => Some(name),
            _ => None,
        });
        if let Some(name) = child {
            return match folder.join(name) {
                Ok(path) => Member::Child(path),
                Err(why) => Member::Refused(refused(name, why)),
            };
        }
        let last = named.last();
        match last {
            Some(name) if named.iter().any(|part| part == "." || part == "..") => {
                Member::Refused(refused(name, PathError::Dots))
            }
            Some(_) | None if readings.iter().any(|below| below.is_empty()) => Member::Itself,
            Some(_) | None => Member::Beside,
        }
    }

    /// The path that an address names, anywhere in the DAM.
    pub(crate) fn path(&self, href: &str) -> Result<DamPath, Refused> {
        let named = segments(href);
        let Some(below) = self.below(&DamPath::root(), &named).next() else {
            return Err(refused(href, PathError::Forbidden));
        };
        below.iter().try_fold(DamPath::root(), |folder, name| {
            folder.join(name).map_err(|why| refused(name, why))
        })
    }

    /// What an address names below a folder, by each spelling of the root that fits.
    fn below<'n>(
        &self,
        folder: &DamPath,
        named: &'n [String],
    ) -> impl Iterator<Item = &'n [String]> {
        self.roots.iter().filter_map(move |root| {
            let rest = named.strip_prefix(root.as_slice())?;
            let depth = folder.depth();
            let inside = rest.len() >= depth && folder.names().zip(rest).all(|(a, b)| a == b);
            inside.then(|| &rest[depth..])
        })
    }

    /// What the properties say; `mine` is the token of our own lock, where there is one.
    pub(crate) fn see(&self, path: &DamPath, reply: Reply, mine: Option<&LockToken>) -> Seen {
        let kind = if reply.props.collection {
            AssetKind::Folder
        } else {
            AssetKind::Asset
        };
        let modified = reply.props.modified.as_deref().and_then(http_date);
        let (revision, strong_tag) = self.revision(kind, &reply, modified);
        let props = reply.props;
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
            terms: TermsSeen::default(),
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

/// What a server would guess as well.
fn guessed(name: &str) -> Option<String> {
    let guess = mime_guess::from_path(name).first_raw()?;
    Some(guess.to_owned())
}

#[cfg(test)]
mod tests;
