//! The demo server as a backend: the real connector, over HTTP.

use std::sync::Arc;

use async_trait::async_trait;
use damson_aem::{Config, Credentials};
use damson_core::DamPath;
use damson_demo_server::{
    DemoConfig, DemoServer, Personality, Sample, Switches, switches::Processing,
};
use damson_remote::{
    Remote, Result, UploadRequest, Uploaded,
    wrap::{self, Around, Attempt, Site},
};
use futures::TryStreamExt as _;
use tempfile::TempDir;
use tokio::time::Instant;

use crate::Backend;

/// A demo server of its own for one world.
#[derive(Debug)]
pub struct DemoBackend {
    // Before its storage: it is dropped first.
    server: Arc<DemoServer>,
    personality: Personality,
    _storage: TempDir,
}

impl DemoBackend {
    /// Starts a server. From here on time passes by itself: while it stood still, whatever waits
    /// for the network would run into its timeouts.
    pub async fn start(personality: Personality, switches: Switches) -> Self {
        if !passes() {
            tokio::time::resume();
        }
        let storage = TempDir::new().expect("a temporary folder");
        let mut config = DemoConfig::new(storage.path(), personality, Sample::None);
        config.switches = switches;
        let server = DemoServer::start(config).await.expect("a demo server");
        Self {
            server: Arc::new(server),
            personality,
            _storage: storage,
        }
    }

    /// The server itself, for what only it has.
    pub fn server(&self) -> &DemoServer {
        &self.server
    }

    fn credentials(&self, user: &str) -> Credentials {
        match self.personality {
            Personality::Aem65 => Credentials::Password {
                user: user.into(),
                password: user.into(),
            },
            Personality::Cloud => Credentials::Token(self.server.token(user).into()),
        }
    }

    async fn kept_bytes(&self, path: &DamPath) -> Vec<Vec<u8>> {
        let admin = self.login("admin").await;
        let mut all = Vec::new();
        for version in admin.versions(path).await.expect("a list of versions") {
            let body = admin.read_version(path, &version.id).await;
            let chunks: Vec<_> = body
                .expect("a version")
                .stream
                .try_collect()
                .await
                .expect("its bytes");
            all.push(chunks.concat());
        }
        all
    }
}

#[async_trait]
impl Backend for DemoBackend {
    async fn login(&self, user: &str) -> Arc<dyn Remote> {
        let config = Config::new(self.server.url().as_str()).expect("an address");
        let aem = damson_aem::connect(config, self.credentials(user)).await;
        let unhurried = Unhurried {
            inner: Arc::new(aem.expect("a login")),
            server: Arc::clone(&self.server),
        };
        wrap::stack(Arc::new(unhurried), wrap::Options::default())
    }

    async fn write(&self, path: &DamPath, bytes: &[u8]) {
        tick(&self.server);
        let written = self.server.put_version(path, bytes, "somebody", "");
        written.expect("the demo server takes everything");
    }

    async fn make_folder(&self, path: &DamPath) {
        self.server.put_folder(path).expect("a new folder");
    }

    async fn remove(&self, path: &DamPath) {
        tick(&self.server);
        self.server.remove(path).expect("something to remove");
    }

    async fn rename(&self, from: &DamPath, to: &DamPath) {
        tick(&self.server);
        self.server.move_to(from, to).expect("a free place");
    }

    async fn lock(&self, path: &DamPath, user: &str) {
        self.server.lock_as(path, user).expect("an asset");
    }

    async fn unlock(&self, path: &DamPath) {
        self.server.unlock(path).expect("an asset");
    }

    async fn read(&self, path: &DamPath) -> Option<Vec<u8>> {
        self.server.read(path)
    }

    async fn holder(&self, path: &DamPath) -> Option<String> {
        self.server.holder(path)
    }

    async fn versions(&self, path: &DamPath) -> Vec<(Option<String>, Vec<u8>)> {
        let kept = self.server.versions(path).into_iter().rev();
        let comments = kept.map(|version| Some(version.comment).filter(|text| !text.is_empty()));
        comments.zip(self.kept_bytes(path).await).collect()
    }

    async fn folders(&self) -> Vec<DamPath> {
        let mut found = Vec::new();
        let mut inside = vec![DamPath::root()];
        while let Some(folder) = inside.pop() {
            for name in self.server.list(&folder) {
                let child = folder.join(&name).expect("names of a scenario");
                if self.server.read(&child).is_none() {
                    found.push(child.clone());
                    inside.push(child);
                }
            }
        }
        found
    }

    async fn finish(&self) -> bool {
        let finished = self.server.finish_processing();
        finished.expect("the demo server's storage works");
        let switches = self.server.switches();
        let delay = switches.query_index_delay_ms;
        if delay > 0 {
            // Without a delay, the index learns at once of everything.
            self.server.set_switches(|s| s.query_index_delay_ms = 0);
            self.server.set_switches(|s| s.query_index_delay_ms = delay);
        }
        delay > 0 || switches.processing != Processing::Immediate
    }
}

/// A person's connection. Their writes are at least a second apart on the server's clock, as
/// people's are: AEM tells times in whole seconds, and nothing else of what it still processes.
#[derive(Debug)]
struct Unhurried {
    inner: Arc<dyn Remote>,
    server: Arc<DemoServer>,
}

impl Around for Unhurried {
    fn inner(&self) -> &dyn Remote {
        &*self.inner
    }

    async fn around<'a, T: Send + 'a>(
        &'a self,
        site: Site<'a>,
        attempt: Attempt<'a, T>,
    ) -> Result<T> {
        if !site.verb.is_read() {
            tick(&self.server);
        }
        attempt().await
    }

    async fn on_upload<'a>(&'a self, request: UploadRequest<'a>) -> Result<Uploaded> {
        tick(&self.server);
        self.inner.upload(request).await
    }
}

fn tick(server: &DemoServer) {
    server.set_switches(|switches| switches.clock_skew_s += 1);
}

/// Whether time passes by itself.
fn passes() -> bool {
    let (before, real) = (Instant::now(), std::time::Instant::now());
    while real.elapsed().as_micros() < 10 {
        std::hint::spin_loop();
    }
    before.elapsed() > std::time::Duration::ZERO
}
