//! What the doctor says of servers that are well, wrong, or not there.

#![expect(clippy::unwrap_used, reason = "a test ends where it can't go on")]

use std::{sync::Arc, time::Duration};

use damson_app::{
    App, Dirs, ErrorCode, Handle, Intent, Ports, Reply,
    intent::{Connect, Login, Secret},
    secrets::SessionSecrets,
    shell::SystemShell,
    view::{CheckView, DoctorStep, DoctorView, Health},
};
use damson_demo_server::{DemoConfig, DemoServer, Personality, Sample};
use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
    time::timeout,
};

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

    async fn look(&self, url: Option<String>) -> DoctorView {
        let connection = None;
        let asked = self.app.send(Intent::Doctor { connection, url });
        let answer = timeout(Duration::from_mins(1), asked).await.unwrap();
        let Ok(Reply::Doctor(found)) = answer else {
            panic!("{answer:?}");
        };
        found
    }
}

fn check(found: &DoctorView, step: DoctorStep) -> &CheckView {
    let mut checks = found.checks.iter();
    checks.find(|check| check.step == step).unwrap()
}

fn health(found: &DoctorView, step: DoctorStep) -> Health {
    check(found, step).health
}

fn failure(found: &DoctorView, step: DoctorStep) -> ErrorCode {
    let check = check(found, step);
    assert_eq!(check.health, Health::Fail, "{found:#?}");
    check.error.as_ref().unwrap().code
}

/// Answers every connection with these bytes.
async fn answering(bytes: &'static [u8]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut request = [0; 4_096];
            let _ = stream.read(&mut request).await;
            let _ = stream.write_all(bytes).await;
        }
    });
    at.to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_is_well() {
    let clinic = Clinic::new();
    let config = DemoConfig::new(
        clinic.home.path().join("dam"),
        Personality::Aem65,
        Sample::Small,
    );
    let server = DemoServer::start(config).await.unwrap();
    let connect = Connect {
        url: server.url().to_string(),
        name: Some("demo".to_owned()),
        login: Login::Password {
            user: "jane".to_owned(),
            password: Secret::new("jane"),
        },
        remember: false,
        allow_plain_http: false,
        cache_folder: None,
    };
    let connected = clinic.app.send(Intent::Connect(Box::new(connect)));
    connected.await.unwrap();

    let found = clinic.look(None).await;
    assert_eq!(found.connection.as_deref(), Some("demo"));
    assert_ne!(found.health(), Health::Fail, "{found:#?}");
    for step in [
        DoctorStep::Address,
        DoctorStep::Tcp,
        DoctorStep::Http,
        DoctorStep::Clock,
        DoctorStep::Product,
        DoctorStep::Login,
        DoctorStep::Read,
        DoctorStep::CacheFolder,
        DoctorStep::FreeSpace,
    ] {
        assert_eq!(health(&found, step), Health::Ok, "{step:?} {found:#?}");
    }
    assert!(
        check(&found, DoctorStep::Login)
            .detail
            .as_ref()
            .unwrap()
            .starts_with("jane")
    );
    let text = serde_json::to_string(&found).unwrap();
    assert!(!text.contains("password"), "{text}");

    server.stop().await;
    let gone = clinic.look(None).await;
    assert_eq!(failure(&gone, DoctorStep::Tcp), ErrorCode::Offline);
    for step in [
        DoctorStep::Http,
        DoctorStep::Product,
        DoctorStep::Login,
        DoctorStep::Write,
    ] {
        assert_eq!(health(&gone, step), Health::Skipped, "{step:?}");
    }
    assert_eq!(health(&gone, DoctorStep::CacheFolder), Health::Ok);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_is_none() {
    let clinic = Clinic::new();
    let found = clinic.look(Some("ftp://dam.example.com".to_owned())).await;
    assert_eq!(failure(&found, DoctorStep::Address), ErrorCode::BadAddress);
    assert_eq!(health(&found, DoctorStep::Dns), Health::Skipped);

    // A name that can't exist (RFC 2606).
    let found = clinic.look(Some("https://dam.invalid".to_owned())).await;
    assert_eq!(failure(&found, DoctorStep::Dns), ErrorCode::UnknownHost);
    assert_eq!(health(&found, DoctorStep::Tls), Health::Skipped);
}

#[tokio::test(flavor = "multi_thread")]
async fn something_else_answers() {
    let clinic = Clinic::new();
    let page = b"HTTP/1.1 200 OK\r\nDate: Mon, 01 Jan 2024 00:00:00 GMT\r\n\
                 Content-Length: 5\r\nConnection: close\r\n\r\nhello";
    let found = clinic
        .look(Some(format!("http://{}", answering(page).await)))
        .await;
    assert_eq!(health(&found, DoctorStep::Http), Health::Ok);
    assert_eq!(health(&found, DoctorStep::Clock), Health::Warn);
    let clock = check(&found, DoctorStep::Clock).error.as_ref().unwrap();
    assert_eq!(clock.code, ErrorCode::ClockDiffers);
    assert_eq!(failure(&found, DoctorStep::Product), ErrorCode::NotADam);
    assert_eq!(health(&found, DoctorStep::Login), Health::Skipped);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_answers_does_not_speak_tls() {
    let clinic = Clinic::new();
    let plain = answering(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
    let found = clinic.look(Some(format!("https://{plain}"))).await;
    assert_eq!(failure(&found, DoctorStep::Tls), ErrorCode::Tls);
    let error = check(&found, DoctorStep::Tls).error.as_ref().unwrap();
    assert_eq!(error.detail.as_deref(), Some("not-tls"));
    assert_eq!(health(&found, DoctorStep::Http), Health::Skipped);
}
