//! A server that sends the bytes of an upload on to where they are kept.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use axum::response::Response;
use bytes::Bytes;
use damson_remote::Retry;

use crate::{
    mock::{Asked, FOLDER, LOCKABLE, Mock, multistatus, options, resource, status},
    setup::{log_in, path, upload},
};

/// Sends each PUT on with this status, to this place.
#[derive(Clone)]
struct Front {
    status: u16,
    to: &'static str,
    files: Arc<Mutex<BTreeMap<String, Bytes>>>,
}

impl Front {
    fn answer(&self, asked: &Asked) -> Response {
        let inner = asked.path.strip_prefix("/inner");
        let name = inner.unwrap_or(&asked.path).to_owned();
        let mut files = self.files.lock().unwrap();
        match asked.method.as_str() {
            "OPTIONS" => options(),
            "PROPFIND" if name == "/" => {
                multistatus(&resource("/", &format!("{FOLDER}{LOCKABLE}")))
            }
            "PROPFIND" => match files.get(&name) {
                Some(bytes) => {
                    let length = bytes.len();
                    let props = format!(
                        "<d:resourcetype/><d:getcontentlength>{length}</d:getcontentlength>"
                    );
                    multistatus(&resource(&name, &props))
                }
                None => status(404),
            },
            "PUT" if inner.is_some() => {
                files.insert(name, asked.body.clone());
                status(201)
            }
            "PUT" => {
                let mut response = status(self.status);
                let to = format!("{}{name}", self.to).parse().unwrap();
                response.headers_mut().insert("location", to);
                response
            }
            "MOVE" => {
                let to = asked.header("destination").rsplit('/').next().unwrap();
                let bytes = files.remove(&name).unwrap();
                files.insert(format!("/{to}"), bytes);
                status(201)
            }
            "DELETE" => status(if files.remove(&name).is_some() {
                204
            } else {
                404
            }),
            _ => status(405),
        }
    }
}

async fn sent(code: u16, to: &'static str, length: usize) -> (damson_remote::Result<()>, bool) {
    let front = Front {
        status: code,
        to,
        files: Arc::default(),
    };
    let shared = front.clone();
    let mock = Mock::start(move |asked| shared.answer(asked)).await;
    let dav = log_in(&mock.url, "jane").await;
    let bytes: Vec<u8> = (0..length).map(|n| n.to_le_bytes()[0]).collect();
    let done = upload(&dav, &path("a.bin"), &bytes, None).await;
    let there = front.files.lock().unwrap().get("/a.bin").cloned();
    (done.map(drop), there.is_some_and(|there| there == bytes))
}

#[tokio::test]
async fn the_bytes_of_an_upload_follow_where_the_method_is_kept() {
    for code in [307, 308] {
        for length in [10, 700_000] {
            let (done, there) = sent(code, "/inner", length).await;
            done.unwrap();
            assert!(there, "{code}: {length}");
        }
    }
}

#[tokio::test]
async fn the_bytes_of_an_upload_go_nowhere_else() {
    for (code, to) in [
        (307, "http://elsewhere.example/inner"),
        (302, "/inner"),
        (303, "/inner"),
        // Round and round.
        (307, ""),
    ] {
        let (done, there) = sent(code, to, 10).await;
        assert_eq!(done.unwrap_err().retry, Retry::Never, "{code} {to}");
        assert!(!there, "{code} {to}");
    }
}
