//! People who log in, and short ways to say things.

use bytes::Bytes;
use damson_core::DamPath;
use damson_remote::{
    BytesSource, Expect, NoLedger, Read, ReadBody, Remote as _, Result, UploadRequest, Uploaded,
};
use damson_webdav::{Config, Credentials, WebDav, connect};
use futures::TryStreamExt as _;

/// A password is the name.
pub(crate) fn credentials(user: &str) -> Credentials {
    Credentials::Password {
        user: user.into(),
        password: user.into(),
    }
}

/// Small pages, so that small folders have several.
pub(crate) fn config(url: &str) -> Config {
    Config {
        page_size: 10,
        computer: "desk".to_owned(),
        ..Config::new(url).unwrap()
    }
}

pub(crate) async fn log_in(url: &str, user: &str) -> WebDav {
    connect(config(url), credentials(user)).await.unwrap()
}

pub(crate) fn path(text: &str) -> DamPath {
    DamPath::parse(text).unwrap()
}

pub(crate) async fn upload(
    dav: &WebDav,
    at: &DamPath,
    bytes: &[u8],
    replaces: Option<&Expect>,
) -> Result<Uploaded> {
    dav.upload(UploadRequest {
        path: at,
        source: &BytesSource(Bytes::copy_from_slice(bytes)),
        replaces,
        comment: None,
        title: None,
        ledger: &NoLedger,
    })
    .await
}

pub(crate) async fn bytes(dav: &WebDav, at: &DamPath) -> Vec<u8> {
    whole(dav.read(at, Read::default()).await.unwrap()).await
}

pub(crate) async fn whole(body: ReadBody) -> Vec<u8> {
    let pieces: Vec<Bytes> = body.stream.try_collect().await.unwrap();
    pieces.concat()
}
