//! The in-memory server is held to what every connector is held to.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use damson_core::DamPath;
use damson_remote::{
    Capability, CollectionId, NameRules, Remote,
    conformance::{self, Fixture, Need, Report},
    memory::{HashMode, MemoryServer},
    wrap,
};

struct InMemory {
    server: MemoryServer,
    roots: AtomicU64,
}

#[async_trait]
impl Fixture for InMemory {
    async fn fresh_root(&self) -> DamPath {
        let number = self.roots.fetch_add(1, Ordering::Relaxed);
        let root = DamPath::parse(&format!("case-{number}")).unwrap();
        self.server.make_folder(&root);
        root
    }

    fn first(&self) -> Arc<dyn Remote> {
        Arc::new(self.server.login("jane"))
    }

    fn second(&self) -> Option<Arc<dyn Remote>> {
        Some(Arc::new(self.server.login("omar")))
    }

    fn reader(&self) -> Option<Arc<dyn Remote>> {
        Some(Arc::new(self.server.login("rita")))
    }

    fn administrator(&self) -> Option<Arc<dyn Remote>> {
        Some(Arc::new(self.server.login("admin")))
    }

    async fn settle(&self) {
        self.server.finish_processing();
    }

    async fn collection(&self, title: &str) -> Option<CollectionId> {
        Some(self.server.make_collection(title, &[]))
    }
}

async fn report(server: MemoryServer) -> Report {
    server.set_page_size(10);
    conformance::run(&InMemory {
        server,
        roots: AtomicU64::new(0),
    })
    .await
}

#[tokio::test]
async fn everything_on() {
    let report = report(MemoryServer::new()).await;
    report.assert_passed();
    assert_eq!(report.not_applicable, []);
    assert_eq!(report.passed.len(), conformance::cases().len());
}

#[tokio::test]
async fn late_and_stale_and_no_hashes() {
    for mode in [
        HashMode::Late,
        HashMode::StaleWhileProcessing,
        HashMode::Never,
    ] {
        let server = MemoryServer::new();
        server.set_hash_mode(mode);
        report(server).await.assert_passed();
    }
}

#[tokio::test]
async fn locks_that_expire() {
    let server = MemoryServer::new();
    server.set_expiring_locks(Duration::from_hours(1));
    report(server).await.assert_passed();
}

#[tokio::test]
async fn any_names() {
    let server = MemoryServer::new();
    server.set_capability(|capability| capability.names = NameRules::ANY);
    report(server).await.assert_passed();
}

#[tokio::test]
async fn a_server_with_a_forbidden_character_of_its_own() {
    let server = MemoryServer::new();
    server.set_capability(|capability| {
        capability.names = NameRules {
            assets: "?;",
            folders: "?",
            ..NameRules::ANY
        };
    });
    report(server).await.assert_passed();
}

#[tokio::test]
async fn the_least_server_is_asked_for_the_least() {
    let server = MemoryServer::new();
    server.set_capability(|capability| *capability = Capability::least("bare"));
    let report = report(server).await;
    report.assert_passed();
    assert!(
        report
            .not_applicable
            .iter()
            .any(|(_, need)| *need == Need::Locks)
    );
}

/// The suite can fail: a server that ignores locks does, and the other cases still run.
#[tokio::test]
async fn a_server_that_ignores_locks_is_found_out() {
    let server = MemoryServer::new();
    server.set_enforce_locks(false);
    let report = report(server).await;
    let failed: Vec<_> = report.failed.iter().map(|(name, _)| *name).collect();
    assert_eq!(
        failed,
        [
            "what is held can't be written to",
            "what is held can't be moved or removed"
        ]
    );
}

/// Decorators change nothing that a caller can see.
#[tokio::test]
async fn everything_on_through_the_stack() {
    struct Stacked(InMemory);

    fn stacked(remote: Arc<dyn Remote>) -> Arc<dyn Remote> {
        wrap::stack(remote, wrap::Options::default())
    }

    #[async_trait]
    impl Fixture for Stacked {
        async fn fresh_root(&self) -> DamPath {
            self.0.fresh_root().await
        }

        fn first(&self) -> Arc<dyn Remote> {
            stacked(self.0.first())
        }

        fn second(&self) -> Option<Arc<dyn Remote>> {
            self.0.second().map(stacked)
        }

        fn reader(&self) -> Option<Arc<dyn Remote>> {
            self.0.reader().map(stacked)
        }

        fn administrator(&self) -> Option<Arc<dyn Remote>> {
            self.0.administrator().map(stacked)
        }

        async fn settle(&self) {
            self.0.settle().await;
        }

        async fn collection(&self, title: &str) -> Option<CollectionId> {
            self.0.collection(title).await
        }
    }

    let server = MemoryServer::new();
    server.set_page_size(10);
    let fixture = Stacked(InMemory {
        server,
        roots: AtomicU64::new(0),
    });
    let report = conformance::run(&fixture).await;
    report.assert_passed();
    assert_eq!(report.not_applicable, []);
}
