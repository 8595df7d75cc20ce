//! The suite that every connector must pass.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use damson_aem::Aem;
use damson_core::DamPath;
use damson_demo_server::Personality;
use damson_remote::{CollectionId, Remote, conformance};

use crate::setup::{Dam, path};

struct Setting {
    dam: Dam,
    roots: AtomicUsize,
    more_than_a_page: usize,
    jane: Arc<Aem>,
    omar: Arc<Aem>,
    reader: Arc<Aem>,
    admin: Arc<Aem>,
}

#[async_trait::async_trait]
impl conformance::Fixture for Setting {
    async fn fresh_root(&self) -> DamPath {
        let number = self.roots.fetch_add(1, Ordering::Relaxed);
        let root = path(&format!("conformance-{number}"));
        self.dam.server.put_folder(&root).unwrap();
        root
    }

    fn first(&self) -> Arc<dyn Remote> {
        self.jane.clone()
    }

    fn second(&self) -> Option<Arc<dyn Remote>> {
        Some(self.omar.clone())
    }

    fn reader(&self) -> Option<Arc<dyn Remote>> {
        Some(self.reader.clone())
    }

    fn administrator(&self) -> Option<Arc<dyn Remote>> {
        Some(self.admin.clone())
    }

    async fn settle(&self) {
        self.dam.server.finish_processing().unwrap();
    }

    async fn collection(&self, title: &str) -> Option<CollectionId> {
        Some(CollectionId(
            self.dam.server.put_collection(title, &[]).unwrap(),
        ))
    }

    fn more_than_a_page(&self) -> usize {
        self.more_than_a_page
    }
}

async fn run(personality: Personality, change: impl FnOnce(&mut damson_demo_server::Switches)) {
    // The server cuts pages to fewer than the connector asks for.
    run_with(personality, 25, change).await;
}

async fn run_with(
    personality: Personality,
    more_than_a_page: usize,
    change: impl FnOnce(&mut damson_demo_server::Switches),
) {
    let dam = Dam::with(personality, |switches| {
        switches.siren_max_limit = Some(10);
        switches.min_part_size = 1024 * 1024;
        change(switches);
    })
    .await;
    let setting = Setting {
        roots: AtomicUsize::new(0),
        more_than_a_page,
        jane: Arc::new(dam.log_in("jane").await),
        omar: Arc::new(dam.log_in("omar").await),
        reader: Arc::new(dam.log_in("reader").await),
        admin: Arc::new(dam.log_in("admin").await),
        dam,
    };
    let report = conformance::run(&setting).await;
    setting.dam.assert_store_saw_no_secret();
    report.assert_passed();
}

#[tokio::test(flavor = "multi_thread")]
async fn aem_65_conforms() {
    run(Personality::Aem65, |_| {}).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn cloud_service_conforms() {
    run(Personality::Cloud, |_| {}).await;
}

/// A server that refuses nothing by itself: what must not be written is up to the client.
#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_enforces_no_locks_conforms() {
    use damson_demo_server::switches::{OwnCheckout, WhenLocked};
    run(Personality::Aem65, |switches| {
        switches.locked_createasset = WhenLocked::Allow;
        switches.locked_api_put = WhenLocked::Allow;
        switches.locked_api_delete = WhenLocked::Allow;
        switches.locked_move = WhenLocked::Allow;
        switches.locked_versions = WhenLocked::Allow;
        switches.own_checkout = OwnCheckout::Conflict;
        switches.checkout_bumps_modified = true;
        switches.restore_keeps_version = false;
    })
    .await;
}

/// Everything that stands between and differs: a context path, a dispatcher that blocks the
/// listing, shallow JSON, a copy that carries the lock.
#[tokio::test(flavor = "multi_thread")]
async fn a_server_behind_an_odd_dispatcher_conforms() {
    // Queries are not cut to smaller pages.
    run_with(Personality::Cloud, 205, |switches| {
        switches.context_path = "/cms".to_owned();
        switches.json_limit = 3;
        switches.relative_upload_uris = true;
        switches.siren_next_link = false;
        switches.query_type_group = false;
        switches.show_property = false;
        switches.siren_order = damson_demo_server::switches::SirenOrder::NameDescending;
        switches.version_created = damson_demo_server::switches::VersionDate::Ecma;
    })
    .await;
}
