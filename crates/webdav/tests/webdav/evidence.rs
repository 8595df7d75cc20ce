//! What a server says of an asset's bytes is evidence: what it can't tell is found out from the
//! bytes before anything is replaced or removed, and a tag that means nothing stands in no way.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use axum::response::Response;
use bytes::Bytes;
use damson_core::{Digest, HashKind, Revision, Sameness, Timestamp};
use damson_remote::{ErrorKind, Expect, Read, Remote as _, body::Hasher};
use damson_webdav::WebDav;

use crate::{
    mock::{Asked, FOLDER, LOCKABLE, Mock, multistatus, options, reply, resource, status},
    setup::{log_in, path, upload, whole},
};

const DATE: &str = "Sat, 21 Nov 2026 10:00:00 GMT";

/// A server with files in one folder, and the habits that it is given.
#[derive(Default)]
struct Dav {
    files: Mutex<BTreeMap<String, Bytes>>,
    /// What the listing says of a file's last write; nothing where it is empty.
    date: Mutex<String>,
    tag: Mutex<String>,
    /// The tag beside the bytes, where it is another one.
    tag_of_bytes: Mutex<Option<String>>,
    /// The header with a hash beside the bytes, and a checksum in the listing.
    repr_digest: Mutex<Option<&'static str>>,
    checksums: Mutex<Option<&'static str>>,
    /// Tomcat with strong tags: refuses every `If` that has a tag and no token.
    refuses_bare_tags: bool,
}

impl Dav {
    fn answer(&self, asked: &Asked) -> Response {
        let name = asked.path.trim_start_matches('/').to_owned();
        let if_header = asked.header("if");
        if self.refuses_bare_tags && if_header.contains("([") {
            return status(412);
        }
        let tag = self.tag.lock().unwrap().clone();
        let matching = asked.header("if-match");
        if !matching.is_empty() && matching != tag {
            return status(412);
        }
        let mut files = self.files.lock().unwrap();
        match asked.method.as_str() {
            "OPTIONS" => options(),
            "PROPFIND" if name.is_empty() => {
                multistatus(&resource("/", &format!("{FOLDER}{LOCKABLE}")))
            }
            "PROPFIND" => match files.get(&name) {
                Some(bytes) => multistatus(&resource(&asked.path, &self.props(bytes))),
                None => status(404),
            },
            "GET" => match files.get(&name) {
                Some(bytes) => {
                    let mut response = reply(200, bytes.clone());
                    let own = self.tag_of_bytes.lock().unwrap().clone();
                    if let Ok(tag) = own.unwrap_or(tag).parse() {
                        response.headers_mut().insert("etag", tag);
                    }
                    if let Some(digest) = *self.repr_digest.lock().unwrap() {
                        let digest = digest.parse().unwrap();
                        response.headers_mut().insert("repr-digest", digest);
                    }
                    response
                }
                None => status(404),
            },
            "PUT" => {
                files.insert(name, asked.body.clone());
                status(201)
            }
            "DELETE" => status(if files.remove(&name).is_some() {
                204
            } else {
                404
            }),
            "MOVE" => {
                let to = asked.header("destination").rsplit('/').next();
                let bytes = files.remove(&name).unwrap();
                files.insert(to.unwrap().to_owned(), bytes);
                status(201)
            }
            _ => status(405),
        }
    }

    fn props(&self, bytes: &Bytes) -> String {
        let (date, tag) = (self.date.lock().unwrap(), self.tag.lock().unwrap());
        let date = match date.as_str() {
            "" => String::new(),
            date => format!("<d:getlastmodified>{date}</d:getlastmodified>"),
        };
        format!(
            "<d:resourcetype/><d:getcontentlength>{}</d:getcontentlength>{date}{}\
             <d:getetag>{tag}</d:getetag>",
            bytes.len(),
            self.checksums.lock().unwrap().unwrap_or_default()
        )
    }

    fn put(&self, bytes: &'static [u8]) {
        let mut files = self.files.lock().unwrap();
        files.insert("a.psd".into(), Bytes::from_static(bytes));
    }

    fn bytes(&self) -> Bytes {
        self.files.lock().unwrap()["a.psd"].clone()
    }
}

async fn start(dav: Dav) -> (Mock, Arc<Dav>, WebDav) {
    let server = Arc::new(dav);
    let shared = Arc::clone(&server);
    let mock = Mock::start(move |asked| shared.answer(asked)).await;
    server.put(b"one");
    let dav = log_in(&mock.url, "jane").await;
    (mock, server, dav)
}

fn digest(bytes: &[u8]) -> Digest {
    let mut hasher = Hasher::new(HashKind::Sha256);
    hasher.update(bytes);
    hasher.finish()
}

/// What a decision rests upon that was made from these bytes.
async fn decided(dav: &WebDav, bytes: &[u8]) -> Expect {
    let revision = dav.stat(&path("a.psd")).await.unwrap().revision;
    Expect {
        revision: Some(Revision {
            digest: Some(digest(bytes)),
            ..revision
        }),
        token: None,
    }
}

