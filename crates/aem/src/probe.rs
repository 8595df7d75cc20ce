//! What a server is and can do, found out without rights of an administrator.

use std::{
    num::NonZeroUsize,
    sync::atomic::{AtomicBool, AtomicU8, Ordering},
};

use damson_core::HashKind;
use damson_remote::{Capability, Error, ErrorKind, Identity, NameRules, Result, WriteGuard};
use serde_json::Value;

use crate::{
    encode::encode_repository_path,
    facts::{self, Facts},
    http::{Call, Http, MOST_PAGE, MOST_SMALL},
    map,
    metadata::form::Forms,
    query::Query,
    wire::{CurrentUser, Siren},
};

/// What was found, and what turned out since.
#[derive(Debug)]
pub(crate) struct Found {
    /// As it was found, whatever turned out since.
    pub(crate) facts: Facts,
    /// `/api/assets` lists.
    pub(crate) siren: AtomicBool,
    /// `showProperty` gives sizes and locks, as far as is known.
    pub(crate) shows_properties: AtomicBool,
    /// It was seen to give them.
    pub(crate) proved_properties: AtomicBool,
    /// `/bin/querybuilder.json` answers.
    pub(crate) queries: AtomicBool,
    pub(crate) direct_upload: AtomicBool,
    /// The server said so itself, or did it once: what is missing then is missing for a moment.
    pub(crate) proved_direct: AtomicBool,
    pub(crate) classic_upload: AtomicBool,
    /// `/api/assets` takes the bytes of an asset that is there, as far as is known.
    pub(crate) api_binary: AtomicBool,
    pub(crate) locks: AtomicBool,
    /// `/content/cq:tags` suggests.
    pub(crate) tags: AtomicBool,
    pub(crate) forms: Forms,
    pub(crate) versions: AtomicBool,
    /// `.4.json` of an asset is not refused.
    pub(crate) deep_json: AtomicBool,
    /// `MOVE` and `COPY` arrive with their headers, as far as is known.
    pub(crate) moves_by_header: AtomicBool,
    /// A form for an asset that is there keeps its state as a version by itself: [`KEEPS_UNKNOWN`],
    /// [`KEEPS`] or [`KEEPS_NOT`].
    pub(crate) form_keeps: AtomicU8,
    /// How often in a row the folders' half of the change feed failed.
    pub(crate) folder_feed_failed: AtomicU8,
    /// How often in a row the list of what is checked out failed, or was left out for that.
    pub(crate) lock_list_failed: AtomicU8,
}

/// It was not seen yet.
pub(crate) const KEEPS_UNKNOWN: u8 = 0;
pub(crate) const KEEPS: u8 = 1;
pub(crate) const KEEPS_NOT: u8 = 2;

/// Whether the server offers something, as far as is known.
pub(crate) fn offers(part: &AtomicBool) -> bool {
    part.load(Ordering::Relaxed)
}

/// Notes that the server doesn't offer something after all.
pub(crate) fn withdraw(part: &AtomicBool) {
    part.store(false, Ordering::Relaxed);
}

/// Notes that the server was seen to do something.
pub(crate) fn establish(part: &AtomicBool) {
    part.store(true, Ordering::Relaxed);
}

/// Who is logged in; [`ErrorKind::LoginNeeded`] when nobody is.
pub(crate) async fn who_am_i(http: &Http) -> Result<Identity> {
    let call = Call::get(http.base.at("/libs/granite/security/currentuser.json"));
    let user: CurrentUser = match http.read_json(&call, MOST_SMALL).await {
        // Some dispatchers let only the older address through.
        Err(error) if error.kind == ErrorKind::NotFound => {
            let older = Call::get(http.base.at("/libs/cq/security/userinfo.json"));
            http.read_json(&older, MOST_SMALL)
                .await
                .map_err(not_a_dam)?
        }
        other => other?,
    };
    map::identity(&user).ok_or_else(|| Error::new(ErrorKind::LoginNeeded))
}

/// Finds out what the server offers, by calls that go out together. The person can read the DAM, or
/// this fails.
pub(crate) async fn probe(http: &Http, me: &Identity) -> Result<Facts> {
    let root = async {
        let root = Call::get(http.base.at("/content/dam.json"));
        let root: Result<Value> = http.read_json(&root, MOST_SMALL).await;
        root.map_err(not_a_dam)
    };
    let (_, found, lists_locks, direct, product, siren, owner) = tokio::try_join!(
        root,
        queries_and_versions(http),
        lists_locks(http),
        offers_direct_upload(http),
        async { unless_it_fails(product(http).await) },
        answers(http, "/api/assets.json", &[("limit", "1")]),
        async { Ok(owns_the_dam(http).await.unwrap_or(false)) },
    )?;
    let (queries, versions) = found;
    let usual = if http.base.is_cloud_service() {
        "Adobe Experience Manager as a Cloud Service"
    } else {
        "Adobe Experience Manager"
    };
    Ok(Facts {
        user: me.id.clone(),
        at: facts::now(),
        product: product.unwrap_or_else(|| usual.to_owned()),
        administrator: me.administrator == Some(true) || owner,
        siren,
        lists_locks,
        queries,
        direct_upload: direct.offered,
        proved_direct: direct.proved,
        versions,
        // What is missing may have been missing for a moment.
        certain: siren && queries && versions && direct.answered,
    })
}

