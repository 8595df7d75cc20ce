//! One asset or folder, read afresh from its node and never from an index.

use damson_core::{DamPath, Sameness};
use damson_remote::{Entry, Error, ErrorKind, Expect, Result};
use http::StatusCode;
use serde_json::Value;

use crate::{
    http::{Call, MOST_JSON, MOST_SMALL},
    map,
    probe::{offers, withdraw},
    properties::Facts as _,
    remote::Aem,
    wire::Properties,
};

/// Everything known of one asset or folder.
pub(crate) async fn stat(aem: &Aem, path: &DamPath) -> Result<Entry> {
    if path.is_root() {
        let call = Call::get(aem.http.base.dam(path, ".json")).about(path);
        let _: Properties = aem.http.read_json(&call, MOST_SMALL).await?;
        return Ok(map::root_entry());
    }
    let node = match deep(aem, path).await? {
        Deep::Read(node) => node,
        Deep::TooMuch => in_pieces(aem, path).await?,
        Deep::Refused => {
            let node = in_pieces(aem, path).await?;
            // It is there, so the refusal was about the depth, and will be for others.
            withdraw(&aem.found.deep_json);
            node
        }
    };
    map::node_entry(&node, path, &aem.me.id)
        .ok_or_else(|| Error::new(ErrorKind::NotFound).about(path))
}

/// Reads again what a decision rests upon: nobody else holds it, and its bytes are those expected.
pub(crate) async fn recheck(aem: &Aem, path: &DamPath, expect: &Expect) -> Result<Entry> {
    let entry = stat(aem, path).await?;
    check(&entry, expect)?;
    Ok(entry)
}

/// Whether `entry` is what was expected, and not held by somebody else.
pub(crate) fn check(entry: &Entry, expect: &Expect) -> Result<()> {
    if let Some(holder) = entry.lock.other_holder() {
        let holder = Some(holder.to_owned());
        return Err(Error::new(ErrorKind::Locked { holder }).about(&entry.path));
    }
    let same = expect
        .revision
        .as_ref()
        .map_or(Sameness::Unknown, |revision| {
            revision.compare(&entry.revision)
        });
    match same {
        Sameness::Different => Err(Error::new(ErrorKind::Changed).about(&entry.path)),
        Sameness::Same | Sameness::Unknown => Ok(()),
    }
}

/// Who holds an asset, by the property itself.
pub(crate) async fn holder(aem: &Aem, path: &DamPath) -> Result<Option<String>> {
    let call = Call::get(aem.http.base.dam(path, "/jcr:content.json")).about(path);
    let content: Properties = aem.http.read_json(&call, MOST_SMALL).await?;
    Ok(content.text("cq:drivelock").map(str::to_owned))
}

enum Deep {
    Read(Properties),
    /// The server does not give that many nodes at a time.
    TooMuch,
    /// Absent, or hidden by a dispatcher.
    Refused,
}

/// The node with what is below it.
async fn deep(aem: &Aem, path: &DamPath) -> Result<Deep> {
    if !offers(&aem.found.deep_json) {
        return Ok(Deep::TooMuch);
    }
    let call = Call::get(aem.http.base.dam(path, ".4.json")).about(path);
    let answer = aem.http.send(&call).await?;
    match answer.status() {
        StatusCode::MULTIPLE_CHOICES => Ok(Deep::TooMuch),
        StatusCode::BAD_REQUEST | StatusCode::FORBIDDEN | StatusCode::NOT_FOUND => {
            Ok(Deep::Refused)
        }
        status if status.is_success() => {
            let node = aem.http.parse(answer, Some(path), MOST_JSON).await?;
            Ok(Deep::Read(node))
        }
        _ => Err(aem.http.failed(answer, Some(path)).await),
    }
}

/// The same in several requests that every server allows.
async fn in_pieces(aem: &Aem, path: &DamPath) -> Result<Properties> {
    let mut node = piece(aem, path, ".json").await?;
    let kind = node.text("jcr:primaryType").unwrap_or_default().to_owned();
    if kind != "dam:Asset" {
        if let Some(content) = optional(aem, path, "/jcr:content.json").await? {
            node.insert("jcr:content".into(), Value::Object(content));
        }
        return Ok(node);
    }
    // Without this one nothing would be known of the lock.
    let mut content = piece(aem, path, "/jcr:content.json").await?;
    if let Some(metadata) = optional(aem, path, "/jcr:content/metadata.json").await? {
        content.insert("metadata".into(), Value::Object(metadata));
    }
    let original = "/jcr:content/renditions/original/jcr:content.json";
    if let Some(original) = optional(aem, path, original).await? {
        let renditions = serde_json::json!({ "original": { "jcr:content": original } });
        content.insert("renditions".into(), renditions);
    }
    node.insert("jcr:content".into(), Value::Object(content));
    Ok(node)
}

async fn piece(aem: &Aem, path: &DamPath, behind: &str) -> Result<Properties> {
    let call = Call::get(aem.http.base.dam(path, behind)).about(path);
    aem.http.read_json(&call, MOST_JSON).await
}

async fn optional(aem: &Aem, path: &DamPath, behind: &str) -> Result<Option<Properties>> {
    match piece(aem, path, behind).await {
        Ok(piece) => Ok(Some(piece)),
        Err(error) if matches!(error.kind, ErrorKind::NotFound | ErrorKind::Forbidden) => Ok(None),
        Err(error) => Err(error),
    }
}
