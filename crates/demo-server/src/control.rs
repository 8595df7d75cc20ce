//! Acting on the storage without HTTP, for tests and demos.

use std::time::Duration;

use damson_core::DamPath;
use rusqlite::Connection;
use serde_json::Value;
use thiserror::Error;

use crate::{
    DemoServer, auth, collections,
    dam::Dam,
    errors::Refused,
    ims,
    ingest::{self, Delivery, IfThere},
    names, probe, processing, sling_json,
    store::{Kind, Node, StoreError, binary, node, property, version},
};

/// Why the storage could not be changed directly.
#[derive(Debug, Error)]
pub enum ControlError {
    #[error("there is nothing at {0}")]
    Missing(DamPath),
    #[error("the demo server refused: {0}")]
    Refused(String),
    #[error(transparent)]
    Storage(#[from] StoreError),
}

/// A kept version of an asset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionInfo {
    pub id: String,
    /// `1.0`, `1.1`, …
    pub name: String,
    pub label: String,
    pub comment: String,
    /// Milliseconds since 1970, when it was kept.
    pub created: i64,
    pub created_by: String,
    /// In bytes.
    pub size: u64,
    pub sha1: String,
}

impl From<Refused> for ControlError {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused.message)
    }
}

impl From<rusqlite::Error> for ControlError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Storage(error.into())
    }
}

/// Direct control. Check-outs and rights are not looked at.
impl DemoServer {
    /// Writes an asset, and the folders above it where they are missing. The bytes of an existing
    /// one are replaced and no version is kept.
    pub fn put_asset(
        &self,
        path: &DamPath,
        bytes: &[u8],
        as_user: &str,
    ) -> Result<(), ControlError> {
        put(&self.dam, path, bytes, as_user, IfThere::Update)
    }

    /// Writes an asset and keeps the state before it as a version with this comment.
    pub fn put_version(
        &self,
        path: &DamPath,
        bytes: &[u8],
        as_user: &str,
        comment: &str,
    ) -> Result<(), ControlError> {
        let keep = IfThere::KeepVersion {
            label: String::new(),
            comment: comment.to_owned(),
        };
        put(&self.dam, path, bytes, as_user, keep)
    }

    /// Makes a folder, and those above it, where they are missing.
    pub fn put_folder(&self, path: &DamPath) -> Result<(), ControlError> {
        self.dam
            .store
            .write(|db| make_folders(&self.dam, db, path, "admin").map(drop))
    }

    /// Makes a content fragment: an asset without a binary.
    pub fn put_fragment(&self, path: &DamPath, title: &str) -> Result<(), ControlError> {
        self.dam
            .store
            .write(|db| put_fragment(&self.dam, db, path, title))
    }

    /// Makes a static collection of what these repository paths name, and returns its own.
    pub fn put_collection(&self, title: &str, members: &[String]) -> Result<String, ControlError> {
        let new = collections::New {
            title,
            description: None,
            content: collections::Content::Chosen(members),
        };
        Ok(collections::make(&self.dam.store, new)?)
    }

    /// Removes an asset, or a folder with everything below it.
    pub fn remove(&self, path: &DamPath) -> Result<(), ControlError> {
        self.dam.store.write(|db| {
            let node = required(db, path)?;
            Ok(node::remove(db, &node)?)
        })
    }

    /// Moves an asset, or a folder with everything below it, to a place that is free.
    pub fn move_to(&self, from: &DamPath, to: &DamPath) -> Result<(), ControlError> {
        self.dam.store.write(|db| {
            let node = required(db, from)?;
            if node::find(db, to.as_str())?.is_some() || to.is_within(from) {
                return Err(ControlError::Refused(format!("{to} is not free")));
            }
            let parent = required(db, &to.parent().unwrap_or_default())?;
            Ok(node::relocate(db, &node, &parent, to.name())?)
        })
    }

    /// Checks an asset out as `user`, whoever held it.
    pub fn lock_as(&self, path: &DamPath, user: &str) -> Result<(), ControlError> {
        self.change(path, |node| node.holder = Some(user.to_owned()))
    }

    /// Checks an asset in, whoever held it.
    pub fn unlock(&self, path: &DamPath) -> Result<(), ControlError> {
        self.change(path, |node| node.holder = None)
    }

