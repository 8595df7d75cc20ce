//! Nextcloud and sync-collection: words as their documentation gives them, because no such server
//! can be started here.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use axum::response::Response;
use bytes::Bytes;
use damson_core::Lock;
use damson_remote::{
    BytesSource, Change, ErrorKind, Expect, KeptLedger, Remote as _, Retry, Rights, UploadRequest,
    VersionId,
};
use damson_webdav::{Config, WebDav, connect};

use crate::{
    mock::{Asked, FOLDER, LOCKABLE, Mock, multistatus, options, reply, resource, status},
    setup::{config, credentials, path, whole},
};

const FILES: &str = "/remote.php/dav/files/jane";
const UPLOADS: &str = "/remote.php/dav/uploads/jane";
const VERSIONS: &str = "/remote.php/dav/versions/jane";

/// What the server holds.
#[derive(Default)]
struct Cloud {
    holder: Mutex<Option<String>>,
    file: Mutex<Option<Bytes>>,
    pieces: Mutex<BTreeMap<String, Bytes>>,
    begun: AtomicBool,
    /// Refuses the second piece.
    breaks: AtomicBool,
    /// Still puts the pieces together, for an answer that was lost.
    assembles: AtomicBool,
    /// The server says who is logged in.
    names_principal: AtomicBool,
}

impl Cloud {
    fn answer(&self, asked: &Asked) -> Response {
        let at = asked.path.as_str();
        if at.starts_with(UPLOADS) {
            return self.pieces(asked);
        }
        match (asked.method.as_str(), at) {
            ("OPTIONS", _) => options(),
            ("PROPFIND", _) if at.trim_end_matches('/') == FILES => {
                let principal = if self.names_principal.load(Ordering::Relaxed) {
                    "<d:current-user-principal><d:href>/remote.php/dav/principals/users/jane/</d:href>\
                     </d:current-user-principal>"
                } else {
                    ""
                };
                let props =
                    format!("{FOLDER}{LOCKABLE}{principal}<oc:fileid>1</oc:fileid><nc:lock/>");
                multistatus(&resource(&format!("{FILES}/"), &props))
            }
            ("PROPFIND", _) if at.starts_with(VERSIONS) => multistatus(&versions()),
            ("PROPFIND", _) => self.file(at),
            ("LOCK", _) => self.lock(asked),
            ("UNLOCK", _) => {
                *self.holder.lock().unwrap() = None;
                status(200)
            }
            ("GET", _) => reply(200, "an earlier one"),
            _ => status(201),
        }
    }

    fn file(&self, at: &str) -> Response {
        let Some(bytes) = self.file.lock().unwrap().clone() else {
            return status(404);
        };
        let holder = self.holder.lock().unwrap().clone();
        let lock = match holder {
            Some(who) => format!(
                "<nc:lock>1</nc:lock><nc:lock-owner>{who}</nc:lock-owner>\
                 <nc:lock-owner-displayname>{who} of the studio</nc:lock-owner-displayname>\
                 <nc:lock-owner-type>0</nc:lock-owner-type><nc:lock-timeout>0</nc:lock-timeout>"
            ),
            None => "<nc:lock/>".to_owned(),
        };
        let props = format!(
            "<d:resourcetype/><d:getcontentlength>{}</d:getcontentlength><d:getetag>\"{}\"\
             </d:getetag><d:getlastmodified>Sat, 21 Nov 2026 10:00:00 GMT</d:getlastmodified>\
             <oc:fileid>42</oc:fileid><oc:permissions>RGDNVW</oc:permissions>{lock}",
            bytes.len(),
            bytes.len()
        );
        multistatus(&resource(at, &props))
    }

    fn lock(&self, asked: &Asked) -> Response {
        assert_eq!(asked.header("x-user-lock"), "1");
        let mut holder = self.holder.lock().unwrap();
        if holder.as_deref().is_some_and(|who| who != "jane") {
            return status(423);
        }
        *holder = Some("jane".into());
        reply(200, "<d:prop xmlns:d=\"DAV:\"><d:lockdiscovery/></d:prop>")
    }

