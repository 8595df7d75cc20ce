//! A server whose certificate an authority of a company's own issued.

#![expect(clippy::unwrap_used, reason = "a test ends where it can't go on")]

#[expect(dead_code, reason = "client certificates have tests of their own")]
mod tls;

use std::{path::Path, sync::Arc, time::Duration};

use damson_app::{
    App, Dirs, ErrorCode, Handle, Intent, Ports, Reply, UserError,
    intent::{ActOptions, Connect, Login, RowsQuery, RowsScope, Secret},
    secrets::SessionSecrets,
    shell::SystemShell,
    view::{Action, DoctorStep, DoctorView, Health},
};
use damson_core::DamPath;
use damson_demo_server::{DemoConfig, DemoServer, Personality, Sample};
use tempfile::TempDir;
use tls::{Authority, in_front_of};
use tokio::time::timeout;

const HERO: &str = "/Campaigns/Autumn/hero.png";

struct Person {
    home: TempDir,
    app: App,
}

async fn soon<T>(what: impl Future<Output = T>) -> T {
    timeout(Duration::from_mins(1), what)
        .await
        .expect("in time")
}

impl Person {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let nothing = if cfg!(windows) { "where" } else { "true" };
        let ports = Ports {
            secrets: Arc::new(SessionSecrets::default()),
            shell: Arc::new(SystemShell::with_opener(nothing)),
        };
        let app = App::open(Dirs::below(home.path()), ports).unwrap();
        Self { home, app }
    }

    async fn ask(&self, intent: Intent) -> Result<Reply, UserError> {
        soon(self.app.send(intent)).await
    }

    async fn connect(&self, url: &str) -> Result<Reply, UserError> {
        self.ask(Intent::Connect(Box::new(Connect {
            url: url.to_owned(),
            name: Some("studio".to_owned()),
            login: Login::Password {
                user: "jane".to_owned(),
                password: Secret::new("jane"),
            },
            remember: false,
            allow_plain_http: false,
            cache_folder: None,
        })))
        .await
    }

    /// Trusts what this file has.
    async fn trust(&self, file: &Path) {
        self.ask(Intent::Set {
            connection: None,
            key: "certificates".to_owned(),
            value: Some(file.to_str().unwrap().to_owned()),
        })
        .await
        .unwrap();
    }

    fn file(&self, name: &str, text: &str) -> std::path::PathBuf {
        let file = self.home.path().join(name);
        std::fs::write(&file, text).unwrap();
        file
    }

    async fn doctor(&self, url: &str) -> DoctorView {
        let (connection, url) = (None, Some(url.to_owned()));
        let reply = self.ask(Intent::Doctor { connection, url }).await.unwrap();
        let Reply::Doctor(found) = reply else {
            panic!("{reply:?}");
        };
        found
    }

    async fn download(&self, path: &str) -> Vec<u8> {
        let connection = None;
        let folder = "/Campaigns/Autumn".to_owned();
        let refresh = Intent::Refresh { connection, folder };
        self.ask(refresh).await.unwrap();
        self.ask(Intent::Act {
            connection: None,
            action: Action::Download,
            path: path.to_owned(),
            options: ActOptions::default(),
        })
        .await
        .unwrap();
        let rows = Intent::Rows {
            connection: None,
            query: RowsQuery::new(RowsScope::One {
                path: path.to_owned(),
            }),
        };
        let Reply::Rows(page) = self.ask(rows).await.unwrap() else {
            panic!("no rows");
        };
        std::fs::read(page.rows[0].file.as_ref().unwrap()).unwrap()
    }
}

fn tls(found: &DoctorView) -> Health {
    let mut checks = found.checks.iter();
    checks
        .find(|check| check.step == DoctorStep::Tls)
        .unwrap()
        .health
}

fn failure(answer: Result<Reply, UserError>) -> (ErrorCode, String) {
    let error = answer.unwrap_err();
    let said = error.said.clone().unwrap_or_default();
    (error.code, said)
}

#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(
    windows,
    ignore = "Windows verifies by itself; with extra authorities it has not been tried there"
)]
async fn a_company_s_own_authority_is_trusted_once_its_certificate_is_set() {
    let person = Person::new();
    let dam = person.home.path().join("dam");
    let config = DemoConfig::new(dam, Personality::Aem65, Sample::Small);
    let server = soon(DemoServer::start(config)).await.unwrap();
    let (company, other) = (Authority::new("The company"), Authority::new("Another"));
    let at = server.url().socket_addrs(|| None).unwrap()[0];
    let url = in_front_of(at, company.acceptor()).await;

    // As the system has it, it could be anybody.
    let (code, said) = failure(person.connect(&url).await);
    assert_eq!(code, ErrorCode::Tls, "{said}");
    assert_eq!(tls(&person.doctor(&url).await), Health::Fail);
    assert!(person.app.watch().borrow().connections.is_empty());

    // The certificate of another authority changes nothing.
    person.trust(&person.file("other.pem", &other.pem)).await;
    let (code, said) = failure(person.connect(&url).await);
    assert_eq!(code, ErrorCode::Tls, "{said}");

    // A file that is none, or that is gone, is told of and trusts nothing.
    let none = person.file("none.pem", "no certificate");
    person.trust(&none).await;
    assert_eq!(failure(person.connect(&url).await).0, ErrorCode::Tls);
    std::fs::remove_file(&none).unwrap();
    let (code, said) = failure(person.connect(&url).await);
    assert_eq!(code, ErrorCode::Tls);
    assert!(said.contains("none.pem"), "{said}");

    // A bundle, as companies hand them out.
    let both = format!("{}{}", other.pem, company.pem);
    person.trust(&person.file("bundle.pem", &both)).await;
    person.connect(&url).await.unwrap();
    assert_eq!(tls(&person.doctor(&url).await), Health::Ok);
    let there = server.read(&DamPath::parse(HERO).unwrap()).unwrap();
    assert_eq!(person.download(HERO).await, there);
    soon(person.app.close()).await;
}
