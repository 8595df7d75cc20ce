//! Whether anything answers at the address.

use std::{env, net::SocketAddr};

use damson_aem::{
    asks_for_certificate, client,
    proxy::{Proxy, Script},
};
use jiff::{SignedDuration, Timestamp};
use reqwest::{ClientBuilder, Response, header};
use tokio::net::{TcpStream, lookup_host};
use url::Url;

use super::{Exam, Finding, handshake};
use crate::{
    connect::address::Address,
    crossing::{
        error::{ErrorCode, UserError},
        view::{DoctorStep, FindingView},
    },
    trust,
};

/// How far a server's clock may be off before tokens are refused and times mislead.
const CLOCK_MAY_DIFFER: SignedDuration = SignedDuration::from_mins(2);

/// Examines name, connection, certificate and answer. True when something answered.
pub(super) async fn reach(exam: &mut Exam, address: Option<&Address>) -> bool {
    let url = address.and_then(|address| Url::parse(address.aem.base.as_str()).ok());
    let (Some(address), Some(url)) = (address, url) else {
        exam.skip(&[
            DoctorStep::Proxy,
            DoctorStep::Dns,
            DoctorStep::Tcp,
            DoctorStep::Tls,
            DoctorStep::Http,
            DoctorStep::Clock,
        ]);
        return false;
    };
    let proxied = exam
        .step(DoctorStep::Proxy, async { proxy(&address.aem.proxy, &url) })
        .await
        .unwrap_or_default();
    if proxied {
        // The proxy resolves the name and reaches the server; this computer may be unable to.
        exam.skip(&[DoctorStep::Dns, DoctorStep::Tcp]);
    } else {
        let found = exam.step(DoctorStep::Dns, dns(&url)).await;
        let connected = if let Some(addresses) = found {
            exam.step(DoctorStep::Tcp, tcp(&addresses)).await.is_some()
        } else {
            exam.skip(&[DoctorStep::Tcp]);
            false
        };
        if !connected {
            exam.skip(&[DoctorStep::Tls, DoctorStep::Http, DoctorStep::Clock]);
            return false;
        }
    }
    request(exam, address, &url, proxied).await
}

/// One request shows the certificate, the answer and the clock.
async fn request(exam: &mut Exam, address: &Address, url: &Url, proxied: bool) -> bool {
    let mut answer = None;
    let is_https = url.scheme() == "https";
    let tls = async {
        let config = &address.aem;
        let certificate = config.client_certificate.as_ref();
        answer = match client::builder(&config.extra_roots, &config.proxy, certificate) {
            Ok(client) => Some(get(client, url).await),
            Err(error) => return Finding::fail(error.into()),
        };
        if let Some(Err(error)) = &answer
            && let Some((trouble, said)) = asks_for_certificate(error)
        {
            return Finding::fail(UserError::new(trouble.into()).said(said));
        }
        let distrust = match &answer {
            Some(Err(error)) => trust::distrust(error),
            Some(Ok(_)) | None => None,
        };
        match distrust {
            Some(distrust) => untrusted(distrust, url, proxied).await,
            None if is_https => trusted(answer.as_ref()),
            None => Finding::is(FindingView::NoCertificate, ()),
        }
    };
    if exam.step(DoctorStep::Tls, tls).await.is_none() {
        exam.skip(&[DoctorStep::Http, DoctorStep::Clock]);
        return false;
    }
    let mut answered = None;
    let http = async {
        match answer {
            Some(Ok(response)) => {
                let status = response.status();
                answered = Some(response);
                let found = Finding::ok(status.to_string(), ());
                if status.is_server_error() {
                    return found.warn(ErrorCode::Unavailable.into());
                }
                found
            }
            Some(Err(error)) => Finding::fail(trust::unreachable(&error)),
            None => Finding::fail(ErrorCode::Timeout.into()),
        }
    };
    exam.step(DoctorStep::Http, http).await;
    let Some(response) = answered else {
        exam.skip(&[DoctorStep::Clock]);
        return false;
    };
    exam.step(DoctorStep::Clock, async { clock(&response) })
        .await;
    true
}

/// Whose certificate the server has, with a warning when it ends soon.
fn trusted(answer: Option<&reqwest::Result<Response>>) -> Finding<()> {
    let seen = match answer {
        Some(Ok(response)) => handshake::trusted(response),
        Some(Err(_)) | None => None,
    };
    let Some(seen) = seen else {
        return Finding::is(FindingView::Trusted, ());
    };
    let few_days = seen.few_days;
    let found = Finding::is(handshake::found(seen, true), ());
    match few_days {
        Some(days) => {
            found.warn(UserError::new(ErrorCode::CertificateEnds).detail(days.to_string()))
        }
        None => found,
    }
}

/// Why the server's certificate isn't trusted, and whose it is. Behind a proxy the server can't be asked
/// for the certificate itself.
async fn untrusted(distrust: trust::Distrust, url: &Url, proxied: bool) -> Finding<()> {
    let seen = if proxied || distrust.word == "not-tls" {
        None
    } else {
        handshake::shown(url).await
    };
    let found = Finding::fail(distrust.into());
    match seen {
        Some(seen) => found.found(handshake::found(seen, false)),
        None => found,
    }
}

