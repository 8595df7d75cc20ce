//! What is read of a WebDAV server's words, for fuzzing: none of it may panic or go on for ever,
//! and no path may lead out of the DAM.

use bytes::Bytes;
use damson_core::DamPath;
use futures::{executor::block_on, stream};
use http::{HeaderMap, HeaderValue, Method, header};
use secrecy::SecretString;

use crate::{
    Base, Credentials,
    addresses::Addresses,
    auth::{Auth, offers},
    encode::segments,
    failure,
    map::{Me, Member, Reader},
    probe::classes,
    wire::{Lasts, Multistatus},
    xml::Xml,
};

fn xml(data: &[u8]) -> Xml {
    // Cut as a network may.
    let pieces: Vec<_> = data
        .chunks(7)
        .map(|piece| Ok(Bytes::copy_from_slice(piece)))
        .collect();
    Xml::new(stream::iter(pieces))
}

/// A multistatus and what its properties say.
pub fn multistatus(data: &[u8]) {
    let reader = Reader {
        me: Me {
            id: "jane".into(),
            also: Vec::new(),
            computer: "desk".into(),
        },
        roots: vec![vec!["dav".into()]],
        fine_tags: true,
        user_locks: false,
    };
    let clouds = Reader {
        user_locks: true,
        ..reader.clone()
    };
    let folder = DamPath::parse("Spring").expect("it is a path");
    block_on(async {
        let mut replies = Multistatus::new(xml(data));
        while let Ok(Some(reply)) = replies.next().await {
            if let Member::Child(path) = reader.member(&folder, &reply.href) {
                assert_eq!(path.parent().as_ref(), Some(&folder));
                let bad =
                    |name: &str| matches!(name, "." | ".." | "") || name.contains(['/', '\0']);
                assert!(!path.names().any(bad), "{path:?}");
            }
            let _ = reader.path(&reply.href);
            let _ = clouds.see(&folder, reply.clone(), None);
            let _ = reader.see(&folder, reply, None);
        }
        let _ = Multistatus::new(xml(data)).bare_prop().await;
    });
}

/// Headers and single texts.
pub fn texts(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let _ = Lasts::parse(&text);
    assert!(segments(&text).iter().all(|part| !part.is_empty()));
    let _ = Base::parse(&text);
    let mut headers = HeaderMap::new();
    if let Ok(value) = HeaderValue::from_bytes(data) {
        headers.insert(header::WWW_AUTHENTICATE, value.clone());
        headers.insert("dav", value);
    }
    if let Ok(media) = HeaderValue::from_bytes(b"text/plain") {
        headers.insert(header::CONTENT_TYPE, media);
    }
    let _ = failure::message(&headers, data);
    let _ = Addresses::new(
        &Base::parse("https://dam.example/x").expect("it is one"),
        &text,
    );
    let _ = (classes(&headers), offers(&headers, "basic"));
    let jane = Credentials::Password {
        user: "jane".into(),
        password: SecretString::from("hush"),
    };
    let auth = Auth::new(&jane).expect("it is a password");
    if auth.take_up(&headers, false) {
        let url = url::Url::parse("https://dam.example.com/dav/").expect("it is an address");
        if let Ok(Some(proof)) = auth.header(&Method::GET, &url) {
            // Basic is asked for by name; nothing else may give the password away.
            let basic = offers(&headers, "basic");
            let proof = String::from_utf8_lossy(proof.as_bytes()).into_owned();
            assert!(basic || !proof.contains("hush"), "{proof}");
        }
    }
}
