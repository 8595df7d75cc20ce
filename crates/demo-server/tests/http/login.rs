use damson_demo_server::{Personality, Switches};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use reqwest::Client;
use serde_json::{Value, json};

use crate::world::{World, at, client, header};

const ME: &str = "/libs/granite/security/currentuser.json";

#[tokio::test]
async fn the_challenge_depends_on_who_asks() {
    let world = World::aem65().await;
    let program = world.anonymous("GET", ME).send().await.unwrap();
    assert_eq!(program.status(), 401);
    assert!(header(&program, "www-authenticate").starts_with("Basic"));
    let browser = world
        .anonymous("GET", ME)
        .header("user-agent", "Mozilla/5.0")
        .send()
        .await
        .unwrap();
    assert_eq!(browser.status(), 302);
    assert!(header(&browser, "location").contains("/login.html?resource="));
    let script = world
        .anonymous("GET", ME)
        .header("x-requested-with", "XMLHttpRequest");
    assert_eq!(script.send().await.unwrap().status(), 403);
}

#[tokio::test]
async fn basic_credentials_are_checked() {
    let world = World::aem65().await;
    assert_eq!(world.json(ME).await["authorizableId"], "jane");
    let wrong = world
        .anonymous("GET", ME)
        .basic_auth("jane", Some("guess"))
        .send()
        .await
        .unwrap();
    assert_eq!(wrong.status(), 401);
    assert_eq!(header(&wrong, "x-reason-code"), "invalid_login");
}

#[tokio::test]
async fn the_cloud_takes_tokens_and_no_passwords() {
    let world = World::cloud().await;
    assert_eq!(world.json(ME).await["authorizableId"], "jane");
    let basic = world
        .anonymous("GET", ME)
        .basic_auth("jane", Some("jane"))
        .send()
        .await
        .unwrap();
    assert_eq!(basic.status(), 403);
    let token: Value = serde_json::from_str(&world.server.developer_token("omar")).unwrap();
    let token = token["accessToken"].as_str().unwrap();
    let omar = world
        .anonymous("GET", ME)
        .bearer_auth(token)
        .send()
        .await
        .unwrap();
    assert_eq!(
        omar.json::<Value>().await.unwrap()["authorizableId"],
        "omar"
    );
    world
        .server
        .set_switches(|switches| switches.tokens_expired = true);
    let expired = world
        .anonymous("GET", ME)
        .bearer_auth(token)
        .send()
        .await
        .unwrap();
    assert_eq!(expired.status(), 401);
}

#[tokio::test]
async fn a_token_of_another_kind_or_hand_is_refused() {
    let world = World::cloud().await;
    let token = world.server.token("jane");
    for wrong in [
        token.replace(".access.", ".login."),
        format!("{token}0"),
        "x".to_owned(),
    ] {
        let response = world
            .anonymous("GET", ME)
            .bearer_auth(&wrong)
            .send()
            .await
            .unwrap();
        assert_eq!(response.status(), 401, "{wrong}");
    }
    world
        .server
        .set_switches(|switches| switches.token_lifetime_s = 0);
    let late = world.get(ME).await;
    assert_eq!(header(&late, "x-reason-code"), "expired_token");
}

async fn log_in(world: &World, password: &str) -> reqwest::Response {
    let form = [
        ("j_username", "jane"),
        ("j_password", password),
        ("j_validate", "true"),
    ];
    let path = "/libs/granite/core/content/login.html/j_security_check";
    world
        .anonymous("POST", path)
        .form(&form)
        .send()
        .await
        .unwrap()
}

async fn with_cookie(world: &World) -> (Client, String) {
    let response = log_in(world, "jane").await;
    let cookie = header(&response, "set-cookie");
    (client(), cookie.split(';').next().unwrap().to_owned())
}

#[tokio::test]
async fn the_form_gives_a_cookie() {
    let world = World::aem65().await;
    let wrong = log_in(&world, "guess").await;
    assert_eq!(wrong.status(), 403);
    assert_eq!(header(&wrong, "x-reason-code"), "invalid_login");
    let (client, cookie) = with_cookie(&world).await;
    assert!(cookie.starts_with("login-token="));
    let url = world.server.url().join(ME).unwrap();
    let me = client
        .get(url.clone())
        .header("cookie", &cookie)
        .send()
        .await
        .unwrap();
    assert_eq!(me.json::<Value>().await.unwrap()["authorizableId"], "jane");
    world
        .server
        .set_switches(|switches| switches.sessions_expired = true);
    let late = client
        .get(url)
        .header("cookie", &cookie)
        .send()
        .await
        .unwrap();
    assert_eq!(late.status(), 401);
    assert_eq!(header(&late, "x-reason-code"), "session_timeout");
}