#[tokio::test]
async fn where_neither_tag_nor_date_can_be_read_the_bytes_decide() {
    let file = path("a.psd");
    for date in ["", "yesterday"] {
        let (_mock, server, dav) = start(Dav::default()).await;
        *server.date.lock().unwrap() = date.into();
        let expect = decided(&dav, b"one").await;
        server.put(b"two");
        let sent = upload(&dav, &file, b"mine", Some(&expect)).await;
        assert_eq!(sent.unwrap_err().kind, ErrorKind::Changed, "{date:?}");
        let moved = dav.rename(&file, &path("b.psd"), &expect).await;
        assert_eq!(moved.unwrap_err().kind, ErrorKind::Changed, "{date:?}");
        let removed = dav.remove(&file, &expect).await;
        assert_eq!(removed.unwrap_err().kind, ErrorKind::Changed, "{date:?}");
        assert_eq!(server.bytes(), "two", "{date:?}");

        let expect = decided(&dav, b"two").await;
        upload(&dav, &file, b"mine", Some(&expect)).await.unwrap();
        assert_eq!(server.bytes(), "mine");
    }
}

/// What the server says of the hash is taken for the bytes, which are not read: in this test they are
/// others.
#[tokio::test]
async fn a_hash_beside_the_bytes_answers_for_them() {
    let (_mock, server, dav) = start(Dav::default()).await;
    let expect = decided(&dav, b"one").await;
    server.put(b"two");
    *server.repr_digest.lock().unwrap() = Some(OF_ONE);
    dav.remove(&path("a.psd"), &expect).await.unwrap();

    server.put(b"one");
    let expect = decided(&dav, b"two").await;
    let removed = dav.remove(&path("a.psd"), &expect).await;
    assert_eq!(removed.unwrap_err().kind, ErrorKind::Changed);
}

const OF_ONE: &str = "sha-256=:dpLDrTVAu4A8Ags67mbNiIcSMjTqDG5xQ8Ct1z/0Me0=:";

#[tokio::test]
async fn a_checksum_of_the_listing_tells_revisions_apart() {
    let (_mock, server, dav) = start(Dav::default()).await;
    let checksum = |text| *server.checksums.lock().unwrap() = Some(text);
    let look = async || dav.stat(&path("a.psd")).await.unwrap().revision;
    checksum(
        "<oc:checksums><oc:checksum>SHA1:fe05bcdcdc4928012781a5f1a2a77cbb5398e106 \
         MD5:f97c5d29941bfb1b2fdab0874906ab82</oc:checksum></oc:checksums>",
    );
    *server.tag.lock().unwrap() = "\"x\"".into();
    let one = look().await;
    // A lock gave it another tag.
    *server.tag.lock().unwrap() = "\"y\"".into();
    assert_eq!(one.compare(&look().await), Sameness::Same);
    checksum(
        "<oc:checksums><oc:checksum>SHA1:ad782ecdac770fc6eb9a62e44f90873fb97fb26b</oc:checksum>\
         </oc:checksums>",
    );
    *server.tag.lock().unwrap() = "\"x\"".into();
    assert_eq!(one.compare(&look().await), Sameness::Different);
}

#[tokio::test]
async fn dates_in_other_forms_tell_two_writes_apart() {
    let (_mock, server, dav) = start(Dav::default()).await;
    for (one, two) in [
        (
            "Sat, 7 Nov 2026 10:00:00 GMT",
            "Sat, 7 Nov 2026 10:00:01 GMT",
        ),
        (
            "Sat, 21 Nov 2026 10:00:00 +0000",
            "Sat, 21 Nov 2026 10:00:01 +0000",
        ),
        (
            "Sat, 21 Nov 2026 10:00:00 UTC",
            "Sat, 21 Nov 2026 10:00:01 UTC",
        ),
        ("2026-11-21T10:00:00Z", "2026-11-21T10:00:01Z"),
        (
            "Saturday, 21-Nov-26 10:00:00 GMT",
            "Saturday, 21-Nov-26 10:00:01 GMT",
        ),
    ] {
        one.clone_into(&mut server.date.lock().unwrap());
        let before = dav.stat(&path("a.psd")).await.unwrap().revision;
        assert!(before.modified.is_some(), "{one}");
        two.clone_into(&mut server.date.lock().unwrap());
        let after = dav.stat(&path("a.psd")).await.unwrap().revision;
        assert_eq!(before.compare(&after), Sameness::Different, "{two}");
    }
}

/// Nextcloud gives another tag with each LOCK and UNLOCK.
#[tokio::test]
async fn a_tag_that_changed_alone_is_answered_by_the_bytes() {
    let file = path("a.psd");
    let (_mock, server, dav) = start(Dav::default()).await;
    DATE.clone_into(&mut server.date.lock().unwrap());
    "\"x1\"".clone_into(&mut server.tag.lock().unwrap());
    let expect = decided(&dav, b"one").await;
    "\"x2\"".clone_into(&mut server.tag.lock().unwrap());
    let now = dav.stat(&file).await.unwrap().revision;
    let decided_from = expect.revision.clone().unwrap();
    assert_eq!(decided_from.compare(&now), Sameness::Question);
    server.put(b"uno");
    let refused = upload(&dav, &file, b"mine", Some(&expect)).await;
    assert_eq!(refused.unwrap_err().kind, ErrorKind::Changed);
    assert_eq!(server.bytes(), "uno");
    server.put(b"one");
    upload(&dav, &file, b"mine", Some(&expect)).await.unwrap();
    assert_eq!(server.bytes(), "mine");
}

