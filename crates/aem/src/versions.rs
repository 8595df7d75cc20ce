//! Earlier versions of an asset.

use damson_core::DamPath;
use damson_remote::{Error, ErrorKind, Expect, LockGrant, ReadBody, Result, Version, VersionId};
use jiff::tz::Offset;
use serde_json::Value;

use crate::{
    download,
    encode::encode_repository_path,
    http::{Call, MOST_JSON},
    map, node,
    probe::{offers, withdraw},
    properties::{Facts as _, is_unzoned, zone_of},
    remote::Aem,
    wire::{Properties, Versions},
};

/// Earlier versions, latest first.
pub(crate) async fn versions(aem: &Aem, path: &DamPath) -> Result<Vec<Version>> {
    let raw = raw(aem, path).await?;
    let unzoned = |version: &Properties| version.text("created").is_some_and(is_unzoned);
    let zone = if raw.iter().any(unzoned) {
        zone(aem, path).await.unwrap_or(Offset::UTC)
    } else {
        Offset::UTC
    };
    let mut versions: Vec<_> = raw
        .iter()
        .filter_map(|raw| map::version(raw, zone))
        .collect();
    // The order of the answer isn't documented; labels count up within it.
    versions.sort_by(|a, b| {
        let key = |version: &Version| (version.created, label_key(&version.label));
        key(b).cmp(&key(a))
    });
    Ok(without_twins(versions))
}

/// What a restore writes with the state that it replaces.
const RESTORED: &str = "Restored version ";
/// A server that keeps the replaced state by itself does it as soon as this, in milliseconds.
const AT_ONCE: i64 = 2_000;

/// A restore keeps what it replaces, because it is not documented whether AEM does; where AEM does
/// as well there are two of the same state, of which one is enough.
fn without_twins(versions: Vec<Version>) -> Vec<Version> {
    let mut told: Vec<Version> = Vec::with_capacity(versions.len());
    for version in versions {
        let comment = version.comment.as_deref().unwrap_or_default();
        let ours = comment.starts_with(RESTORED);
        let twin = told.last_mut().filter(|next| {
            let between = next.created.zip(version.created);
            let at_once = between.is_some_and(|(next, this)| next.0 - this.0 <= AT_ONCE);
            ours && at_once && next.created_by == version.created_by
        });
        match twin {
            Some(next) => next.comment = version.comment,
            None => told.push(version),
        }
    }
    told
}

/// The server's time zone, by a date of the asset that says it.
async fn zone(aem: &Aem, path: &DamPath) -> Option<Offset> {
    let content = node::content_with_metadata(aem, path).await.ok()?;
    zone_of(content.text("jcr:lastModified")?)
}

/// Opens the bytes of an earlier version.
pub(crate) async fn read(aem: &Aem, path: &DamPath, version: &VersionId) -> Result<ReadBody> {
    let raw = raw(aem, path).await?;
    let found = raw
        .iter()
        .find(|raw| raw.text("id") == Some(version.0.as_str()))
        .ok_or_else(|| Error::new(ErrorKind::NotFound).about(path))?;
    let renditions = found
        .text("renditionsPath")
        .ok_or_else(|| Error::new(ErrorKind::Unsupported).about(path))?;
    let encoded = encode_repository_path(renditions.trim_end_matches('/'))
        .ok_or_else(|| Error::new(ErrorKind::Garbled).about(path))?;
    let url = aem.http.base.at(&format!("{encoded}/original"));
    let call = Call::get(url).about(path).bytes();
    download::read_at(aem, &call, path).await
}

/// Makes an earlier version the current one, after keeping the current one.
pub(crate) async fn restore(
    aem: &Aem,
    path: &DamPath,
    version: &VersionId,
    expect: &Expect,
) -> Result<Option<LockGrant>> {
    node::recheck(aem, path, expect).await?;
    let known = raw(aem, path).await?;
    let wanted = known
        .iter()
        .find(|raw| raw.text("id") == Some(version.0.as_str()))
        .and_then(|raw| map::version(raw, Offset::UTC))
        .ok_or_else(|| Error::new(ErrorKind::NotFound).about(path))?;
    // Whether a restore keeps what it replaces is not documented.
    let comment = format!("{RESTORED}{}", wanted.label);
    keep_current(aem, path, Some(&comment)).await?;
    node::recheck(aem, path, expect).await?;
    let form = [
        ("cmd", "restoreVersion"),
        ("_charset_", "utf-8"),
        (":status", "browser"),
        ("id", &version.0),
    ];
    command(aem, path, &form).await?;
    Ok(None)
}

