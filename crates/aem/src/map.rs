//! From AEM's words to the port's, without asking anybody.

use damson_core::{
    ByteCount, ContentId, DamPath, Digest, HashKind, Lock, PathError, Revision, Timestamp,
};
use damson_http::encode::shown;
use damson_remote::{
    AssetKind, Entry, Identity, Page, PageToken, Refused, Rights, TermsSeen, Version, VersionId,
};
use jiff::tz::Offset;
use serde_json::Value;

use crate::{
    config::DAM_ROOT,
    metadata::terms,
    properties::{Facts as _, parse_unzoned, whole_seconds},
    wire::{CurrentUser, Hits, Properties, Siren, SirenChild},
};

/// What the `showProperty` parameters ask for.
pub(crate) const SHOWN_PROPERTIES: [&str; 18] = [
    "jcr:title",
    "jcr:created",
    "jcr:lastModified",
    "jcr:lastModifiedBy",
    "asset:size",
    "asset:readonly",
    "cq:drivelock",
    "dc:format",
    "tiff:ImageWidth",
    "tiff:ImageLength",
    "prism:expirationDate",
    "pur:expirationDate",
    "dam:status",
    "dam:assetStatus",
    "xmpRights:WebStatement",
    "adobe_dam:restrictions",
    "onTime",
    "offTime",
];

/// What the QueryBuilder is asked to select.
pub(crate) const SELECTED: &str = "jcr:path jcr:primaryType jcr:uuid jcr:created jcr:title \
     jcr:content/jcr:title jcr:content/jcr:lastModified jcr:content/jcr:lastModifiedBy \
     jcr:content/cq:drivelock jcr:content/dam:assetState jcr:content/contentFragment \
     jcr:content/metadata/dam:size jcr:content/metadata/dam:sha1 jcr:content/metadata/dc:format \
     jcr:content/metadata/dc:title jcr:content/metadata/tiff:ImageWidth \
     jcr:content/metadata/tiff:ImageLength jcr:content/metadata/prism:expirationDate \
     jcr:content/metadata/pur:expirationDate jcr:content/metadata/dam:status \
     jcr:content/metadata/dam:assetStatus jcr:content/metadata/xmpRights:WebStatement \
     jcr:content/metadata/adobe_dam:restrictions jcr:content/onTime jcr:content/offTime \
     jcr:content/renditions/original/jcr:content/jcr:lastModified";

/// Who holds an asset, seen by `me`.
pub(crate) fn lock(holder: Option<&str>, me: &str) -> Lock {
    match holder {
        None | Some("") => Lock::Free,
        Some(holder) if is_me(holder, me) => Lock::Mine,
        Some(holder) => Lock::Theirs(holder.to_owned()),
    }
}

/// Ids are compared exactly; mail addresses, which Adobe's identity service writes either way,
/// without regard to case.
fn is_me(holder: &str, me: &str) -> bool {
    holder == me || (me.contains('@') && holder.eq_ignore_ascii_case(me))
}

pub(crate) fn identity(user: &CurrentUser) -> Option<Identity> {
    let id = user.id.as_deref().or(user.user_id.as_deref())?;
    if id.is_empty() || id == "anonymous" {
        return None;
    }
    let name = [&user.name, &user.user_name]
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .find(|name| !name.is_empty() && *name != id);
    Some(Identity {
        id: id.to_owned(),
        display_name: name.map(shown),
        administrator: (id == "admin").then_some(true),
    })
}

/// A page of a Siren listing that begins at `offset`.
pub(crate) fn siren_page(siren: &Siren, folder: &DamPath, offset: u64, me: &str) -> Page<Entry> {
    let mut page = Page::last(Vec::new());
    for entity in &siren.entities {
        let Ok(child) = SirenChild::deserialize_from(entity) else {
            continue;
        };
        match siren_child(&child, folder, me) {
            Some(Ok(entry)) => page.items.push(entry),
            Some(Err(refused)) => page.refused.push(refused),
            None => {}
        }
    }
    let paging = siren.properties.node("srn:paging");
    page.total = paging.and_then(|paging| paging.number("total"));
    let came = siren.entities.len() as u64;
    let announced = page.total.is_some_and(|total| offset + came < total) || has_next(siren);
    // An empty page that promises another one would be asked for without end.
    if announced && came > 0 {
        page.next = Some(offset_token(offset + came));
    }
    page
}

/// Whether the server gave what the `showProperty` parameters asked for; `None` when this page has
/// no asset to tell by. Where it doesn't, nothing is known of locks.
pub(crate) fn shows_properties(siren: &Siren) -> Option<bool> {
    let shows = |child: &SirenChild| {
        ["asset:size", "asset:readonly", "cq:drivelock"]
            .iter()
            .any(|name| child.properties.contains_key(*name))
    };
    siren
        .entities
        .iter()
        .filter_map(|entity| SirenChild::deserialize_from(entity).ok())
        .filter(|child| child.class.iter().any(|class| class == "assets/asset"))
        .map(|child| shows(&child))
        .reduce(|any, one| any || one)
}

