//! Searches in the whole DAM or below a folder.

use damson_core::{DamPath, usage::Approval};
use damson_remote::{
    Entry, Error, ErrorKind, MetadataQuery, Page, PageToken, Result, Search, SearchScope,
    metadata::known,
};

use crate::{
    list::{offset_of, repository_path},
    map,
    probe::offers,
    query::Query,
    remote::Aem,
};

const LIMIT: u64 = 100;
const LOCK: &str = "jcr:content/cq:drivelock";
const CHANGED: &str = "jcr:content/jcr:lastModified";
const SIZE: &str = "jcr:content/metadata/dam:size";
const WIDTH: &str = "jcr:content/metadata/tiff:ImageWidth";
const FORMAT: &str = "jcr:content/metadata/dc:format";
/// The numbers of the groups, which would replace each other otherwise; media types are the first.
const DECIDED: usize = 2;
const EXPIRES: usize = 3;
const RATED: usize = 4;

const MOST_STARS: u8 = 5;

/// One page of what matches, best first.
pub(crate) async fn search(
    aem: &Aem,
    search: &Search,
    page: Option<PageToken>,
) -> Result<Page<Entry>> {
    if !offers(&aem.found.queries) {
        return Err(Error::new(ErrorKind::Unsupported).said("this server's search is closed"));
    }
    let offset = offset_of(page.as_ref())?;
    let root = DamPath::root();
    let folder = match &search.scope {
        SearchScope::Everywhere => &root,
        SearchScope::Below(folder) => folder,
    };
    let query = question(search, folder, &aem.me.id).page(offset, LIMIT);
    let hits = query.run(&aem.http).await?;
    let mut page = map::hits_page(&hits, offset, &aem.me.id);
    page.items.retain(|entry| entry.path.is_within(folder));
    Ok(page)
}

fn question(search: &Search, folder: &DamPath, me: &str) -> Query {
    let mut query = Query::below(&repository_path(folder)).of_type("dam:Asset");
    let text = search.text.trim();
    if !text.is_empty() {
        query = query.with("fulltext", text);
    }
    let name = search.name.trim();
    if !name.is_empty() {
        query = query.with("nodename", name);
    }
    query = match (search.mine, search.theirs) {
        (Some(true), false) => query.property(LOCK, "equals", Some(me)),
        (Some(true), true) => query.property(LOCK, "exists", None),
        (Some(false), _) => query.property(LOCK, "not", None),
        // What nobody has checked out lacks the property, and is then not unequal either; the first
        // of the two says so to whoever reads the query.
        (None, true) => query
            .property(LOCK, "exists", None)
            .property(LOCK, "unequals", Some(me)),
        (None, false) => query,
    };
    if search.orientation.is_some() {
        // A query can't compare two properties of a node, and AEM's own facet of orientation goes by
        // tags that somebody gave: whoever asks compares, and gets only what has dimensions.
        query = query.property(WIDTH, "exists", None);
    }
    query = query.sized(SIZE, search.size_from, search.size_below);
    query = formats(query, &search.media_types);
    query = described(query, &search.metadata);
    query = query.dated(CHANGED, search.changed_after, search.changed_before);
    if text.is_empty() {
        query.descending(&format!("@{CHANGED}"))
    } else {
        query.descending("@jcr:score")
    }
}

/// What the metadata say. Rating is that of the file's own metadata; the stars that visitors of AEM give
/// are another thing, and only their average is kept.
fn described(query: Query, wanted: &MetadataQuery) -> Query {
    let place = |name: &str| format!("jcr:content/metadata/{name}");
    let [tags, rating] = [known::TAGS, known::RATING].map(place);
    let mut query = query.tagged(&tags, &wanted.tags);
    if let Some(from) = wanted.rating_from {
        query = query.rated(RATED, &rating, from, MOST_STARS);
    }
    // 6.5 and Cloud Service keep a reviewer's decision in fields of different names.
    let decided = [known::STATUS, known::ASSET_STATUS].map(place);
    let decided = decided.each_ref().map(String::as_str);
    query = match wanted.approval {
        Some(Approval::Approved) => query.any_property(DECIDED, &decided, &["approved"], false),
        Some(Approval::Rejected) => query.any_property(DECIDED, &decided, &["rejected"], false),
        Some(Approval::Undecided) => {
            query.any_property(DECIDED, &decided, &["approved", "rejected"], true)
        }
        None => query,
    };
    if let Some(moment) = wanted.expires_by {
        let expires = [known::EXPIRES, known::EXPIRES_PLUS].map(place);
        let expires = expires.each_ref().map(String::as_str);
        query = query.any_dated_by(EXPIRES, &expires, moment);
    }
    query
}

/// Any of these media types.
fn formats(query: Query, media_types: &[String]) -> Query {
    if media_types.is_empty() {
        return query;
    }
    let mut query = query.with("1_group.p.or", "true");
    for (number, media_type) in (1..).zip(media_types) {
        let key = format!("1_group.{number}_property");
        let (operation, value) = if media_type.contains('*') {
            ("like", media_type.replace('*', "%"))
        } else {
            ("equals", media_type.clone())
        };
        query = query
            .with(&key, FORMAT)
            .with(&format!("{key}.operation"), operation)
            .with(&format!("{key}.value"), &value);
    }
    query
}
