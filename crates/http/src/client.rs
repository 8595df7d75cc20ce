//! Clients that trust what the system trusts and do nothing of their own accord.

use std::time::Duration;

use damson_remote::{Error, ErrorKind, Result};
use reqwest::{Certificate, Client, ClientBuilder, RequestBuilder, Response, redirect};

use crate::{body::within, certificate::ClientCertificate, failure, proxy::Proxy, trace};

/// A client that follows no redirect and tries nothing again.
///
/// It goes the way that `proxy` says and trusts what the system trusts, and `extra_roots` (PEM)
/// beside; fails with [`ErrorKind::Tls`] when those can't be read. `certificate` is shown to servers
/// that ask for one: pass it only for the server that a person set up.
pub fn builder(
    extra_roots: &[String],
    proxy: &Proxy,
    certificate: Option<&ClientCertificate>,
) -> Result<ClientBuilder> {
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
    if let Some(certificate) = certificate {
        builder = builder.identity(certificate.ready());
    }
    proxy.apply(builder)
}

/// Sends a request and waits for the head of its answer, at most `time`.
pub async fn send(request: RequestBuilder, time: Duration) -> Result<Response> {
    // Boxed because every call holds one, and it is large.
    Box::pin(within(time, on_a_connection(request)))
        .await?
        .map_err(failure::of_transport)
}

/// Sends a request; on another connection when the first one ended before the request was on it.
///
/// A server that refuses a client certificate may say so at that very moment, and the HTTP library
/// does not pass on what it said. No such request has reached the server.
pub async fn on_a_connection(request: RequestBuilder) -> reqwest::Result<Response> {
    const MOST: usize = 6;
    let mut request = request;
    for _ in 1..MOST {
        let Some(again) = request.try_clone() else {
            break;
        };
        match trace::send(request).await {
            Err(error) if failure::was_never_sent(&error) => request = again,
            answered => return answered,
        }
    }
    trace::send(request).await
}