    /// Sets a metadata property, such as `dc:title`, and with it `jcr:lastModified`.
    pub fn set_metadata(
        &self,
        path: &DamPath,
        name: &str,
        value: &str,
        as_user: &str,
    ) -> Result<(), ControlError> {
        let now = self.dam.now();
        self.change(path, |node| {
            node.metadata.insert(name.to_owned(), value.into());
            node.touch(as_user, now);
        })
    }

    /// Sets a metadata property that is a date, such as `prism:expirationDate`, in milliseconds since
    /// 1970, and with it `jcr:lastModified`.
    pub fn set_metadata_date(
        &self,
        path: &DamPath,
        name: &str,
        ms: i64,
        as_user: &str,
    ) -> Result<(), ControlError> {
        let now = self.dam.now();
        self.change(path, |node| {
            node.metadata.insert(name.to_owned(), property::date(ms));
            node.touch(as_user, now);
        })
    }

    /// The metadata of an asset as Sling's JSON writes it; `None` when there is no such asset.
    pub fn metadata(&self, path: &DamPath) -> Option<Value> {
        let node = self.node(path).filter(|node| !node.is_folder())?;
        let form = self.dam.switches().json_dates();
        Some(sling_json::metadata(&node, form))
    }

    /// The bytes of an asset; `None` when there is no such asset.
    pub fn read(&self, path: &DamPath) -> Option<Vec<u8>> {
        let binary = self.node(path)?.binary?;
        self.dam.store.binaries.read(&binary).ok()
    }

    /// Whether a folder or an asset is there.
    pub fn exists(&self, path: &DamPath) -> bool {
        self.node(path).is_some()
    }

    /// The names in a folder, in order.
    pub fn list(&self, folder: &DamPath) -> Vec<String> {
        let Some(folder) = self.node(folder) else {
            return Vec::new();
        };
        let order = crate::switches::SirenOrder::Name;
        let children = self.dam.store.read(|db| {
            Ok::<_, ControlError>(node::children(db, &folder, order, (0, i64::MAX), &[])?)
        });
        children
            .unwrap_or_default()
            .into_iter()
            .map(|child| child.name)
            .collect()
    }

    /// Who has an asset checked out.
    pub fn holder(&self, path: &DamPath) -> Option<String> {
        self.node(path)?.holder
    }

    /// The `jcr:uuid` of an asset.
    pub fn uuid(&self, path: &DamPath) -> Option<String> {
        Some(self.node(path)?.uuid)
    }

    /// Whether an asset has been processed; `None` when there is no such asset.
    pub fn is_processed(&self, path: &DamPath) -> Option<bool> {
        Some(self.node(path)?.processed)
    }

    /// The kept versions of an asset, the oldest first; its current state is not one of them.
    pub fn versions(&self, path: &DamPath) -> Vec<VersionInfo> {
        let found = self.dam.store.read(|db| {
            let node = required(db, path)?;
            Ok::<_, ControlError>(version::list(db, &node)?)
        });
        found
            .unwrap_or_default()
            .into_iter()
            .map(|kept| VersionInfo {
                name: kept.name(),
                id: kept.id,
                label: kept.label,
                comment: kept.comment,
                created: kept.created,
                created_by: kept.created_by,
                size: u64::try_from(kept.size).unwrap_or_default(),
                sha1: kept.sha1,
            })
            .collect()
    }

    /// Makes `count` tiny assets `<prefix>-000000.txt`, … in a folder, in one transaction.
    pub fn make_many(
        &self,
        folder: &DamPath,
        prefix: &str,
        count: usize,
    ) -> Result<(), ControlError> {
        self.dam.store.write(|db| {
            let folder = make_folders(&self.dam, db, folder, "admin")?;
            let now = self.dam.now();
            for number in 0..count {
                let name = format!("{prefix}-{number:06}.txt");
                let incoming = binary::literal(&format!("{prefix} {number}\n"));
                let mut asset = Node::new(Some(&folder), &name, Kind::Asset, "admin", now);
                "text/plain".clone_into(&mut asset.mime);
                asset.binary = Some(incoming.binary);
                asset.size = incoming.size;
                asset.shown_size = Some(incoming.size);
                asset.shown_sha1 = Some(incoming.sha1.clone());
                asset.sha1 = Some(incoming.sha1);
                node::save(db, &mut asset)?;
            }
            Ok(())
        })
    }