    fn pieces(&self, asked: &Asked) -> Response {
        let name = asked.path.rsplit('/').next().unwrap_or_default().to_owned();
        let mut pieces = self.pieces.lock().unwrap();
        match asked.method.as_str() {
            "MKCOL" => {
                assert!(asked.header("destination").ends_with("/files/jane/big.bin"));
                self.begun.store(true, Ordering::Relaxed);
                status(201)
            }
            "PROPFIND" if !self.begun.load(Ordering::Relaxed) => status(404),
            "PROPFIND" => {
                let folder = resource(&asked.path, FOLDER);
                let all = pieces.iter().map(|(name, bytes)| {
                    let props = format!("<d:getcontentlength>{}</d:getcontentlength>", bytes.len());
                    resource(&format!("{}/{name}", asked.path), &props)
                });
                multistatus(&(folder + &all.collect::<String>()))
            }
            "PUT" if name == "00002" && self.breaks.swap(false, Ordering::Relaxed) => status(503),
            "PUT" => {
                pieces.insert(name, asked.body.clone());
                status(201)
            }
            "MOVE" if name == ".file" && self.assembles.load(Ordering::Relaxed) => status(423),
            "MOVE" if name == ".file" => {
                let whole: Vec<u8> = pieces.values().flatten().copied().collect();
                assert_eq!(asked.header("oc-total-length"), whole.len().to_string());
                *self.file.lock().unwrap() = Some(whole.into());
                status(201)
            }
            _ => status(405),
        }
    }
}

fn versions() -> String {
    let version = |id: &str, date: &str, size: u32| {
        resource(
            &format!("{VERSIONS}/versions/42/{id}"),
            &format!(
                "<d:resourcetype/><d:getcontentlength>{size}</d:getcontentlength>\
                 <d:getlastmodified>{date}</d:getlastmodified>\
                 <nc:version-author>omar</nc:version-author>"
            ),
        )
    };
    resource(&format!("{VERSIONS}/versions/42/"), FOLDER)
        + &version("1795000000", "Wed, 18 Nov 2026 10:00:00 GMT", 3)
        + &version("1795100000", "Thu, 19 Nov 2026 10:00:00 GMT", 4)
        // The state of today is listed as well.
        + &version("1795255200", "Sat, 21 Nov 2026 10:00:00 GMT", 5)
}

async fn start() -> (Mock, Arc<Cloud>, WebDav) {
    let cloud = Arc::new(Cloud::default());
    let shared = Arc::clone(&cloud);
    let mock = Mock::start(move |asked| shared.answer(asked)).await;
    let config = Config {
        chunk_size: 1000,
        ..config(&format!("{}{FILES}", mock.url))
    };
    let dav = connect(config, credentials("jane")).await.unwrap();
    (mock, cloud, dav)
}

#[tokio::test]
async fn nextclouds_own_locks_are_check_outs() {
    let (_mock, cloud, dav) = start().await;
    let file = path("a.psd");
    *cloud.file.lock().unwrap() = Some(Bytes::from_static(b"12345"));
    let capability = dav.capability();
    assert!(capability.locks && !capability.locks_expire && capability.versions);
    let entry = dav.stat(&file).await.unwrap();
    assert_eq!(
        (entry.lock, entry.rights, entry.id.as_deref()),
        (Lock::Free, Rights::ReadWrite, Some("42"))
    );

    let grant = dav.lock(&file).await.unwrap();
    assert_eq!((grant.token, grant.lasts), (None, None));
    assert_eq!(dav.stat(&file).await.unwrap().lock, Lock::Mine);
    dav.unlock(&file, None).await.unwrap();
    assert_eq!(dav.stat(&file).await.unwrap().lock, Lock::Free);

    *cloud.holder.lock().unwrap() = Some("omar".into());
    let holder = Some("omar of the studio".to_owned());
    assert_eq!(
        dav.lock(&file).await.unwrap_err().kind,
        ErrorKind::Locked { holder }
    );
}

/// Locks carry the id of a person. A login by e-mail, or in other case, is another text.
#[tokio::test]
async fn a_check_out_is_ones_own_however_one_logs_in() {
    for typed in ["jane", "JANE", "jane@studio.example"] {
        for names_principal in [false, true] {
            let (mock, cloud, _) = start().await;
            cloud
                .names_principal
                .store(names_principal, Ordering::Relaxed);
            *cloud.file.lock().unwrap() = Some(Bytes::from_static(b"12345"));
            let address = format!("{}{FILES}", mock.url);
            let dav = connect(config(&address), credentials(typed)).await.unwrap();
            let file = path("a.psd");
            dav.lock(&file).await.unwrap();
            assert_eq!(dav.stat(&file).await.unwrap().lock, Lock::Mine, "{typed}");
            dav.unlock(&file, None).await.unwrap();
            assert_eq!(*cloud.holder.lock().unwrap(), None, "{typed}");
        }
    }
}