/// Keeps the current state as a version.
pub(crate) async fn keep_current(aem: &Aem, path: &DamPath, comment: Option<&str>) -> Result<()> {
    let form = [
        ("cmd", "createVersion"),
        ("_charset_", "utf-8"),
        (":status", "browser"),
        ("comment", comment.unwrap_or_default()),
    ];
    command(aem, path, &form).await
}

/// How many versions are kept; `None` where the server doesn't show them.
pub(crate) async fn count(aem: &Aem, path: &DamPath) -> Option<usize> {
    raw(aem, path).await.ok().map(|versions| versions.len())
}

async fn raw(aem: &Aem, path: &DamPath) -> Result<Vec<Properties>> {
    let unsupported = || {
        Error::new(ErrorKind::Unsupported)
            .about(path)
            .said("this server doesn't show versions")
    };
    if !offers(&aem.found.versions) {
        return Err(unsupported());
    }
    let call = Call::get(aem.http.base.dam(path, ".version.json")).about(path);
    let answer: Versions = match aem.http.read_json(&call, MOST_JSON).await {
        Err(error) if matches!(error.kind, ErrorKind::NotFound | ErrorKind::Unsupported) => {
            // The asset is missing, or the call is.
            node::stat(aem, path).await?;
            withdraw(&aem.found.versions);
            return Err(unsupported());
        }
        other => other?,
    };
    let versions = answer.versions.unwrap_or_default();
    Ok(versions
        .into_iter()
        .filter_map(|version| match version {
            Value::Object(properties) => Some(properties),
            Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::String(_)
            | Value::Array(_) => None,
        })
        .collect())
}

async fn command(aem: &Aem, path: &DamPath, form: &[(&str, &str)]) -> Result<()> {
    let call = Call::post(aem.http.base.dam(path, ".version.html"))
        .form(form)
        .about(path)
        .page()
        .slow();
    match aem.http.done(&call).await {
        Ok(()) => Ok(()),
        Err(error) if error.kind == (ErrorKind::Locked { holder: None }) => {
            let holder = node::holder(aem, path).await.ok().flatten();
            Err(Error {
                kind: ErrorKind::Locked { holder },
                ..error
            })
        }
        Err(error) => Err(error),
    }
}

/// "1.10" comes after "1.9".
fn label_key(label: &str) -> Vec<u64> {
    label
        .split('.')
        .map_while(|number| number.trim().parse().ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use damson_core::Timestamp;

    use super::*;

    fn version(label: &str, at: i64, comment: &str) -> Version {
        Version {
            id: VersionId(label.to_owned()),
            label: label.to_owned(),
            comment: Some(comment.to_owned()),
            created: Some(Timestamp(at)),
            created_by: Some("jane".to_owned()),
            readable: true,
        }
    }

    #[test]
    fn a_restore_is_one_version() {
        let told = |versions: Vec<Version>| {
            let told = without_twins(versions).into_iter();
            told.map(|one| (one.label, one.comment.unwrap_or_default()))
                .collect::<Vec<_>>()
        };
        let pair = |label: &str, comment: &str| (label.to_owned(), comment.to_owned());
        let twins = vec![
            version("1.3", 70_000, "Warmer"),
            version("1.2", 60_300, "Before version 1.0 was restored"),
            version("1.1", 60_000, "Restored version 1.0"),
            version("1.0", 10_000, "Larger"),
        ];
        assert_eq!(
            told(twins),
            [
                pair("1.3", "Warmer"),
                pair("1.2", "Restored version 1.0"),
                pair("1.0", "Larger")
            ]
        );
        // One that came later is another state.
        let apart = vec![
            version("1.2", 70_000, "Warmer"),
            version("1.1", 60_000, "Restored version 1.0"),
        ];
        assert_eq!(told(apart).len(), 2);
    }
}