pub(crate) fn offset_token(offset: u64) -> PageToken {
    PageToken(offset.to_string())
}

/// A page of hits that begins at `offset`.
pub(crate) fn hits_page(hits: &Hits, offset: u64, me: &str) -> Page<Entry> {
    let mut page = Page::last(Vec::new());
    for hit in &hits.found {
        match hit.as_object().and_then(|hit| hit_entry(hit, me)) {
            Some(Ok(entry)) => page.items.push(entry),
            Some(Err(refused)) => page.refused.push(refused),
            None => {}
        }
    }
    let came = hits.found.len() as u64;
    let total = hits.total.and_then(|total| u64::try_from(total).ok());
    if came > 0 && (hits.more || total.is_some_and(|total| offset + came < total)) {
        page.next = Some(offset_token(offset + came));
    }
    // With `more`, the total is only a lower bound.
    page.total = if hits.more { None } else { total };
    page
}

/// Who changed it. What AEM itself did afterwards, under the name of one of its services (by Adobe's
/// convention they end in `-service`), is nobody's change.
fn person(properties: &Properties) -> Option<String> {
    let by = properties.text("jcr:lastModifiedBy")?;
    (!by.ends_with("-service")).then(|| shown(by))
}

/// A node as `.4.json` gives it; `None` when it is neither an asset nor a folder.
pub(crate) fn node_entry(node: &Properties, path: &DamPath, me: &str) -> Option<Entry> {
    let kind = kind_of(node)?;
    let empty = Properties::new();
    let content = node.node("jcr:content").unwrap_or(&empty);
    if kind == AssetKind::Folder {
        let title = content.text("jcr:title").or_else(|| node.text("jcr:title"));
        return Some(Entry {
            changed: content
                .time("jcr:lastModified")
                .or_else(|| node.time("jcr:created")),
            changed_by: person(content),
            ..bare_entry(path.clone(), kind, title)
        });
    }
    let metadata = content.node("metadata").unwrap_or(&empty);
    // The web interface shows the metadata's title; the Assets API writes the other one.
    let title = metadata
        .text("dc:title")
        .or_else(|| content.text("jcr:title"));
    let original = content
        .node("renditions")
        .and_then(|renditions| renditions.node("original"))
        .and_then(|original| original.node("jcr:content"))
        .unwrap_or(&empty);
    let processing = is_processing(content);
    let media_type = metadata
        .text("dc:format")
        .or_else(|| original.text("jcr:mimeType"));
    Some(Entry {
        revision: Revision {
            content: sha1(metadata, processing),
            // The store's own count is right at any time; the metadata's one is of the binary
            // that was processed last.
            size: original
                .number(":jcr:data")
                .or_else(|| processed_size(metadata, processing))
                .map(ByteCount),
            modified: original.time("jcr:lastModified").map(whole_seconds),
            ..Revision::default()
        },
        changed: content.time("jcr:lastModified"),
        // The binary knows who wrote it after a workflow has touched what is around it.
        changed_by: person(content).or_else(|| person(original)),
        lock: lock(content.text("cq:drivelock"), me),
        id: node.text("jcr:uuid").map(str::to_owned),
        media_type: media_type.map(str::to_owned),
        dimensions: dimensions(metadata),
        processing,
        terms: terms::of_content(content),
        ..bare_entry(path.clone(), kind, title)
    })
}

/// The place of a repository path in the DAM; `None` when it lies elsewhere.
pub(crate) fn dam_path(repository: &str) -> Option<Result<DamPath, PathError>> {
    let below = repository.strip_prefix(DAM_ROOT)?;
    if below.is_empty() {
        return Some(Ok(DamPath::root()));
    }
    let names = below.strip_prefix('/')?;
    Some(
        names
            .split('/')
            .try_fold(DamPath::root(), |path, name| path.join(name)),
    )
}

/// An earlier version; `None` for a deleted one and one without an id. `zone` is the server's, for
/// dates that don't say theirs.
pub(crate) fn version(properties: &Properties, zone: Offset) -> Option<Version> {
    if properties.truth("deleted") == Some(true) {
        return None;
    }
    let id = properties.text("id")?;
    let label = properties
        .text("label")
        .or_else(|| properties.text("version"))
        .or_else(|| properties.text("name"))
        .unwrap_or(id);
    let by = properties
        .text("createdBy")
        .or_else(|| properties.text("author"))
        .or_else(|| properties.text("modifiedBy"));
    let created = properties.time("created").or_else(|| {
        let text = properties.text("created")?;
        parse_unzoned(text, zone)
    });
    Some(Version {
        id: VersionId(id.to_owned()),
        label: shown(label),
        comment: properties.text("comment").map(str::to_owned),
        created,
        created_by: by.map(shown),
        readable: properties.text("renditionsPath").is_some(),
    })
}

