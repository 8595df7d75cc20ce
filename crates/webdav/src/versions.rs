//! Earlier versions, where Nextcloud keeps them beside the files. No other server's are known:
//! DeltaV (RFC 3253) is spoken by hardly any.

use damson_core::DamPath;
use damson_http::{date::http_date, encode::encode_name, header::text as header_text};
use damson_remote::{
    Error, ErrorKind, Expect, LockGrant, Read, ReadBody, Result, Version, VersionId,
};

use crate::{
    addresses::DESTINATION,
    checkout,
    cloud::CloudPlace,
    conditions::{Attempt, Condition, Place},
    download,
    encode::segments,
    folders::send,
    http::Call,
    map::Seen,
    node,
    probe::only_assets,
    remote::Dav,
    wire,
};

/// Versions that are kept of one asset.
const MOST: usize = 10_000;

pub(crate) async fn versions(dav: &Dav, path: &DamPath) -> Result<Vec<Version>> {
    let (cloud, seen) = place(dav, path).await?;
    let call = Call::new("PROPFIND", dav.http.base.at(&folder(cloud, &seen, path)?))
        .fixed("depth", "1")
        .xml(wire::propfind_versions())
        .about(path);
    let mut replies = dav.http.multistatus(&call).await?;
    let mut found = Vec::new();
    while let Some(reply) = replies.next().await? {
        let props = reply.props;
        let Some(id) = segments(&reply.href).pop() else {
            continue;
        };
        if props.collection || found.len() >= MOST {
            continue;
        }
        let created = props.modified.as_deref().and_then(http_date);
        // The state of today is among them.
        if created.is_some() && created == seen.entry.revision.modified {
            continue;
        }
        found.push(Version {
            label: id.clone(),
            id: VersionId(id),
            comment: props.cloud.version_label,
            created,
            created_by: props.cloud.version_author,
            readable: true,
        });
    }
    found.sort_by_key(|version| std::cmp::Reverse(version.created));
    Ok(found)
}

pub(crate) async fn read(dav: &Dav, path: &DamPath, version: &VersionId) -> Result<ReadBody> {
    let (cloud, seen) = place(dav, path).await?;
    let url = dav.http.base.at(&one(cloud, &seen, path, version)?);
    let call = Call::new("GET", url).about(path).bytes();
    download::open(dav, &call, path, Read::default().range, None).await
}

pub(crate) async fn restore(
    dav: &Dav,
    path: &DamPath,
    version: &VersionId,
    expect: &Expect,
) -> Result<Option<LockGrant>> {
    let (cloud, _) = place(dav, path).await?;
    let seen = node::recheck(dav, path, expect).await?;
    let to = dav.http.base.at(&format!(
        "{}/versions/{}/restore/target",
        cloud.dav, cloud.user
    ));
    let from = dav.http.base.at(&one(cloud, &seen, path, version)?);
    let condition = Condition::new(dav, &seen, expect);
    // About the file that becomes another one, beside the addresses of the request itself.
    let mut attempt = Attempt::new(dav, Place::Destination, dav.http.base.file(path), condition);
    loop {
        let call = Call::new("MOVE", from.clone())
            .header(DESTINATION, header_text(&dav.addresses.address(&to))?)
            .headers(attempt.headers([])?)
            .about(path)
            .slow();
        let Err(error) = send(dav, &call, path).await else {
            attempt.worked();
            break;
        };
        if !attempt.may_go_on(&error) {
            return Err(node::explain(dav, path, expect, error).await);
        }
        node::recheck(dav, path, expect).await?;
        attempt.next();
    }
    let after = node::stat(dav, path).await.ok();
    Ok(checkout::keep(dav, path, &seen.entry.lock, after.as_ref()).await)
}

async fn place<'d>(dav: &'d Dav, path: &DamPath) -> Result<(&'d CloudPlace, Seen)> {
    let Some(cloud) = &dav.found.cloud else {
        return Err(Error::new(ErrorKind::Unsupported).about(path));
    };
    let seen = node::look(dav, path).await?;
    only_assets(seen.entry.kind, path)?;
    Ok((cloud, seen))
}

fn folder(cloud: &CloudPlace, seen: &Seen, path: &DamPath) -> Result<String> {
    let id = seen.entry.id.as_deref().filter(|id| !id.is_empty());
    let id = id.ok_or_else(|| Error::new(ErrorKind::Garbled).about(path))?;
    Ok(format!(
        "{}/versions/{}/versions/{}",
        cloud.dav,
        cloud.user,
        encode_name(id)
    ))
}

fn one(cloud: &CloudPlace, seen: &Seen, path: &DamPath, version: &VersionId) -> Result<String> {
    if matches!(version.0.as_str(), "" | "." | "..") {
        return Err(Error::new(ErrorKind::NotFound).about(path));
    }
    Ok(format!(
        "{}/{}",
        folder(cloud, seen, path)?,
        encode_name(&version.0)
    ))
}
