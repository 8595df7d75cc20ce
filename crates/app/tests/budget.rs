//! How many requests an action may cost an AEM. The budgets are those of docs/administrators.md.

#![expect(clippy::unwrap_used, reason = "a test ends where it can't go on")]
#![expect(clippy::print_stdout, reason = "what was counted is told")]

mod lasting;

use std::{collections::BTreeMap, path::Path, sync::Arc, time::Duration};

use damson_app::{
    App, Dirs, Handle, Intent, Ports, Reply,
    intent::{ActOptions, Connect, Login, Secret},
    shell::SystemShell,
    view::Action,
};
use damson_core::DamPath;
use damson_demo_server::{DemoConfig, DemoServer, Personality, RecordedRequest, Sample};
use lasting::Keychain;
use tempfile::TempDir;
use tokio::time::timeout;

/// A folder that is looked into.
const BROWSED: usize = 500;
/// Assets of a pinned folder. What is counted is the same everywhere; files cost more on Windows.
const KEPT: usize = if cfg!(windows) { 2_000 } else { 10_000 };
/// Copies on a computer that nobody sits at.
const COPIES: usize = 2_000;

struct Office {
    server: DemoServer,
    app: App,
    secrets: Arc<Keychain>,
    home: TempDir,
}

fn open(home: &Path, secrets: &Arc<Keychain>) -> App {
    let ports = Ports {
        secrets: secrets.clone(),
        shell: Arc::new(SystemShell::with_opener(if cfg!(windows) {
            "where"
        } else {
            "true"
        })),
    };
    App::open(Dirs::below(home), ports).unwrap()
}

impl Office {
    async fn new(personality: Personality) -> Self {
        let home = tempfile::tempdir().unwrap();
        let config = DemoConfig::new(home.path().join("dam"), personality, Sample::Small);
        let server = DemoServer::start(config).await.unwrap();
        server.finish_processing().unwrap();
        let secrets = Arc::new(Keychain::default());
        Self {
            app: open(home.path(), &secrets),
            server,
            secrets,
            home,
        }
    }

    /// Another process of the same person, in place of this one.
    async fn again(&mut self) {
        self.app.close().await;
        self.app = open(self.home.path(), &self.secrets);
    }

    fn login(&self, personality: Personality) -> Login {
        match personality {
            Personality::Aem65 => Login::Password {
                user: "jane".to_owned(),
                password: Secret::new("jane"),
            },
            Personality::Cloud => Login::Token {
                token: Secret::new(self.server.token("jane")),
            },
        }
    }

    async fn connect(&self, personality: Personality) {
        let connect = Connect {
            url: self.server.url().to_string(),
            name: Some("demo".to_owned()),
            login: self.login(personality),
            remember: true,
            allow_plain_http: false,
            cache_folder: Some(self.home.path().join("files")),
        };
        self.ask(Intent::Connect(Box::new(connect))).await;
        // The first look at everything belongs to connecting.
        self.settle().await;
    }

    async fn ask(&self, intent: Intent) -> Reply {
        let said = format!("{intent:?}");
        let answer = timeout(Duration::from_mins(3), Box::pin(self.app.send(intent))).await;
        let answer = answer.unwrap_or_else(|_| panic!("no end of {said}"));
        answer.unwrap_or_else(|error| panic!("{said}: {error:?}"))
    }

    async fn settle(&self) {
        self.ask(Intent::Settle { connection: None }).await;
    }

    async fn act(&self, action: Action, path: &str) {
        self.ask(Intent::Act {
            connection: None,
            action,
            path: path.to_owned(),
            options: ActOptions::default(),
        })
        .await;
        self.settle().await;
    }

    async fn set(&self, key: &str, value: &str) {
        self.ask(Intent::Set {
            connection: None,
            key: key.to_owned(),
            value: Some(value.to_owned()),
        })
        .await;
    }

    /// What an action costs.
    async fn cost(&self, what: &str, action: impl Future<Output = ()>) -> usize {
        self.server.forget_requests();
        Box::pin(action).await;
        let requests = self.server.requests();
        self.told(what);
        requests.len()
    }

    fn told(&self, what: &str) {
        let requests = self.server.requests();
        println!("{what}: {} requests", requests.len());
        for (kind, count) in by_kind(&requests) {
            println!("  {count:5} {kind}");
        }
    }
}

/// Requests of the same method and surface.
fn by_kind(requests: &[RecordedRequest]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for request in requests {
        let path = request.path.split('?').next().unwrap_or_default();
        let last = path.rsplit('/').next().unwrap_or_default();
        let surface = if path.starts_with("/content/dam") {
            last.split_once('.').map_or("an asset", |(_, rest)| rest)
        } else {
            path
        };
        *counts
            .entry(format!("{} {surface}", request.method))
            .or_default() += 1;
    }
    counts
}

fn holds(what: &str, cost: usize, budget: usize) {
    assert!(
        cost <= budget,
        "{what} costs {cost} requests, the budget is {budget}"
    );
    // A budget that is never needed is none.
    assert!(
        cost * 3 > budget,
        "{what} costs only {cost} requests: lower the budget of {budget}"
    );
}