fn siren_child(child: &SirenChild, folder: &DamPath, me: &str) -> Option<Result<Entry, Refused>> {
    let is = |class: &str| child.class.iter().any(|given| given == class);
    let properties = &child.properties;
    let kind = if is("assets/folder") {
        AssetKind::Folder
    } else if is("assets/asset") {
        if properties.truth("contentFragment") == Some(true) {
            AssetKind::NoFile
        } else {
            AssetKind::Asset
        }
    } else {
        return None;
    };
    // An absent name is as little a name as an empty one.
    let name = properties
        .get("name")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let path = match folder.join(name) {
        Ok(path) => path,
        Err(why) => return Some(Err(refused(name, why))),
    };
    let (first, second) = match kind {
        AssetKind::Folder => ("jcr:title", "dc:title"),
        AssetKind::Asset | AssetKind::NoFile => ("dc:title", "jcr:title"),
    };
    let title = properties.text(first).or_else(|| properties.text(second));
    let changed = properties
        .time("jcr:lastModified")
        .or_else(|| properties.time("jcr:created"));
    let common = Entry {
        changed,
        changed_by: person(properties),
        rights: rights(properties.truth("asset:readonly")),
        ..bare_entry(path, kind, title)
    };
    if kind == AssetKind::Folder {
        return Some(Ok(common));
    }
    let processing = properties.contains_key("dam:assetState") && is_processing(properties);
    Some(Ok(Entry {
        // The listing's dates are those of the asset, not of its binary.
        revision: Revision {
            content: sha1(
                properties,
                processing || !properties.contains_key("dam:assetState"),
            ),
            size: properties.number("asset:size").map(ByteCount),
            ..Revision::default()
        },
        lock: lock(properties.text("cq:drivelock"), me),
        media_type: properties.text("dc:format").map(str::to_owned),
        dimensions: dimensions(properties),
        processing,
        terms: terms::of_child(properties),
        ..common
    }))
}

fn hit_entry(hit: &Properties, me: &str) -> Option<Result<Entry, Refused>> {
    let repository = hit.text("jcr:path")?;
    let path = match dam_path(repository)? {
        Ok(path) => path,
        Err(why) => return Some(Err(refused(repository, why))),
    };
    let mut entry = node_entry(hit, &path, me)?;
    if entry.revision.size.is_none() && !entry.processing {
        entry.revision.size = hit
            .node("jcr:content")
            .and_then(|content| content.number("asset:size"))
            .map(ByteCount);
    }
    Some(Ok(entry))
}

fn kind_of(node: &Properties) -> Option<AssetKind> {
    match node.text("jcr:primaryType")? {
        "dam:Asset" => {
            let content = node.node("jcr:content");
            let fragment = content.and_then(|content| content.truth("contentFragment"));
            Some(if fragment == Some(true) {
                AssetKind::NoFile
            } else {
                AssetKind::Asset
            })
        }
        "sling:Folder" | "sling:OrderedFolder" | "nt:folder" => Some(AssetKind::Folder),
        _ => None,
    }
}

/// Whether hash and size may still be those of an earlier binary.
fn is_processing(content: &Properties) -> bool {
    content
        .text("dam:assetState")
        .is_some_and(|state| !state.eq_ignore_ascii_case("processed"))
}

fn sha1(metadata: &Properties, processing: bool) -> Option<ContentId> {
    if processing {
        return None;
    }
    Digest::new(HashKind::Sha1, metadata.text("dam:sha1")?).map(ContentId::Hash)
}

fn processed_size(metadata: &Properties, processing: bool) -> Option<u64> {
    (!processing).then(|| metadata.number("dam:size")).flatten()
}

pub(crate) fn dimensions(metadata: &Properties) -> Option<(u32, u32)> {
    let edge = |name: &str| u32::try_from(metadata.number(name)?).ok();
    edge("tiff:ImageWidth").zip(edge("tiff:ImageLength"))
}

fn rights(read_only: Option<bool>) -> Rights {
    match read_only {
        Some(true) => Rights::ReadOnly,
        Some(false) => Rights::ReadWrite,
        None => Rights::Unknown,
    }
}

fn bare_entry(path: DamPath, kind: AssetKind, title: Option<&str>) -> Entry {
    let title = title.map(shown).filter(|title| title != path.name());
    Entry {
        path,
        kind,
        title,
        revision: Revision::default(),
        changed: None::<Timestamp>,
        changed_by: None,
        lock: Lock::Free,
        rights: Rights::Unknown,
        id: None,
        media_type: None,
        dimensions: None,
        processing: false,
        terms: TermsSeen::default(),
    }
}

/// The entry of the DAM's root, which has no properties worth reading.
pub(crate) fn root_entry() -> Entry {
    bare_entry(DamPath::root(), AssetKind::Folder, None)
}

fn refused(name: &str, why: PathError) -> Refused {
    Refused {
        shown: shown(name),
        why,
    }
}

fn has_next(siren: &Siren) -> bool {
    siren.links.iter().any(|link| match link.get("rel") {
        Some(Value::Array(rels)) => rels.iter().any(|rel| rel == "next"),
        Some(Value::String(rel)) => rel == "next",
        Some(Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_)) | None => false,
    })
}

impl SirenChild {
    fn deserialize_from(entity: &Value) -> Result<Self, serde_json::Error> {
        serde::Deserialize::deserialize(entity)
    }
}

#[cfg(test)]
mod tests;