/// Of what is good to know alone: a question that this server fails at keeps nobody from logging in.
fn unless_it_fails<T>(answer: Result<Option<T>>) -> Result<Option<T>> {
    match answer {
        Err(error) if error.kind == ErrorKind::Unavailable => {
            tracing::info!(%error, "the server fails at a question");
            Ok(None)
        }
        other => other,
    }
}

/// Whether the QueryBuilder answers, and whether an asset tells its versions.
async fn queries_and_versions(http: &Http) -> Result<(bool, bool)> {
    let any_asset = any_asset(http).await?;
    let queries = any_asset.is_some();
    let asset = any_asset
        .flatten()
        .and_then(|path| encode_repository_path(&path));
    let versions = match asset {
        Some(asset) => {
            let asked = answers(http, &format!("{asset}.version.json"), &[]).await;
            unless_it_fails(asked.map(Some))?.unwrap_or(true)
        }
        // Nothing to ask about: it shows when it is first used.
        None => true,
    };
    Ok((queries, versions))
}

impl Found {
    pub(crate) fn new(facts: Facts, cloud: bool) -> Self {
        Self {
            siren: AtomicBool::new(facts.siren),
            shows_properties: AtomicBool::new(facts.lists_locks.unwrap_or(true)),
            proved_properties: AtomicBool::new(false),
            queries: AtomicBool::new(facts.queries),
            direct_upload: AtomicBool::new(facts.direct_upload),
            proved_direct: AtomicBool::new(facts.proved_direct || cloud),
            classic_upload: AtomicBool::new(!cloud),
            api_binary: AtomicBool::new(!cloud),
            locks: AtomicBool::new(true),
            tags: AtomicBool::new(true),
            forms: Forms::default(),
            versions: AtomicBool::new(facts.versions),
            deep_json: AtomicBool::new(true),
            moves_by_header: AtomicBool::new(true),
            form_keeps: AtomicU8::new(KEEPS_UNKNOWN),
            folder_feed_failed: AtomicU8::new(0),
            lock_list_failed: AtomicU8::new(0),
            facts,
        }
    }

    pub(crate) fn capability(&self) -> Capability {
        let locks = offers(&self.locks);
        let direct = offers(&self.direct_upload);
        let queries = offers(&self.queries);
        Capability {
            locks,
            // There are no conditions in AEM's calls.
            write_guard: WriteGuard::Look,
            forced_release: locks && self.facts.administrator,
            ranges: true,
            resumable_upload: direct,
            versions: offers(&self.versions),
            version_comments: true,
            search: queries,
            searches_locks: queries,
            searches_sizes: queries,
            searches_orientation: false,
            thumbnails: true,
            renditions: true,
            copy: offers(&self.siren),
            metadata: true,
            tags: offers(&self.tags),
            collections: queries,
            change_feed: queries,
            hash: Some(HashKind::Sha1),
            // Written when the asset was made; not every way to its bytes has it computed again.
            hash_may_be_stale: true,
            hashes_of_many: queries,
            finds_by_id: queries,
            concurrency: const { NonZeroUsize::new(16).expect("sixteen is not zero") },
            empty_files: offers(&self.classic_upload) && !direct,
            names: NameRules::AEM,
            ..Capability::least(self.facts.product.clone())
        }
    }
}