#[tokio::test]
async fn a_cookie_may_need_a_csrf_token() {
    let switches = Switches {
        csrf_enforced: true,
        ..Switches::default()
    };
    let world = World::start(Personality::Aem65, switches).await;
    let (client, cookie) = with_cookie(&world).await;
    let url = |path: &str| world.server.url().join(path).unwrap();
    let checkout = url("/content/dam/Brand/history.txt.checkout.json");
    let post = || {
        client
            .post(checkout.clone())
            .header("cookie", &cookie)
            .form(&[("action", "checkout")])
    };
    assert_eq!(post().send().await.unwrap().status(), 403);
    assert_eq!(world.server.holder(&at("Brand/history.txt")), None);
    let token = client
        .get(url("/libs/granite/csrf/token.json"))
        .header("cookie", &cookie);
    let token: Value = token.send().await.unwrap().json().await.unwrap();
    let token = token["token"].as_str().unwrap();
    assert_eq!(
        post()
            .header("csrf-token", token)
            .send()
            .await
            .unwrap()
            .status(),
        200
    );
    assert_eq!(
        world.server.holder(&at("Brand/history.txt")).as_deref(),
        Some("jane")
    );
    // Basic needs none.
    let basic = world.post(
        "jane",
        "/content/dam/Brand/history.txt.checkout.json",
        &[("action", "checkin")],
    );
    assert_eq!(basic.await.status(), 200);
}

#[tokio::test]
async fn a_browser_must_come_from_here() {
    let world = World::aem65().await;
    let path = "/content/dam/Brand/history.txt.checkout.json";
    let post = || {
        world
            .by("jane", "POST", path)
            .header("user-agent", "Mozilla/5.0")
            .form(&[("action", "checkout")])
    };
    assert_eq!(post().send().await.unwrap().status(), 403);
    let foreign = post()
        .header("referer", "https://elsewhere.example/")
        .send()
        .await
        .unwrap();
    assert_eq!(foreign.status(), 403);
    let own = post()
        .header("referer", world.server.url().as_str())
        .send()
        .await
        .unwrap();
    assert_eq!(own.status(), 200);
}

#[tokio::test]
async fn a_login_page_can_come_with_status_200() {
    let switches = Switches {
        login_page_at_200: true,
        ..Switches::default()
    };
    let world = World::start(Personality::Aem65, switches).await;
    let response = world
        .anonymous("GET", "/content/dam.json")
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), 200);
    assert!(header(&response, "content-type").starts_with("text/html"));
}

#[tokio::test]
async fn a_secret_is_exchanged_for_a_token() {
    let world = World::cloud().await;
    let document: Value = serde_json::from_str(&world.server.service_credentials()).unwrap();
    let ask = |secret: &str| {
        let form = [
            ("grant_type", "client_credentials"),
            ("client_id", document["CLIENT_ID"].as_str().unwrap()),
            ("client_secret", secret),
            ("scope", "openid,AdobeID"),
        ]
        .map(|(name, value)| (name, value.to_owned()));
        world.anonymous("POST", "/ims/token/v3").form(&form).send()
    };
    let secret = document["CLIENT_SECRETS"][0].as_str().unwrap();
    let answer: Value = ask(secret).await.unwrap().json().await.unwrap();
    let token = answer["access_token"].as_str().unwrap();
    let me = world
        .anonymous("GET", ME)
        .bearer_auth(token)
        .send()
        .await
        .unwrap();
    assert_eq!(
        me.json::<Value>().await.unwrap()["authorizableId"],
        document["TECHNICAL_ACCOUNT_ID"]
    );
    assert_eq!(ask("other").await.unwrap().status(), 400);
}

#[tokio::test]
async fn a_signed_jwt_was_exchanged_for_a_token() {
    let world = World::cloud().await;
    world
        .server
        .set_switches(|switches| switches.takes_jwt = true);
    let document: Value = serde_json::from_str(&world.server.jwt_credentials()).unwrap();
    let integration = &document["integration"];
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let endpoint = text(&integration["imsEndpoint"]);
    let client_id = text(&integration["technicalAccount"]["clientId"]);
    let exchange = |org: &str| {
        let mut claims = json!({
            "exp": 4_000_000_000_u64,
            "iss": org,
            "sub": integration["id"],
            "aud": format!("{endpoint}/c/{client_id}"),
        });
        claims[format!("{endpoint}/s/ent_aem_cloud_api")] = json!(true);
        let key = EncodingKey::from_rsa_pem(text(&integration["privateKey"]).as_bytes()).unwrap();
        let token = encode(&Header::new(Algorithm::RS256), &claims, &key).unwrap();
        let form = [
            ("client_id", client_id.clone()),
            (
                "client_secret",
                text(&integration["technicalAccount"]["clientSecret"]),
            ),
            ("jwt_token", token),
        ];
        world
            .anonymous("POST", "/ims/exchange/jwt")
            .form(&form)
            .send()
    };
    let answer: Value = exchange(&text(&integration["org"]))
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(answer["token_type"], "bearer");
    let token = answer["access_token"].as_str().unwrap();
    let me = world
        .anonymous("GET", ME)
        .bearer_auth(token)
        .send()
        .await
        .unwrap();
    assert_eq!(
        me.json::<Value>().await.unwrap()["authorizableId"],
        integration["id"]
    );
    assert_eq!(exchange("another@AdobeOrg").await.unwrap().status(), 400);
}

#[tokio::test]
async fn only_an_administrator_reads_the_product() {
    let world = World::aem65().await;
    let path = "/system/console/status-productinfo.json";
    assert_eq!(world.get(path).await.status(), 403);
    let lines: Vec<String> = world
        .by("admin", "GET", path)
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert!(lines.iter().any(|line| line.contains("6.5")));
    let cloud = World::cloud().await;
    assert_eq!(
        cloud
            .by("admin", "GET", path)
            .send()
            .await
            .unwrap()
            .status(),
        404
    );
}
