//! Moves behind front servers that change addresses.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
};

use damson_remote::{ErrorKind, Expect, Remote as _, Retry};
use damson_webdav::{Credentials, WebDav, connect};

use crate::{
    mock::{Asked, FOLDER, LOCKABLE, Mock, multistatus, options, resource, status},
    setup::{config, path, upload},
};

/// Which path of the server a `Destination` means, or the refusal.
type Understands = fn(&str) -> Result<String, u16>;

/// A server of its own addresses behind one that takes `taken` away from the front of each path.
struct Behind {
    taken: &'static str,
    /// How the server begins its own addresses.
    spells: &'static str,
    understands: Understands,
}

type Files = Arc<Mutex<BTreeSet<String>>>;

async fn start(behind: Behind, has: &[&str]) -> (Mock, Files) {
    let has = has.iter().map(|path| (*path).to_owned()).collect();
    let files: Files = Arc::new(Mutex::new(has));
    let kept = Arc::clone(&files);
    let mock = Mock::start(move |asked| answer(&behind, &mut kept.lock().unwrap(), asked)).await;
    (mock, files)
}

fn answer(
    behind: &Behind,
    files: &mut BTreeSet<String>,
    asked: &Asked,
) -> axum::response::Response {
    let Some(path) = asked.path.strip_prefix(behind.taken) else {
        return status(404);
    };
    let href = format!("{}{path}", behind.spells);
    match asked.method.as_str() {
        "OPTIONS" => options(),
        "PROPFIND" if path == "/dav/" => {
            multistatus(&resource(&href, &format!("{FOLDER}{LOCKABLE}")))
        }
        "PROPFIND" if files.contains(path) => multistatus(&resource(
            &href,
            "<d:resourcetype/><d:getcontentlength>3</d:getcontentlength><d:lockdiscovery/>",
        )),
        "PUT" => {
            files.insert(path.to_owned());
            status(201)
        }
        "MOVE" | "COPY" => match (behind.understands)(asked.header("destination")) {
            Ok(to) => {
                if asked.method == "MOVE" {
                    files.remove(path);
                }
                files.insert(to);
                status(201)
            }
            Err(code) => status(code),
        },
        "DELETE" if files.remove(path) => status(204),
        _ => status(404),
    }
}

/// The path alone, whatever is before it.
#[expect(
    clippy::unnecessary_wraps,
    reason = "other servers refuse some destinations"
)]
fn any(destination: &str) -> Result<String, u16> {
    let path = destination
        .split_once("://")
        .map_or(destination, |(_, rest)| {
            &rest[rest.find('/').unwrap_or(0)..]
        });
    Ok(path.to_owned())
}

fn only_paths(destination: &str) -> Result<String, u16> {
    if destination.starts_with('/') {
        return Ok(destination.to_owned());
    }
    Err(502)
}

fn only_its_own(destination: &str) -> Result<String, u16> {
    let inside = destination.strip_prefix("http://inner.example:8080");
    inside.map(str::to_owned).ok_or(502)
}

async fn log_in(mock: &Mock, root: &str) -> WebDav {
    let jane = Credentials::Nobody {
        user: "jane".into(),
    };
    connect(config(&format!("{}{root}", mock.url)), jane)
        .await
        .unwrap()
}

fn asked(mock: &Mock, method: &str) -> usize {
    mock.asked()
        .iter()
        .filter(|call| call.method == method)
        .count()
}

/// The form that a server understands is found out, with nothing moved meanwhile, and remembered.
#[tokio::test]
async fn moves_find_the_address_that_the_server_understands() {
    let cases: [(&str, &str, Understands); 4] = [
        ("", "", any),
        ("", "", only_paths),
        ("", "http://inner.example:8080", only_its_own),
        // The address that the front server has would make a file below `/x/dav`.
        ("/x", "", any),
    ];
    for (nth, (taken, spells, understands)) in cases.into_iter().enumerate() {
        let behind = Behind {
            taken,
            spells,
            understands,
        };
        let (mock, files) = start(behind, &["/dav/a.psd"]).await;
        let dav = log_in(&mock, &format!("{taken}/dav")).await;
        let nothing = Expect::default();
        dav.rename(&path("a.psd"), &path("b.psd"), &nothing)
            .await
            .unwrap();
        dav.copy(&path("b.psd"), &path("c.psd")).await.unwrap();
        let has: Vec<_> = files.lock().unwrap().iter().cloned().collect();
        assert_eq!(has, ["/dav/b.psd", "/dav/c.psd"], "case {nth}");
        mock.forget();
        upload(&dav, &path("d.psd"), b"new", None).await.unwrap();
        assert_eq!(
            (asked(&mock, "PUT"), asked(&mock, "MOVE")),
            (1, 1),
            "case {nth}"
        );
        assert!(files.lock().unwrap().contains("/dav/d.psd"), "case {nth}");
    }
}

/// What refuses every address says so once, and is not asked for ever.
#[tokio::test]
async fn a_server_that_refuses_every_address_is_not_asked_again() {
    let behind = Behind {
        taken: "",
        spells: "",
        understands: |_| Err(502),
    };
    let (mock, files) = start(behind, &["/dav/a.psd"]).await;
    let dav = log_in(&mock, "/dav").await;
    let refused = dav
        .rename(&path("a.psd"), &path("b.psd"), &Expect::default())
        .await
        .unwrap_err();
    assert_eq!(
        (refused.kind, refused.retry),
        (ErrorKind::Unsupported, Retry::Never)
    );
    assert!(files.lock().unwrap().contains("/dav/a.psd"));
}

/// A server that says yes and does something else is not believed.
#[tokio::test]
async fn what_landed_elsewhere_is_no_success() {
    let elsewhere = Behind {
        taken: "",
        spells: "",
        understands: |destination| any(destination).map(|path| format!("/dav{path}")),
    };
    let (mock, _) = start(elsewhere, &["/dav/a.psd"]).await;
    let dav = log_in(&mock, "/dav").await;
    let refused = dav
        .rename(&path("a.psd"), &path("b.psd"), &Expect::default())
        .await
        .unwrap_err();
    let said = refused.said.unwrap_or_default();
    assert!(said.contains("at /dav/b.psd instead of /b.psd"), "{said}");

    let nowhere = Behind {
        taken: "",
        spells: "",
        understands: |_| Ok("/lost".to_owned()),
    };
    let (mock, _) = start(nowhere, &["/dav/a.psd"]).await;
    let dav = log_in(&mock, "/dav").await;
    for refused in [
        dav.copy(&path("a.psd"), &path("b.psd")).await.unwrap_err(),
        upload(&dav, &path("c.psd"), b"new", None)
            .await
            .unwrap_err(),
    ] {
        let said = refused.said.unwrap_or_default();
        assert!(said.contains("nothing is at"), "{said}");
    }
}
