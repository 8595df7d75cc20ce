//! The suite that every connector must pass, against each server.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use damson_core::DamPath;
use damson_remote::{Remote, conformance};
use damson_webdav::{Config, UploadMethod, WebDav, connect};

use crate::{
    server::{Ask, Kind, Server},
    setup::{config, credentials, path, upload},
    unlike::unlike,
};

pub(crate) struct Setting {
    roots: AtomicUsize,
    jane: Arc<WebDav>,
    omar: Arc<WebDav>,
    reader: Option<Arc<WebDav>>,
    _server: Server,
}

impl Setting {
    pub(crate) fn new(
        jane: Arc<WebDav>,
        omar: Arc<WebDav>,
        reader: Option<Arc<WebDav>>,
        server: Server,
    ) -> Self {
        Self {
            roots: AtomicUsize::new(0),
            jane,
            omar,
            reader,
            _server: server,
        }
    }
}

#[async_trait::async_trait]
impl conformance::Fixture for Setting {
    async fn fresh_root(&self) -> DamPath {
        let number = self.roots.fetch_add(1, Ordering::Relaxed);
        let root = path(&format!("case {number}"));
        self.jane.make_folder(&root, root.name()).await.unwrap();
        root
    }

    fn first(&self) -> Arc<dyn Remote> {
        self.jane.clone()
    }

    fn second(&self) -> Option<Arc<dyn Remote>> {
        Some(self.omar.clone())
    }

    fn reader(&self) -> Option<Arc<dyn Remote>> {
        Some(self.reader.clone()?)
    }

    fn administrator(&self) -> Option<Arc<dyn Remote>> {
        // None of them lets anybody but the holder unlock.
        None
    }

    async fn settle(&self) {}
}

async fn run(kind: Kind, ask: Ask, change: impl Fn(&mut Config)) {
    let Some(server) = Server::asking(kind, ask) else {
        return;
    };
    let connected = async |user: &str| {
        let mut config = config(&server.url);
        change(&mut config);
        Arc::new(connect(config, credentials(user)).await.unwrap())
    };
    let reader = if kind.has_reader() {
        Some(connected("rita").await)
    } else {
        None
    };
    let setting = Setting::new(
        connected("jane").await,
        connected("omar").await,
        reader,
        server,
    );
    // Whether a lock can be read back shows with the first one.
    let tried = path("tried.txt");
    upload(&setting.jane, &tried, b"tried", None).await.unwrap();
    if let Ok(grant) = setting.jane.lock(&tried).await {
        let given_back = setting.jane.unlock(&tried, grant.token.as_ref()).await;
        given_back.unwrap();
    }
    let report = conformance::run(&setting).await;
    println!("{}: {report}", kind.name());
    let unlike = unlike(kind);
    let unexpected: Vec<_> = report
        .failed
        .iter()
        .filter(|(case, _)| !unlike.iter().any(|(known, _)| known == case))
        .collect();
    assert!(
        unexpected.is_empty() && !report.passed.is_empty(),
        "{unexpected:#?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn apache_conforms() {
    run(Kind::Apache, Ask::Basic, |_| {}).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn wsgidav_conforms() {
    run(Kind::WsgiDav, Ask::Basic, |_| {}).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sabre_conforms() {
    run(Kind::Sabre, Ask::Basic, |_| {}).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn rclone_conforms() {
    run(Kind::Rclone, Ask::Basic, |_| {}).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn tomcat_conforms() {
    run(Kind::Tomcat, Ask::Basic, |_| {}).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn tomcat_with_strong_tags_conforms() {
    run(Kind::TomcatStrong, Ask::Basic, |_| {}).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn lighttpd_conforms() {
    run(Kind::Lighttpd, Ask::Basic, |_| {}).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nginx_conforms() {
    run(Kind::Nginx, Ask::Basic, |_| {}).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nephele_conforms() {
    run(Kind::Nephele, Ask::Basic, |_| {}).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn webdav_server_conforms() {
    run(Kind::WebdavServer, Ask::Basic, |_| {}).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn asgiwebdav_conforms() {
    run(Kind::AsgiWebDav, Ask::Basic, |_| {}).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn copyparty_conforms() {
    run(Kind::Copyparty, Ask::Basic, |_| {}).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn dufs_conforms() {
    run(Kind::Dufs, Ask::Basic, |_| {}).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn jackrabbit_conforms() {
    run(Kind::Jackrabbit, Ask::Basic, |_| {}).await;
}

/// Files that are always sent aside, and Digest for every request.
#[tokio::test(flavor = "multi_thread")]
async fn apache_conforms_by_digest_and_aside() {
    run(Kind::Apache, Ask::Digest, |config| {
        config.upload = UploadMethod::Aside;
    })
    .await;
}
