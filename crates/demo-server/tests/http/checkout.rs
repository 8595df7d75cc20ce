use damson_demo_server::{Personality, Switches, switches::OwnCheckout};
use serde_json::{Value, json};

use crate::world::{World, at};

const CALL: &str = "/content/dam/Brand/history.txt.checkout.json";

async fn act(world: &World, user: &str, action: &str) -> Value {
    let response = world.post(user, CALL, &[("action", action)]).await;
    assert_eq!(response.status(), 200);
    response.json().await.unwrap()
}

#[tokio::test]
async fn one_holds_it_at_a_time() {
    let world = World::aem65().await;
    let path = at("Brand/history.txt");
    assert_eq!(
        act(&world, "jane", "checkout").await,
        json!({ "result": "ok" })
    );
    assert_eq!(world.server.holder(&path).as_deref(), Some("jane"));
    assert_eq!(
        act(&world, "omar", "checkout").await,
        json!({ "result": "conflict" })
    );
    assert_eq!(
        act(&world, "omar", "checkin").await,
        json!({ "result": "conflict" })
    );
    assert_eq!(world.server.holder(&path).as_deref(), Some("jane"));
    assert_eq!(
        act(&world, "jane", "checkout").await,
        json!({ "result": "ok" })
    );
    assert_eq!(
        act(&world, "jane", "checkin").await,
        json!({ "result": "ok" })
    );
    assert_eq!(world.server.holder(&path), None);
}

#[tokio::test]
async fn an_administrator_releases_it() {
    let world = World::aem65().await;
    act(&world, "jane", "checkout").await;
    assert_eq!(
        act(&world, "admin", "checkout").await,
        json!({ "result": "conflict" })
    );
    assert_eq!(
        act(&world, "admin", "checkin").await,
        json!({ "result": "ok" })
    );
    assert_eq!(world.server.holder(&at("Brand/history.txt")), None);
}

#[tokio::test]
async fn a_reader_may_not() {
    let world = World::aem65().await;
    let response = world.post("reader", CALL, &[("action", "checkout")]).await;
    assert_eq!(response.status(), 403);
    assert_eq!(
        world
            .post("jane", CALL, &[("action", "dance")])
            .await
            .status(),
        400
    );
    let folder = "/content/dam/Brand.checkout.json";
    assert_eq!(
        world
            .post("jane", folder, &[("action", "checkout")])
            .await
            .status(),
        400
    );
    let missing = "/content/dam/Brand/none.txt.checkout.json";
    assert_eq!(
        world
            .post("jane", missing, &[("action", "checkout")])
            .await
            .status(),
        404
    );
}

#[tokio::test]
async fn the_unknowns_are_switches() {
    let switches = Switches {
        own_checkout: OwnCheckout::Conflict,
        checkout_bumps_modified: true,
        ..Switches::default()
    };
    let world = World::start(Personality::Aem65, switches).await;
    let content = "/content/dam/Brand/history.txt/jcr:content.json";
    let before = world.json(content).await;
    act(&world, "jane", "checkout").await;
    assert_ne!(
        world.json(content).await["jcr:lastModified"],
        before["jcr:lastModified"]
    );
    assert_eq!(
        act(&world, "jane", "checkout").await,
        json!({ "result": "conflict" })
    );
    world
        .server
        .set_switches(|switches| switches.checkout_ignored = true);
    assert_eq!(
        act(&world, "jane", "checkin").await,
        json!({ "result": "ok" })
    );
    assert_eq!(
        world.server.holder(&at("Brand/history.txt")).as_deref(),
        Some("jane")
    );
    world
        .server
        .set_switches(|switches| switches.checkout = false);
    assert_eq!(
        world
            .post("jane", CALL, &[("action", "checkin")])
            .await
            .status(),
        404
    );
}