/// `None` when the QueryBuilder doesn't answer, else the path of some asset, where there is one.
async fn any_asset(http: &Http) -> Result<Option<Option<String>>> {
    let query = Query::below("/content/dam").of_type("dam:Asset").page(0, 1);
    match query.run(http).await {
        Ok(hits) => {
            let path = hits.found.first().and_then(|hit| hit.get("jcr:path"));
            Ok(Some(path.and_then(Value::as_str).map(str::to_owned)))
        }
        Err(error) if is_refusal(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Whether this person has all rights at the DAM's root, which is what AEM asks of those who
/// release the locks of others.
async fn owns_the_dam(http: &Http) -> Result<bool> {
    let hits = Query::exactly("/content/dam")
        .with("hasPermission", "jcr:all")
        .page(0, 1)
        .run(http)
        .await?;
    Ok(hits
        .found
        .iter()
        .any(|hit| hit.get("jcr:path").and_then(Value::as_str) == Some("/content/dam")))
}

/// As [`listing_tells_locks`]; `None` as well where the server fails at it.
pub(crate) async fn lists_locks(http: &Http) -> Result<Option<bool>> {
    unless_it_fails(listing_tells_locks(http).await)
}

/// Whether the listing tells of a check-out that is there. Nobody documents that it does, and one
/// that doesn't would show what others hold as free. `None` without a check-out to look at.
async fn listing_tells_locks(http: &Http) -> Result<Option<bool>> {
    let query = Query::below("/content/dam")
        .of_type("dam:Asset")
        .property("jcr:content/cq:drivelock", "exists", None)
        .page(0, 1);
    let hits = match query.run(http).await {
        Ok(hits) => hits,
        Err(error) if is_refusal(&error) => return Ok(None),
        Err(error) => return Err(error),
    };
    let held = hits
        .found
        .first()
        .and_then(|hit| hit.get("jcr:path")?.as_str())
        .and_then(|path| map::dam_path(path)?.ok());
    let Some(held) = held else {
        return Ok(None);
    };
    let folder = held.parent().unwrap_or_default();
    let query = [("limit", "500"), ("showProperty", "cq:drivelock")]
        .map(|(name, value)| (name.to_owned(), value.to_owned()));
    let call = Call::get(http.base.api(&folder, ".json")).query(&query);
    let siren: Siren = match http.read_json(&call, MOST_PAGE).await {
        Ok(siren) => siren,
        Err(error) if is_refusal(&error) => return Ok(None),
        Err(error) => return Err(error),
    };
    let listed = siren.entities.iter().map(|entity| &entity["properties"]);
    let mut same = listed.filter(|properties| properties["name"] == held.name());
    // The index is late, so an asset that is no longer there or checked in tells nothing; one
    // whose own node still has a holder does.
    let Some(listed) = same.next() else {
        return Ok(None);
    };
    if !listed["cq:drivelock"].is_null() {
        return Ok(Some(true));
    }
    let call = Call::get(http.base.dam(&held, "/jcr:content.json"));
    let content: Result<Value> = http.read_json(&call, MOST_SMALL).await;
    let is_held = content.is_ok_and(|content| !content["cq:drivelock"].is_null());
    Ok(is_held.then_some(false))
}

struct DirectUpload {
    offered: bool,
    /// By the link that only a server with direct upload has.
    proved: bool,
    /// The address that tells of it was there.
    answered: bool,
}

/// AEM's own way of telling clients of direct upload: a link that is "only available on instances
/// with Direct Binary Access" (Adobe's testing client). The address itself exists on 6.5 too.
async fn offers_direct_upload(http: &Http) -> Result<DirectUpload> {
    let known = |offered| DirectUpload {
        offered,
        proved: false,
        answered: false,
    };
    let cloud = http.base.is_cloud_service();
    let call = Call::get(http.base.at("/platform/content/dam"));
    let found: Value = match http.read_json(&call, MOST_SMALL).await {
        Ok(found) => found,
        // Cloud Service always has it, whatever a dispatcher hides.
        Err(error) if error.kind == ErrorKind::NotFound => return Ok(known(cloud)),
        // A refusal says little; the first upload shows it.
        Err(error) if is_refusal(&error) => return Ok(known(true)),
        Err(error) => return Err(error),
    };
    let rel = "http://ns.adobe.com/adobecloud/rel/create";
    let linked = found["_links"].get(rel).is_some_and(|link| !link.is_null());
    Ok(DirectUpload {
        offered: linked || cloud,
        proved: linked,
        answered: true,
    })
}

/// The product's name and version, where this person may read it.
async fn product(http: &Http) -> Result<Option<String>> {
    let call = Call::get(http.base.at("/system/console/status-productinfo.json"));
    let lines: Vec<Value> = match http.read_json(&call, MOST_SMALL).await {
        Ok(lines) => lines,
        Err(error) if is_refusal(&error) => return Ok(None),
        Err(error) => return Err(error),
    };
    let line = lines
        .iter()
        .filter_map(Value::as_str)
        .find(|line| line.contains("Adobe Experience Manager"));
    Ok(line.map(|line| {
        let words = line.trim().replace(['(', ')'], "");
        damson_http::encode::shown(&words)
            .chars()
            .take(100)
            .collect()
    }))
}

async fn answers(http: &Http, path: &str, query: &[(&str, &str)]) -> Result<bool> {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    let pairs: Vec<_> = query.iter().map(owned).collect();
    let call = Call::get(http.base.at(path)).query(&pairs);
    match http.read_json::<Value>(&call, MOST_SMALL).await {
        Ok(_) => Ok(true),
        Err(error) if is_refusal(&error) => Ok(false),
        Err(error) => Err(error),
    }
}

/// The server answered, and the answer is that this is not for us. A server that is broken or out
/// of reach says nothing about what it offers.
pub(crate) fn is_refusal(error: &Error) -> bool {
    matches!(
        error.kind,
        ErrorKind::NotFound
            | ErrorKind::Forbidden
            | ErrorKind::Unsupported
            | ErrorKind::Garbled
            | ErrorKind::LoginNeeded
    )
}

fn not_a_dam(mut error: Error) -> Error {
    if matches!(error.kind, ErrorKind::NotFound | ErrorKind::Garbled) {
        error.kind = ErrorKind::NotADam;
    }
    error
}
