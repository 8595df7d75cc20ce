//! Updates from a server on this computer: a signed file is taken, a changed one refused.
#![expect(clippy::unwrap_used, reason = "a test")]

use std::io::Cursor;

use axum::{Json, Router, routing::get};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use damson_app::ErrorCode;
use damson_desktop::Source;
use minisign::KeyPair;
use serde_json::json;
use tauri::{
    App, async_runtime,
    test::{MockRuntime, mock_builder, mock_context, noop_assets},
};

const FILE: &[u8] = b"the bytes of a later Damson";

fn app() -> App<MockRuntime> {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut context = mock_context(noop_assets());
    context.config_mut().version = Some("0.1.0".to_owned());
    let updater = json!({"pubkey": "", "endpoints": []});
    context
        .config_mut()
        .plugins
        .0
        .insert("updater".to_owned(), updater);
    mock_builder()
        .plugin(tauri_plugin_updater::Builder::new().build())
        .build(context)
        .unwrap()
}

/// A server with an update whose file is `served`, signed for `FILE` by `keys`.
async fn serve(keys: &KeyPair, served: &'static [u8], version: &'static str) -> url::Url {
    let signature = minisign::sign(None, &keys.sk, Cursor::new(FILE), None, None).unwrap();
    let signature = STANDARD.encode(signature.to_string());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let latest = json!({
        "version": version,
        "notes": "What is new",
        "url": format!("http://{address}/file"),
        "signature": signature,
    });
    let router = Router::new()
        .route("/latest.json", get(move || async { Json(latest) }))
        .route("/file", get(move || async move { served }));
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}/latest.json").parse().unwrap()
}

fn source(keys: &KeyPair, endpoint: url::Url) -> Source {
    Source {
        endpoint,
        public_key: STANDARD.encode(keys.pk.to_box().unwrap().to_string()),
    }
}

#[test]
fn a_signed_file_is_taken_and_a_changed_one_refused() {
    let app = app();
    let handle = app.handle().clone();
    let keys = KeyPair::generate_unencrypted_keypair().unwrap();
    async_runtime::block_on(async {
        let good = source(&keys, serve(&keys, FILE, "0.2.0").await);
        let found = damson_desktop::check(&handle, Some(good.clone()))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            (found.version.as_str(), found.notes.as_deref()),
            ("0.2.0", Some("What is new"))
        );
        let (_, bytes) = damson_desktop::download(&handle, good, |_| {})
            .await
            .unwrap();
        assert_eq!(bytes, FILE);

        let changed: &[u8] = b"the bytes of a later damson";
        let bad = source(&keys, serve(&keys, changed, "0.2.0").await);
        let error = damson_desktop::download(&handle, bad, |_| {})
            .await
            .err()
            .unwrap();
        assert_eq!(error.code, ErrorCode::Corrupt, "{error}");

        let others = KeyPair::generate_unencrypted_keypair().unwrap();
        let foreign = source(&keys, serve(&others, FILE, "0.2.0").await);
        let error = damson_desktop::download(&handle, foreign, |_| {})
            .await
            .err()
            .unwrap();
        assert_eq!(error.code, ErrorCode::Corrupt, "{error}");
    });
}

#[test]
fn nothing_is_offered_that_is_not_later() {
    let app = app();
    let handle = app.handle().clone();
    let keys = KeyPair::generate_unencrypted_keypair().unwrap();
    async_runtime::block_on(async {
        let same = source(&keys, serve(&keys, FILE, "0.1.0").await);
        assert_eq!(
            damson_desktop::check(&handle, Some(same)).await.unwrap(),
            None
        );
        assert_eq!(damson_desktop::check(&handle, None).await.unwrap(), None);
    });
}
