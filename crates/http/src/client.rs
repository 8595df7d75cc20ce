//! Clients that trust what the system trusts and do nothing of their own accord.

use std::time::Duration;

use damson_remote::{Error, ErrorKind, Result};
use reqwest::{Certificate, Client, ClientBuilder, RequestBuilder, Response, redirect};

use crate::{body::within, failure, proxy::Proxy, trace};

/// A client that follows no redirect and tries nothing again.
///
/// It goes the way that `proxy` says and trusts what the system trusts, and `extra_roots` (PEM)
/// beside; fails with [`ErrorKind::Tls`] when those can't be read.
pub fn builder(extra_roots: &[String], proxy: &Proxy) -> Result<ClientBuilder> {
    // A second installation is refused, which is as good: one provider is there.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut builder = Client::builder()
        .user_agent(concat!(
            "Damson/",
            env!("CARGO_PKG_VERSION"),
            " (desktop DAM client)"
        ))
        .redirect(redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .connect_timeout(Duration::from_secs(15));
    for pem in extra_roots {
        let roots = Certificate::from_pem_bundle(pem.as_bytes())
            .map_err(|error| Error::new(ErrorKind::Tls).said(error.to_string()))?;
        builder = builder.tls_certs_merge(roots);
    }
    proxy.apply(builder)
}

/// Sends a request and waits for the head of its answer, at most `time`.
pub async fn send(request: RequestBuilder, time: Duration) -> Result<Response> {
    // Boxed because every call holds one, and it is large.
    Box::pin(within(time, trace::send(request)))
        .await?
        .map_err(failure::of_transport)
}
