//! Earlier versions of an asset.

use damson_core::DamPath;
use damson_remote::{Error, ErrorKind, Expect, LockGrant, ReadBody, Result, Version, VersionId};
use serde_json::Value;

use crate::{
    download,
    encode::encode_repository_path,
    http::{Call, MOST_JSON},
    map, node,
    probe::{offers, withdraw},
    properties::Facts as _,
    remote::Aem,
    wire::{Properties, Versions},
};

/// Earlier versions, latest first.
pub(crate) async fn versions(aem: &Aem, path: &DamPath) -> Result<Vec<Version>> {
    let mut versions: Vec<_> = raw(aem, path)
        .await?
        .iter()
        .filter_map(map::version)
        .collect();
    // The order of the answer isn't documented; labels count up within it.
    versions.sort_by(|a, b| {
        let key = |version: &Version| (version.created, label_key(&version.label));
        key(b).cmp(&key(a))
    });
    Ok(versions)
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
    if !raw(aem, path)
        .await?
        .iter()
        .any(|raw| raw.text("id") == Some(version.0.as_str()))
    {
        return Err(Error::new(ErrorKind::NotFound).about(path));
    }
    // Whether a restore keeps what it replaces is not documented.
    keep_current(aem, path, Some("Before an earlier version was restored")).await?;
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
