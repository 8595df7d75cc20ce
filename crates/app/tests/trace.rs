//! The record that a person attaches to a report: what it tells, and what it must not.

#![expect(clippy::unwrap_used, reason = "a test ends where it can't go on")]

#[path = "../../webdav/tests/webdav/server.rs"]
#[expect(
    dead_code,
    clippy::print_stdout,
    reason = "the connector's own tests use the rest; what is skipped is said"
)]
mod server;

use std::{sync::Arc, time::Duration};

use damson_app::{
    App, Dirs, Handle, Intent, Ports, Reply,
    intent::{Connect, Login, Secret},
    secrets::SessionSecrets,
    shell::SystemShell,
};
use damson_demo_server::{DemoConfig, DemoServer, Personality, Sample};
use serde_json::Value;
use server::{Kind, Server};
use tempfile::TempDir;
use tokio::time::timeout;

struct Clinic {
    home: TempDir,
    app: App,
}

impl Clinic {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let ports = Ports {
            secrets: Arc::new(SessionSecrets::default()),
            shell: Arc::new(SystemShell::default()),
        };
        let app = App::open(Dirs::below(home.path()), ports).unwrap();
        Self { home, app }
    }

    async fn connect(&self, url: &str, login: Login) {
        let connect = Connect {
            url: url.to_owned(),
            name: Some("our studio".to_owned()),
            login,
            remember: false,
            allow_plain_http: false,
            cache_folder: None,
        };
        let connected = self.app.send(Intent::Connect(Box::new(connect)));
        connected.await.unwrap();
    }

    async fn record(&self, check_out: Option<&str>) -> String {
        let asked = self.app.send(Intent::Trace {
            connection: None,
            check_out: check_out.map(str::to_owned),
        });
        let answer = timeout(Duration::from_mins(1), asked).await.unwrap();
        let Ok(Reply::Trace(text)) = answer else {
            panic!("{answer:?}");
        };
        text
    }
}

/// Each call as `METHOD path → status`.
fn calls(text: &str) -> Vec<String> {
    let record: Value = serde_json::from_str(text).unwrap();
    let calls = record["calls"].as_array().unwrap();
    calls
        .iter()
        .map(|call| {
            let word = |name: &str| call[name].as_str().unwrap_or_default().to_owned();
            let status = &call["answer"]["status"];
            format!("{} {} → {status}", word("call"), word("path"))
        })
        .collect()
}

fn tells_nothing_of(text: &str, words: &[&str]) {
    for word in words {
        assert!(!text.contains(word), "{word} is in the record:\n{text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_an_aem() {
    for personality in [Personality::Aem65, Personality::Cloud] {
        let clinic = Clinic::new();
        let config = DemoConfig::new(clinic.home.path().join("dam"), personality, Sample::Small);
        let server = DemoServer::start(config).await.unwrap();
        let token = server.token("jane");
        let login = match personality {
            Personality::Aem65 => Login::Password {
                user: "jane".to_owned(),
                password: Secret::new("jane"),
            },
            Personality::Cloud => Login::Token {
                token: Secret::new(&token),
            },
        };
        clinic.connect(server.url().as_str(), login).await;
        let hero = "/Campaigns/Autumn/hero.png";
        let text = clinic.record(Some(hero)).await;

        let host = server.url().host_str().unwrap().to_owned();
        tells_nothing_of(
            &text,
            &[
                "hero",
                "Autumn",
                "Campaigns",
                "Brand",
                "logo",
                "plan.txt",
                "notes",
                "omar",
                "jane",
                &token,
                &host,
                "our studio",
                "Notes on",
            ],
        );
        let calls = calls(&text);
        let has = |part: &str| {
            assert!(
                calls.iter().any(|call| call.contains(part)),
                "{part}: {calls:#?}"
            );
        };
        has("GET /libs/granite/security/currentuser.json → 200");
        has("GET /bin/querybuilder.json → 200");
        has(".png.checkout.json → 200");
        has("/jcr:content.3.json → 200");
        assert!(text.contains("jcr:content/cq:drivelock"), "{text}");
        assert!(text.contains("\"dam:Asset\\\""), "{text}");
        assert!(text.contains("action=checkout"), "{text}");
        // What was checked out for the record is free again.
        let hero = damson_core::DamPath::parse(hero).unwrap();
        assert_eq!(server.holder(&hero), None);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_checked_out_unless_somebody_says_so() {
    let clinic = Clinic::new();
    let config = DemoConfig::new(
        clinic.home.path().join("dam"),
        Personality::Aem65,
        Sample::Small,
    );
    let server = DemoServer::start(config).await.unwrap();
    let login = Login::Password {
        user: "jane".to_owned(),
        password: Secret::new("jane"),
    };
    clinic.connect(server.url().as_str(), login).await;
    let text = clinic.record(None).await;
    let reading = ["GET ", "HEAD "];
    let calls = calls(&text);
    assert!(
        calls
            .iter()
            .all(|call| reading.iter().any(|method| call.starts_with(method))),
        "{calls:#?}"
    );
    // What omar holds is not taken for the record either.
    let locked = "/Campaigns/Autumn/locked.psd";
    clinic.record(Some(locked)).await;
    let locked = damson_core::DamPath::parse(locked).unwrap();
    assert_eq!(server.holder(&locked).as_deref(), Some("omar"));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_webdav_server() {
    let Some(server) = Server::start(Kind::Apache) else {
        return;
    };
    std::fs::create_dir_all(server.files().join("Plum project")).unwrap();
    std::fs::write(
        server.files().join("Plum project/orchard poster.psd"),
        "bytes",
    )
    .unwrap();
    let clinic = Clinic::new();
    let login = Login::Password {
        user: "rita".to_owned(),
        password: Secret::new("rita"),
    };
    clinic.connect(&server.url, login).await;
    let text = clinic.record(None).await;
    tells_nothing_of(
        &text,
        &[
            "Plum",
            "orchard",
            "poster",
            "rita",
            "127.0.0.1",
            "our studio",
        ],
    );
    let calls = calls(&text);
    assert!(
        calls.iter().any(|call| call.starts_with("PROPFIND /")),
        "{calls:#?}"
    );
    assert!(text.contains("\"multistatus\""), "{text}");
    assert!(text.contains("\"getetag\""), "{text}");
}