#[tokio::test]
async fn a_chunked_upload_goes_on_where_it_stopped() {
    let (mock, cloud, dav) = start().await;
    let content = Bytes::from((0..3500u32).map(|n| n.to_le_bytes()[0]).collect::<Vec<_>>());
    let (at, source, ledger) = (
        path("big.bin"),
        BytesSource(content.clone()),
        KeptLedger::default(),
    );
    let request = UploadRequest {
        path: &at,
        source: &source,
        replaces: None,
        comment: None,
        title: None,
        ledger: &ledger,
    };
    cloud.breaks.store(true, Ordering::Relaxed);
    let broken = dav.upload(request.clone()).await.unwrap_err();
    assert_eq!(broken.kind, ErrorKind::Unavailable);
    assert!(cloud.file.lock().unwrap().is_none());
    assert!(ledger.state().is_some());

    mock.forget();
    let again = dav.clone();
    again.upload(request).await.unwrap();
    assert_eq!(cloud.file.lock().unwrap().as_ref(), Some(&content));
    let sent: Vec<_> = mock
        .asked()
        .into_iter()
        .filter(|asked| asked.method == "PUT")
        .collect();
    let names: Vec<_> = sent
        .iter()
        .filter_map(|asked| asked.path.rsplit('/').next())
        .collect();
    assert_eq!(names, ["00002", "00003", "00004"]);
    assert_eq!(sent[2].body.len(), 500);
}

/// 423 is nobody's lock where nobody holds the file: the server is busy, and it is waited for.
#[tokio::test]
async fn a_server_that_puts_the_pieces_together_is_waited_for() {
    let (_mock, cloud, dav) = start().await;
    let (at, ledger) = (path("big.bin"), KeptLedger::default());
    let source = BytesSource(Bytes::from(vec![7; 2500]));
    let request = UploadRequest {
        path: &at,
        source: &source,
        replaces: None,
        comment: None,
        title: None,
        ledger: &ledger,
    };
    cloud.assembles.store(true, Ordering::Relaxed);
    let busy = dav.upload(request.clone()).await.unwrap_err();
    assert_eq!(busy.kind, ErrorKind::Unavailable, "{busy}");
    assert!(matches!(busy.retry, Retry::After(_)), "{busy:?}");

    // Where somebody holds it, that is said.
    *cloud.file.lock().unwrap() = Some(Bytes::from_static(b"12345"));
    let seen = dav.stat(&at).await.unwrap().revision;
    let over = Expect {
        revision: Some(seen),
        token: None,
    };
    let replacing = UploadRequest {
        replaces: Some(&over),
        ..request.clone()
    };
    *cloud.holder.lock().unwrap() = Some("omar".into());
    let held = dav.upload(replacing).await.unwrap_err();
    assert!(matches!(held.kind, ErrorKind::Locked { .. }), "{held}");

    *cloud.holder.lock().unwrap() = None;
    *cloud.file.lock().unwrap() = None;
    cloud.assembles.store(false, Ordering::Relaxed);
    dav.upload(request).await.unwrap();
    assert_eq!(
        cloud.file.lock().unwrap().as_ref().map(Bytes::len),
        Some(2500)
    );
}

#[tokio::test]
async fn a_state_that_leads_elsewhere_is_not_used() {
    let (mock, cloud, dav) = start().await;
    let (at, source) = (path("big.bin"), BytesSource(Bytes::from(vec![7; 2500])));
    let ledger = KeptLedger::default();
    damson_remote::UploadLedger::save(
        &ledger,
        r#"{"id":"damson-../../files/omar","chunk":1000,"length":2500}"#,
    );
    let request = UploadRequest {
        path: &at,
        source: &source,
        replaces: None,
        comment: None,
        title: None,
        ledger: &ledger,
    };
    dav.upload(request).await.unwrap();
    assert!(
        mock.asked()
            .iter()
            .all(|asked| !asked.path.contains("omar"))
    );
    assert_eq!(
        cloud.file.lock().unwrap().as_ref().map(Bytes::len),
        Some(2500)
    );
}

