use damson_demo_server::{Personality, Switches};

use crate::world::{World, at, header};

const NOTES: &str = "/content/dam/Campaigns/Autumn/notes.txt";

#[tokio::test]
async fn the_whole_file_has_a_date_and_no_etag() {
    let world = World::aem65().await;
    let response = world.get(NOTES).await;
    assert_eq!(response.status(), 200);
    assert_eq!(header(&response, "last-modified"), "");
    assert!(!header(&response, "date").is_empty());
    assert_eq!(header(&response, "etag"), "");
    assert_eq!(header(&response, "accept-ranges"), "");
    assert_eq!(header(&response, "content-type"), "text/plain");
    assert_eq!(response.text().await.unwrap(), "Notes on the campaign.\n");
    let original = world
        .get(&format!("{NOTES}/jcr:content/renditions/original"))
        .await;
    assert_eq!(
        header(&original, "last-modified"),
        "Tue, 01 Sep 2026 08:00:00 GMT"
    );
    assert_eq!(original.text().await.unwrap(), "Notes on the campaign.\n");
    let head = world.by("jane", "HEAD", NOTES).send().await.unwrap();
    assert_eq!(header(&head, "content-length"), "23");
}

#[tokio::test]
async fn only_what_changed_is_sent_again() {
    let world = World::aem65().await;
    let original = format!("{NOTES}/jcr:content/renditions/original");
    let plain = world.by("jane", "GET", NOTES);
    let plain = plain.header("if-modified-since", "Tue, 01 Sep 2026 08:00:00 GMT");
    assert_eq!(plain.send().await.unwrap().status(), 200);
    let since = |date: &str| {
        world
            .by("jane", "GET", &original)
            .header("if-modified-since", date)
            .send()
    };
    assert_eq!(
        since("Tue, 01 Sep 2026 08:00:00 GMT")
            .await
            .unwrap()
            .status(),
        304
    );
    assert_eq!(
        since("Tue, 01 Sep 2026 07:59:59 GMT")
            .await
            .unwrap()
            .status(),
        200
    );
}

#[tokio::test]
async fn ranges() {
    let world = World::aem65().await;
    let part = |range: &str| world.by("jane", "GET", NOTES).header("range", range).send();
    let middle = part("bytes=6-7").await.unwrap();
    assert_eq!(middle.status(), 206);
    assert_eq!(header(&middle, "content-range"), "bytes 6-7/23");
    assert_eq!(middle.text().await.unwrap(), "on");
    assert_eq!(
        part("bytes=-10").await.unwrap().text().await.unwrap(),
        "campaign.\n"
    );
    let beyond = part("bytes=23-").await.unwrap();
    assert_eq!(beyond.status(), 416);
    assert_eq!(header(&beyond, "content-range"), "bytes */23");
    world
        .server
        .set_switches(|switches| switches.range_ignored = true);
    let whole = part("bytes=6-7").await.unwrap();
    assert_eq!(whole.status(), 200);
    assert_eq!(whole.text().await.unwrap().len(), 23);
}

#[tokio::test]
async fn large_files_announce_ranges() {
    let world = World::aem65().await;
    world
        .server
        .put_asset(&at("large.bin"), &vec![7; 200 * 1024], "jane")
        .unwrap();
    let response = world.get("/content/dam/large.bin").await;
    assert_eq!(header(&response, "accept-ranges"), "bytes");
    let part = world
        .by("jane", "GET", "/content/dam/large.bin")
        .header("range", "bytes=100000-");
    assert_eq!(
        part.send().await.unwrap().bytes().await.unwrap().len(),
        200 * 1024 - 100_000
    );
}

#[tokio::test]
async fn the_cloud_sends_to_another_origin_that_wants_no_credentials() {
    let world = World::cloud().await;
    let response = world.get(NOTES).await;
    assert_eq!(response.status(), 302);
    let location = header(&response, "location");
    assert!(
        location.starts_with(world.server.blob_url().as_str()),
        "{location}"
    );
    let with = world
        .client
        .get(&location)
        .bearer_auth("x")
        .send()
        .await
        .unwrap();
    assert_eq!(with.status(), 403);
    let cookie = world
        .client
        .get(&location)
        .header("cookie", "a=b")
        .send()
        .await
        .unwrap();
    assert_eq!(cookie.status(), 403);
    let part = world
        .client
        .get(&location)
        .header("range", "bytes=0-4")
        .send()
        .await
        .unwrap();
    assert_eq!(part.status(), 206);
    assert_eq!(part.text().await.unwrap(), "Notes");
    let forged = world
        .client
        .get(location.replace("sig=", "sig=0"))
        .send()
        .await
        .unwrap();
    assert_eq!(forged.status(), 403);
    world
        .server
        .set_switches(|switches| switches.signed_url_lifetime_s = 0);
    let expired = header(&world.get(NOTES).await, "location");
    assert_eq!(
        world.client.get(expired).send().await.unwrap().status(),
        403
    );
}

#[tokio::test]
async fn downloads_break_and_lie_on_demand() {
    let switches = Switches {
        truncate_next: 1,
        garbage_next: 1,
        ..Switches::default()
    };
    let world = World::start(Personality::Aem65, switches).await;
    let broken = world.get(NOTES).await;
    assert_eq!(header(&broken, "content-length"), "23");
    assert!(broken.bytes().await.is_err());
    let garbage = world.get(NOTES).await.bytes().await.unwrap();
    assert_eq!(garbage.len(), 23);
    assert_ne!(&garbage[..], b"Notes on the campaign.\n");
    assert_eq!(
        world.get(NOTES).await.text().await.unwrap(),
        "Notes on the campaign.\n"
    );
}