async fn get(client: ClientBuilder, url: &Url) -> reqwest::Result<Response> {
    let client = client.tls_info(true).build()?;
    client::on_a_connection(client.get(url.clone())).await
}

async fn dns(url: &Url) -> Finding<Vec<SocketAddr>> {
    let host = match url.host() {
        Some(url::Host::Domain(name)) => name.to_owned(),
        Some(url::Host::Ipv4(ip)) => ip.to_string(),
        Some(url::Host::Ipv6(ip)) => ip.to_string(),
        None => String::new(),
    };
    let port = url.port_or_known_default().unwrap_or(443);
    match lookup_host((host.as_str(), port)).await {
        Ok(addresses) => {
            let addresses: Vec<SocketAddr> = addresses.collect();
            let shown: Vec<String> = addresses.iter().map(|at| at.ip().to_string()).collect();
            Finding::ok(shown.join(", "), addresses)
        }
        Err(error) => Finding::fail(UserError::new(ErrorCode::UnknownHost).said(error.to_string())),
    }
}

async fn tcp(addresses: &[SocketAddr]) -> Finding<()> {
    match TcpStream::connect(addresses).await {
        Ok(stream) => {
            let peer = stream
                .peer_addr()
                .map_or_else(|_| String::new(), |at| at.to_string());
            Finding::ok(peer, ())
        }
        Err(error) => Finding::fail(UserError::new(ErrorCode::Offline).said(error.to_string())),
    }
}

/// Whether the settings or the environment name a proxy for this address. The system's own proxy is
/// found by the request itself.
fn proxy(set: &Proxy, url: &Url) -> Finding<bool> {
    match set {
        Proxy::System => by_environment(url),
        Proxy::None => Finding::is(FindingView::NoProxyBySettings, false),
        Proxy::Manual { login, .. } => {
            let host = url.host_str().unwrap_or_default();
            if is_here(url) || is_excepted(host) {
                let host = host.to_owned();
                return Finding::is(FindingView::NoProxyForHost { host }, false);
            }
            let proxy = FindingView::Proxy {
                address: Some(set.write()),
                user: login.as_ref().map(|login| login.user.clone()),
                variable: None,
            };
            Finding::is(proxy, true)
        }
        Proxy::Script { read, .. } => by_script(set, read.as_deref(), url),
    }
}

fn by_script(set: &Proxy, script: Option<&Script>, url: &Url) -> Finding<bool> {
    let said = script.map(|script| script.proxy_for(url)).transpose();
    match said.map(Option::flatten) {
        Ok(proxy) => {
            let through = proxy.is_some();
            let found = FindingView::ByScript {
                script: set.write(),
                address: proxy.map(|proxy| proxy.as_str().trim_end_matches('/').to_owned()),
            };
            Finding::is(found, through)
        }
        Err(error) => Finding::fail(UserError::from(error)),
    }
}

/// Whether the server runs on this computer, which no proxy is asked for.
fn is_here(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
        Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

fn by_environment(url: &Url) -> Finding<bool> {
    let names = match url.scheme() {
        "https" => ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"],
        _ => ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"],
    };
    let set = |name: &&str| env::var(name).ok().filter(|value| !value.is_empty());
    let Some((name, value)) = names.iter().find_map(|name| Some((name, set(name)?))) else {
        return Finding::is(FindingView::NoProxy, false);
    };
    let host = url.host_str().unwrap_or_default();
    if is_excepted(host) {
        let host = host.to_owned();
        return Finding::is(FindingView::NoProxyByEnvironment { host }, false);
    }
    // The value can hold a password, so only host and port are shown.
    let address = Url::parse(&value).ok().and_then(|proxy| {
        Some(format!(
            "{}:{}",
            proxy.host_str()?,
            proxy.port_or_known_default()?
        ))
    });
    let proxy = FindingView::Proxy {
        address,
        user: None,
        variable: Some((*name).to_owned()),
    };
    Finding::is(proxy, true)
}

fn is_excepted(host: &str) -> bool {
    let named = ["NO_PROXY", "no_proxy"]
        .iter()
        .find_map(|name| env::var(name).ok())
        .unwrap_or_default();
    named.split(',').map(str::trim).any(|name| {
        let name = name.trim_start_matches('.');
        let below = host
            .strip_suffix(name)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
        name == "*" || (!name.is_empty() && below)
    })
}

fn clock(response: &Response) -> Finding<()> {
    let date = response.headers().get(header::DATE);
    let theirs = date
        .and_then(|date| date.to_str().ok())
        .and_then(|date| httpdate::parse_http_date(date).ok())
        .and_then(|date| Timestamp::try_from(date).ok());
    let Some(theirs) = theirs else {
        return Finding::is(FindingView::NotSaid, ());
    };
    let ahead = theirs.duration_since(Timestamp::now());
    let seconds = ahead.as_secs();
    let found = Finding::ok(format!("{seconds:+} s"), ());
    if ahead.abs() > CLOCK_MAY_DIFFER {
        return found.warn(UserError::new(ErrorCode::ClockDiffers).detail(seconds.to_string()));
    }
    found
}