#[tokio::test]
async fn a_tag_of_its_own_on_the_bytes_holds_up_no_download() {
    let file = path("a.psd");
    for of_bytes in ["\"x-gzip\"", "W/\"x\"", "\"another\"", ""] {
        let (_mock, server, dav) = start(Dav::default()).await;
        DATE.clone_into(&mut server.date.lock().unwrap());
        "\"x\"".clone_into(&mut server.tag.lock().unwrap());
        *server.tag_of_bytes.lock().unwrap() = Some(of_bytes.into());
        for _ in 0..2 {
            let read = Read {
                expect: Some(dav.stat(&file).await.unwrap().revision),
                ..Read::default()
            };
            let body = dav.read(&file, read).await.unwrap();
            assert_eq!(whole(body).await, b"one", "{of_bytes}");
        }
        let read = Read {
            expect: Some(dav.stat(&file).await.unwrap().revision),
            ..Read::default()
        };
        server.put(b"three");
        let gone = dav.read(&file, read).await;
        assert_eq!(gone.unwrap_err().kind, ErrorKind::Changed, "{of_bytes}");
    }
}

/// Tomcat with strong tags: `If-Match` works, and `If` with a tag alone never does.
#[tokio::test]
async fn a_tag_without_a_lock_is_asked_for_by_if_match() {
    let (mock, server, dav) = start(Dav {
        refuses_bare_tags: true,
        ..Dav::default()
    })
    .await;
    DATE.clone_into(&mut server.date.lock().unwrap());
    "\"x\"".clone_into(&mut server.tag.lock().unwrap());
    let (from, to) = (path("a.psd"), path("b.psd"));
    let expect = decided(&dav, b"one").await;
    dav.rename(&from, &to, &expect).await.unwrap();
    dav.remove(&to, &expect).await.unwrap();
    let conditions: Vec<_> = mock
        .asked()
        .into_iter()
        .filter(|asked| ["MOVE", "DELETE"].contains(&asked.method.as_str()))
        .map(|asked| asked.header("if-match").to_owned())
        .collect();
    assert_eq!(conditions, ["\"x\"", "\"x\""]);
}

#[tokio::test]
async fn what_was_written_this_second_is_not_settled() {
    let (_mock, server, dav) = start(Dav::default()).await;
    "W/\"x\"".clone_into(&mut server.tag.lock().unwrap());
    let now = std::time::SystemTime::now();
    let now = now.duration_since(std::time::UNIX_EPOCH).unwrap();
    let now = i64::try_from(now.as_millis()).unwrap();
    let date = damson_http::date::header_date(Timestamp(now + 1_000)).unwrap();
    *server.date.lock().unwrap() = date;
    let young = dav.stat(&path("a.psd")).await.unwrap().revision;
    assert!(young.unsettled);
    assert_eq!(young.compare(&young), Sameness::Question);
    let file = path("a.psd");
    // What another wrote in that second has the same size, time and tag.
    let expect = decided(&dav, b"one").await;
    server.put(b"two");
    let refused = upload(&dav, &file, b"mine", Some(&expect)).await;
    assert_eq!(refused.unwrap_err().kind, ErrorKind::Changed);
    assert_eq!(server.bytes(), "two");
}

/// A front server that compresses what it passes on, although the bytes were asked for as they are.
#[tokio::test]
async fn bytes_that_come_coded_unasked_are_decoded() {
    // `printf one | gzip -n`
    const ONE: &[u8] = &[
        0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xcb, 0xcf, 0x4b, 5, 0, 0xf1, 0x86, 0x6c, 0x7a, 3, 0,
        0, 0,
    ];
    for (stored, expected) in [(3, b"one".as_slice()), (ONE.len(), ONE)] {
        let mock = Mock::start(move |asked| match asked.method.as_str() {
            "OPTIONS" => options(),
            "PROPFIND" if asked.path == "/" => {
                multistatus(&resource("/", &format!("{FOLDER}{LOCKABLE}")))
            }
            "PROPFIND" => {
                let props = format!(
                    "<d:resourcetype/><d:getcontentlength>{stored}</d:getcontentlength>\
                     <d:getlastmodified>{DATE}</d:getlastmodified>"
                );
                multistatus(&resource(&asked.path, &props))
            }
            _ => {
                let mut response = reply(200, ONE);
                let gzip = http::HeaderValue::from_static("gzip");
                response.headers_mut().insert("content-encoding", gzip);
                response
            }
        })
        .await;
        let dav = log_in(&mock.url, "jane").await;
        let file = path("a.tgz");
        let read = Read {
            expect: Some(dav.stat(&file).await.unwrap().revision),
            ..Read::default()
        };
        let body = dav.read(&file, read).await.unwrap();
        assert_eq!(whole(body).await, expected);
    }
}