/// Unoptimised futures of the whole client want more than a worker's usual stack.
fn run(what: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .thread_stack_size(16 * 1024 * 1024)
        .enable_all()
        .build();
    runtime.unwrap().block_on(Box::pin(what));
}

#[test]
fn one_person() {
    run(one_persons_actions());
}

#[test]
fn one_thing() {
    run(one_thing_a_process());
}

#[test]
fn idle() {
    run(an_idle_hour());
}

#[test]
fn a_folder_is_pinned() {
    run(a_pinned_folder());
}

async fn one_persons_actions() {
    for personality in [Personality::Aem65, Personality::Cloud] {
        let office = Office::new(personality).await;
        let folder = DamPath::parse("browsed").unwrap();
        office.server.make_many(&folder, "a", BROWSED).unwrap();
        office.connect(personality).await;
        // Polls would come between.
        office.set("poll-seconds", "3600").await;
        office.settle().await;

        let browse = office.ask(Intent::Refresh {
            connection: None,
            folder: "/browsed".to_owned(),
        });
        let cost = office.cost("browse a folder of 500", async { drop(browse.await) });
        let browsed = cost.await;

        let asset = "/Campaigns/Autumn/hero.png";
        let cost = office.cost("edit", office.act(Action::Edit, asset));
        let edited = cost.await;

        let copy = office.home.path().join("files/Campaigns/Autumn/hero.png");
        std::fs::write(&copy, b"other bytes than before").unwrap();
        office.settle().await;
        let cost = office.cost("save", office.act(Action::UploadChanges, asset));
        let saved = cost.await;
        holds("browsing a folder of 500", browsed, BROWSE);
        holds("editing", edited, EDIT);
        holds("saving", saved, SAVE);
    }
}

/// What one process for one thing costs, of somebody who was connected before.
async fn one_thing_a_process() {
    for personality in [Personality::Aem65, Personality::Cloud] {
        let mut office = Office::new(personality).await;
        office.connect(personality).await;
        let asset = "/Campaigns/Autumn/hero.png";
        office.act(Action::Download, asset).await;
        let folder = || Intent::Refresh {
            connection: None,
            folder: "/Campaigns".to_owned(),
        };
        let act = |action| Intent::Act {
            connection: None,
            action,
            path: asset.to_owned(),
            options: ActOptions::default(),
        };
        let mut costs = Vec::new();
        for (what, intent) in [
            ("look into a folder", folder()),
            ("check out", act(Action::CheckOut)),
            ("check in", act(Action::CheckIn)),
        ] {
            office.again().await;
            office.server.forget_requests();
            drop(office.ask(intent).await);
            office.app.close().await;
            office.told(what);
            costs.push((what, office.server.requests().len()));
        }
        for ((what, cost), budget) in costs.into_iter().zip(ONE_THING) {
            holds(what, cost, budget);
        }
    }
}

/// What a computer that nobody sits at costs in an hour, looking every half minute.
async fn an_idle_hour() {
    let office = Office::new(Personality::Aem65).await;
    let folder = DamPath::parse("kept").unwrap();
    office.server.make_many(&folder, "a", COPIES).unwrap();
    office.connect(Personality::Aem65).await;
    office.set("poll-seconds", "3600").await;
    office.act(Action::Download, "/kept").await;
    let mut office = office;
    office.again().await;
    // The first look of a process asks for everything, as every twentieth does.
    let cost = office.cost("a thorough look", office.settle());
    let thorough = cost.await;
    office.server.forget_requests();
    office.set("poll-seconds", "5").await;
    // Each look begins with who is logged in.
    let begins = || {
        let requests = office.server.requests();
        let is = |request: &RecordedRequest| request.path.contains("currentuser.json");
        let begins = requests.iter().enumerate().filter(|(_, said)| is(said));
        begins.map(|(nth, _)| nth).collect::<Vec<_>>()
    };
    let twice = async {
        while begins().len() < 3 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(Duration::from_mins(1), twice).await.unwrap();
    office.told("two looks and the beginning of a third");
    let usual = (begins()[2] - begins()[0]).div_ceil(2);
    let hour = 6 * thorough + 114 * usual;
    println!("an idle hour with {COPIES} copies: {hour}");
    holds("an idle hour", hour, IDLE_HOUR);
}

async fn a_pinned_folder() {
    let office = Office::new(Personality::Aem65).await;
    let folder = DamPath::parse("kept").unwrap();
    office.server.make_many(&folder, "a", KEPT).unwrap();
    office.connect(Personality::Aem65).await;
    office.set("poll-seconds", "3600").await;
    let cost = office.cost("pin a folder", office.act(Action::Pin, "/kept"));
    holds(
        "a pinned folder of 10,000",
        cost.await,
        KEPT + PINNED_BESIDE,
    );
}

const ONE_THING: [usize; 3] = [5, 9, 7];
const IDLE_HOUR: usize = 1_300;
const BROWSE: usize = 1;
const EDIT: usize = 10;
const SAVE: usize = 18;
const PINNED_BESIDE: usize = if cfg!(windows) { 120 } else { 320 };
