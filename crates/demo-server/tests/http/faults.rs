use damson_demo_server::{Personality, Switches};
use serde_json::{Value, json};

use crate::world::{World, at, header};

const ROOT: &str = "/content/dam.json";

#[tokio::test]
async fn countdowns_run_out() {
    let switches = Switches {
        unavailable_next: 2,
        too_many_next: 1,
        retry_after_s: Some(7),
        ..Switches::default()
    };
    let world = World::start(Personality::Aem65, switches).await;
    let first = world.get(ROOT).await;
    assert_eq!(first.status(), 503);
    assert_eq!(header(&first, "retry-after"), "7");
    assert_eq!(world.get(ROOT).await.status(), 503);
    assert_eq!(world.get(ROOT).await.status(), 429);
    assert_eq!(world.get(ROOT).await.status(), 200);
}

#[tokio::test]
async fn a_session_ends_in_the_middle() {
    let switches = Switches {
        unauthorized_after: Some(2),
        ..Switches::default()
    };
    let world = World::start(Personality::Aem65, switches).await;
    for expected in [200, 200, 401, 401] {
        assert_eq!(world.get(ROOT).await.status(), expected);
    }
    world
        .server
        .set_switches(|switches| switches.unauthorized_after = None);
    assert_eq!(world.get(ROOT).await.status(), 200);
}

#[tokio::test]
async fn faults_can_be_aimed() {
    let switches = Switches {
        server_error_next: 1,
        fault_path: "notes".into(),
        ..Switches::default()
    };
    let world = World::start(Personality::Aem65, switches).await;
    assert_eq!(world.get(ROOT).await.status(), 200);
    let notes = "/content/dam/Campaigns/Autumn/notes.txt";
    assert_eq!(world.get(notes).await.status(), 500);
    assert_eq!(world.get(notes).await.status(), 200);
}

#[tokio::test]
async fn connections_are_cut_before_or_after() {
    let switches = Switches {
        reset_next: 1,
        ..Switches::default()
    };
    let world = World::start(Personality::Aem65, switches).await;
    let call = "/content/dam/Brand/history.txt.checkout.json";
    let post = || {
        world
            .by("jane", "POST", call)
            .form(&[("action", "checkout")])
            .send()
    };
    assert!(post().await.is_err());
    assert_eq!(world.server.holder(&at("Brand/history.txt")), None);
    world
        .server
        .set_switches(|switches| switches.lost_answer_next = 1);
    assert!(post().await.is_err());
    assert_eq!(
        world.server.holder(&at("Brand/history.txt")).as_deref(),
        Some("jane")
    );
    let seen: Vec<u16> = world
        .server
        .requests()
        .iter()
        .map(|request| request.status)
        .collect();
    assert_eq!(seen, [0, 0]);
}

#[tokio::test]
async fn a_web_page_instead_of_json() {
    let switches = Switches {
        html_next: 1,
        ..Switches::default()
    };
    let world = World::start(Personality::Aem65, switches).await;
    let page = world.get(ROOT).await;
    assert_eq!(page.status(), 200);
    assert!(header(&page, "content-type").starts_with("text/html"));
}

#[tokio::test]
async fn the_clock_can_be_wrong() {
    let switches = Switches {
        clock_skew_s: 86_400 * 365,
        ..Switches::default()
    };
    let world = World::start(Personality::Aem65, switches).await;
    let date = header(&world.get(ROOT).await, "date");
    let date = httpdate::parse_http_date(&date).unwrap();
    let ahead = date.duration_since(std::time::SystemTime::now()).unwrap();
    assert!(ahead.as_secs() > 86_400 * 364);
}

#[tokio::test]
async fn switches_over_http() {
    let world = World::aem65().await;
    let put = |body: Value| world.anonymous("PUT", "/demo/switches").json(&body).send();
    assert_eq!(
        put(json!({ "unavailable_next": 1 }))
            .await
            .unwrap()
            .status(),
        200
    );
    assert_eq!(world.get(ROOT).await.status(), 503);
    assert_eq!(
        put(json!({ "no_such_switch": 1 })).await.unwrap().status(),
        400
    );
    let read = world
        .anonymous("GET", "/demo/switches")
        .send()
        .await
        .unwrap();
    assert_eq!(
        read.json::<Switches>().await.unwrap(),
        world.server.switches()
    );
}

#[tokio::test]
async fn requests_are_remembered() {
    let world = World::aem65().await;
    world.get("/content/dam.json?x=1").await;
    world.anonymous("GET", ROOT).send().await.unwrap();
    let requests = world.server.requests();
    assert_eq!(requests[0].path, "/content/dam.json?x=1");
    assert_eq!(requests[0].user_agent.as_deref(), Some("DemoTest/1"));
    assert!(requests[0].had_authorization);
    assert!(!requests[1].had_authorization);
    assert_eq!(requests[1].status, 401);
}
