//! Collections, against the stand-in in both personalities.

use damson_aem::Aem;
use damson_core::DamPath;
use damson_demo_server::switches::{Hidden, SmartQuery};
use damson_remote::{
    Collection, CollectionEdit, CollectionId, CollectionKind, ErrorKind, Remote as _, Rights,
};

use crate::setup::{BOTH, Dam, path};

async fn members(aem: &Aem, id: &CollectionId) -> Vec<String> {
    let page = aem.collection_members(id, None).await.unwrap();
    assert_eq!(page.next, None);
    let paths = page
        .items
        .iter()
        .map(|entry| entry.path.as_str().to_owned());
    paths.collect()
}

fn titled<'a>(all: &'a [Collection], title: &str) -> &'a Collection {
    all.iter().find(|one| one.title == title).unwrap()
}

async fn edit(
    aem: &Aem,
    id: &CollectionId,
    add: &[&str],
    remove: &[&str],
) -> Result<(), ErrorKind> {
    let paths = |texts: &[&str]| -> Vec<DamPath> { texts.iter().map(|text| path(text)).collect() };
    let edit = CollectionEdit {
        add: paths(add),
        remove: paths(remove),
    };
    let edited = aem.edit_collection(id, &edit).await;
    edited.map_err(|error| error.kind)
}

#[tokio::test]
async fn nested_ones_come_behind_what_holds_them() {
    for personality in BOTH {
        let dam = Dam::sampled(personality).await;
        let jane = dam.log_in("jane").await;
        let all = jane.collections().await.unwrap();
        let titles: Vec<&str> = all.iter().map(|one| one.title.as_str()).collect();
        assert_eq!(titles, ["Harvest", "Launch kit", "Words"]);
        let (kit, words) = (titled(&all, "Launch kit"), titled(&all, "Words"));
        assert_eq!(words.parent.as_ref(), Some(&kit.id));
        assert_eq!((kit.parent.as_ref(), kit.members), (None, Some(3)));
        assert_eq!(kit.rights, Rights::Unknown);
        assert_eq!(
            kit.description.as_deref(),
            Some("What goes out on the first day")
        );
        assert_eq!(
            members(&jane, &kit.id).await,
            [
                "Campaigns/Autumn/hero.png",
                "Brand/logo.svg",
                "Brand/history.txt"
            ]
        );
    }
}

#[tokio::test]
async fn a_smart_one_holds_what_its_search_finds() {
    let dam = Dam::sampled(BOTH[0]).await;
    let jane = dam.log_in("jane").await;
    let all = jane.collections().await.unwrap();
    let harvest = titled(&all, "Harvest");
    assert_eq!(harvest.kind, CollectionKind::Smart);
    assert_eq!(harvest.rights, Rights::ReadOnly);
    for form in [SmartQuery::Lines, SmartQuery::Json, SmartQuery::Query] {
        dam.server
            .set_switches(|switches| switches.smart_query = form);
        let found = members(&jane, &harvest.id).await;
        assert_eq!(found, ["Campaigns/Autumn/hero.png"], "{form:?}");
    }
    dam.server
        .set_switches(|switches| switches.smart_query = SmartQuery::Unknown);
    let unknown = jane.collection_members(&harvest.id, None).await;
    assert_eq!(unknown.unwrap_err().kind, ErrorKind::Unsupported);
    let edited = edit(&jane, &harvest.id, &["Brand/logo.svg"], &[]).await;
    assert_eq!(edited, Err(ErrorKind::Unsupported));
}

#[tokio::test]
async fn an_edit_that_is_not_kept_is_an_error() {
    let dam = Dam::sampled(BOTH[1]).await;
    let jane = dam.log_in("jane").await;
    let all = jane.collections().await.unwrap();
    let words = &titled(&all, "Words").id;
    dam.server
        .set_switches(|switches| switches.collection_posts_ignored = true);
    let added = edit(&jane, words, &["Brand/logo.svg"], &[]).await;
    assert_eq!(added, Err(ErrorKind::Garbled));
    let removed = edit(&jane, words, &[], &["Campaigns/Spring/plan.txt"]).await;
    assert_eq!(removed, Err(ErrorKind::Garbled));
    // Nothing is sent for what is so already.
    let same = edit(
        &jane,
        words,
        &["Campaigns/Spring/plan.txt"],
        &["Brand/logo.svg"],
    )
    .await;
    assert_eq!(same, Ok(()));
}

#[tokio::test]
async fn the_nodes_of_members_go_with_the_list() {
    let dam = Dam::sampled(BOTH[0]).await;
    let jane = dam.log_in("jane").await;
    let all = jane.collections().await.unwrap();
    let words = &titled(&all, "Words").id;
    let removed = ["Campaigns/Autumn/notes.txt"];
    edit(&jane, words, &["Brand/logo.svg"], &removed)
        .await
        .unwrap();
    let http = reqwest::Client::new();
    let url = format!(
        "{}{}/sling:members.1.json",
        dam.server.url().as_str().trim_end_matches('/'),
        words.0
    );
    let answer = http.get(url).basic_auth("jane", Some("jane")).send().await;
    let node: serde_json::Value = answer.unwrap().json().await.unwrap();
    let mut of: Vec<&str> = node
        .as_object()
        .unwrap()
        .values()
        .filter_map(|node| node["sling:resource"].as_str())
        .collect();
    of.sort_unstable();
    assert_eq!(
        of,
        [
            "/content/dam/Brand/logo.svg",
            "/content/dam/Campaigns/Spring/plan.txt"
        ]
    );
}

#[tokio::test]
async fn who_may_not_see_them_sees_none() {
    let dam = Dam::sampled(BOTH[0]).await;
    let jane = dam.log_in("jane").await;
    let all = jane.collections().await.unwrap();
    let words = titled(&all, "Words").id.clone();
    dam.server
        .set_switches(|switches| switches.collections_hidden = Hidden::S404);
    assert!(jane.collections().await.unwrap().is_empty());
    let gone = jane.collection_members(&words, None).await;
    assert_eq!(gone.unwrap_err().kind, ErrorKind::NotFound);
}