    /// Says that a page uses an asset, so that deleting it without `force` is refused with 412.
    pub fn add_reference(
        &self,
        asset: &DamPath,
        page: &str,
        title: &str,
    ) -> Result<(), ControlError> {
        self.dam.store.write(|db| {
            let sql = "INSERT INTO page_references (target, page, title) VALUES (?1, ?2, ?3)";
            db.execute(sql, [asset.as_str(), page, title])?;
            Ok(())
        })
    }

    /// Brings the end of all processing so much nearer.
    pub fn advance_processing(&self, by: Duration) -> Result<(), ControlError> {
        let by = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        self.dam.store.read(|db| processing::advance(db, by))?;
        Ok(self.dam.settle()?)
    }

    /// Ends all processing.
    pub fn finish_processing(&self) -> Result<(), ControlError> {
        self.dam
            .store
            .read(|db| processing::finish(db, self.dam.now()))?;
        Ok(self.dam.settle()?)
    }

    /// A Bearer token for a user. It lives as long as `token_lifetime_s` says when it is made.
    pub fn token(&self, user: &str) -> String {
        auth::issue(&self.dam, "access", user)
    }

    /// A developer token document, as the developer console gives it to a person.
    pub fn developer_token(&self, user: &str) -> String {
        probe::developer_token(&self.dam, user).to_string()
    }

    /// The document of an OAuth Server-to-Server credential. A real one names no identity service;
    /// this one says `http://127.0.0.1:<port>`.
    pub fn service_credentials(&self) -> String {
        ims::oauth_credentials(&self.dam).to_string()
    }

    /// The document that Adobe gave for the JWT exchange before. In a real one `imsEndpoint` is a
    /// host name that is asked over https; in this one it is `http://127.0.0.1:<port>`.
    pub fn jwt_credentials(&self) -> String {
        ims::service_credentials(&self.dam).to_string()
    }

    /// The title that the web interface shows: `dc:title` of an asset's metadata.
    pub fn shown_title(&self, path: &DamPath) -> Option<String> {
        let title = self.node(path)?.metadata.remove("dc:title")?;
        title.as_str().map(str::to_owned)
    }

    fn node(&self, path: &DamPath) -> Option<Node> {
        self.dam.settle().ok()?;
        self.dam
            .store
            .read(|db| Ok::<_, StoreError>(node::find(db, path.as_str())?))
            .ok()?
    }

    fn change(&self, path: &DamPath, change: impl FnOnce(&mut Node)) -> Result<(), ControlError> {
        self.dam.store.write(|db| {
            let mut node = required(db, path)?;
            change(&mut node);
            Ok(node::save(db, &mut node)?)
        })
    }
}

pub(crate) fn put(
    dam: &Dam,
    path: &DamPath,
    bytes: &[u8],
    user: &str,
    if_there: IfThere,
) -> Result<(), ControlError> {
    let incoming = dam.store.binaries.write(bytes)?;
    dam.store.write(|db| {
        let folder = make_folders(dam, db, &path.parent().unwrap_or_default(), user)?;
        let delivery = Delivery {
            folder: &folder,
            name: path.name(),
            mime: None,
            user,
            if_there,
        };
        ingest::ingest(dam, db, &delivery, incoming)?;
        Ok(())
    })
}

pub(crate) fn put_fragment(
    dam: &Dam,
    db: &Connection,
    path: &DamPath,
    title: &str,
) -> Result<(), ControlError> {
    let folder = make_folders(dam, db, &path.parent().unwrap_or_default(), "admin")?;
    let mut fragment = Node::new(
        Some(&folder),
        path.name(),
        Kind::Fragment,
        "admin",
        dam.now(),
    );
    fragment.title = Some(title.to_owned());
    Ok(node::save(db, &mut fragment)?)
}

pub(crate) fn make_folders(
    dam: &Dam,
    db: &Connection,
    path: &DamPath,
    user: &str,
) -> Result<Node, ControlError> {
    let mut folder = required(db, &DamPath::root())?;
    for name in path.names() {
        if let Some(there) = node::child(db, &folder, name)? {
            folder = there;
            continue;
        }
        if let Some(problem) = names::refuse_folder(name) {
            return Err(ControlError::Refused(problem));
        }
        let mut made = Node::new(Some(&folder), name, Kind::Folder, user, dam.now());
        made.title = Some(name.to_owned());
        node::save(db, &mut made)?;
        folder = made;
    }
    Ok(folder)
}

fn required(db: &Connection, path: &DamPath) -> Result<Node, ControlError> {
    node::find(db, path.as_str())?.ok_or_else(|| ControlError::Missing(path.clone()))
}