#[tokio::test]
async fn nextcloud_keeps_versions() {
    let (mock, cloud, dav) = start().await;
    let file = path("a.psd");
    *cloud.file.lock().unwrap() = Some(Bytes::from_static(b"12345"));
    let versions = dav.versions(&file).await.unwrap();
    let labels: Vec<_> = versions
        .iter()
        .map(|version| version.label.as_str())
        .collect();
    assert_eq!(labels, ["1795100000", "1795000000"]);
    assert_eq!(versions[0].created_by.as_deref(), Some("omar"));
    let body = dav.read_version(&file, &versions[0].id).await.unwrap();
    assert_eq!(whole(body).await, b"an earlier one");
    let outside = VersionId("..".into());
    assert!(dav.read_version(&file, &outside).await.is_err());

    mock.forget();
    dav.restore(&file, &versions[1].id, &Expect::default())
        .await
        .unwrap();
    let moved = mock
        .asked()
        .into_iter()
        .find(|asked| asked.method == "MOVE")
        .unwrap();
    assert_eq!(moved.path, format!("{VERSIONS}/versions/42/1795000000"));
    assert!(
        moved
            .header("destination")
            .ends_with("/versions/jane/restore/target")
    );
}

/// Class 2 without files_lock: the locks are the Finder's comfort.
#[tokio::test]
async fn nextcloud_without_files_lock_has_no_locks() {
    let mock = Mock::start(|asked| {
        if asked.method == "OPTIONS" {
            return options();
        }
        let props = format!("{FOLDER}{LOCKABLE}<oc:fileid>1</oc:fileid>");
        multistatus(&resource(&format!("{FILES}/"), &props))
    })
    .await;
    let address = format!("{}{FILES}", mock.url);
    let dav = connect(config(&address), credentials("jane"))
        .await
        .unwrap();
    let capability = dav.capability();
    assert!(!capability.locks, "{capability:?}");
    assert!(capability.product.contains("locks are not real"));
    let refused = dav.lock(&path("a.psd")).await.unwrap_err();
    assert_eq!(refused.kind, ErrorKind::Unsupported);
}

/// RFC 6578, 3.7 and 3.8: what changed, what is gone, and an answer that is cut.
#[tokio::test]
async fn sync_collection_is_a_change_feed() {
    let mock = Mock::start(|asked| match asked.method.as_str() {
        "OPTIONS" => options(),
        "REPORT" if String::from_utf8_lossy(&asked.body).contains(">urn:too-old<") => status(403),
        "REPORT" if String::from_utf8_lossy(&asked.body).contains(">urn:1<") => multistatus(
            &(resource("/new.psd", "<d:resourcetype/><d:getetag>\"2\"</d:getetag>")
                + "<d:response><d:href>/old%20one.psd</d:href>\
                   <d:status>HTTP/1.1 404 Not Found</d:status></d:response>\
                   <d:response><d:href>/</d:href>\
                   <d:status>HTTP/1.1 507 Insufficient Storage</d:status></d:response>\
                   <d:sync-token>urn:2</d:sync-token>"),
        ),
        "REPORT" => multistatus("<d:sync-token>urn:2</d:sync-token>"),
        _ => {
            let props = format!(
                "{FOLDER}<d:sync-token>urn:1</d:sync-token><d:supported-report-set>\
                 <d:supported-report><d:report><d:sync-collection/></d:report>\
                 </d:supported-report></d:supported-report-set>"
            );
            multistatus(&resource("/", &props))
        }
    })
    .await;
    let dav = connect(config(&mock.url), credentials("jane"))
        .await
        .unwrap();
    assert!(dav.capability().change_feed && dav.capability().feed_sees_deletions);
    let start = dav.changes(&path(""), None).await.unwrap();
    assert_eq!((start.cursor.as_str(), start.changes.len()), ("urn:1", 0));
    let set = dav.changes(&path(""), Some("urn:1")).await.unwrap();
    assert!(set.more);
    assert_eq!(set.cursor, "urn:2");
    match &set.changes[..] {
        [Change::Seen(entry), Change::Gone(gone)] => {
            assert_eq!(entry.path, path("new.psd"));
            assert_eq!(*gone, path("old one.psd"));
        }
        other => panic!("{other:?}"),
    }
    let rest = dav.changes(&path(""), Some("urn:2")).await.unwrap();
    assert!(rest.changes.is_empty() && !rest.more);
    let old = dav.changes(&path(""), Some("urn:too-old")).await;
    assert_eq!(old.unwrap_err().kind, ErrorKind::Changed);
}
