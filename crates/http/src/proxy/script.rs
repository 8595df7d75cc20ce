//! A script that says through which proxy an address is reached (PAC), as companies give it to
//! browsers. It is not ours: it runs in an engine of its own, with bounded time and memory.

use std::{
    collections::HashMap,
    fmt,
    net::{IpAddr, Ipv4Addr, UdpSocket},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use damson_remote::{Error, ErrorKind, Result};
use proxy_watch::{
    ProxyMode, ProxyStep,
    pac::{PacPolicy, PacScript, evaluate},
};
use reqwest::Client;
use url::{Host, Url};

use super::Proxy;
use crate::{body, failure};

/// A script that was fetched.
pub struct Script {
    address: Url,
    source: PacScript,
    /// What it said of an origin lately: it may look up names, which takes time.
    said: Mutex<HashMap<String, (Instant, Option<Url>)>>,
}

/// Reads a file of this computer, at most some megabytes of it; may block.
pub type ReadFile = fn(&Path) -> std::io::Result<Vec<u8>>;

/// Scripts of companies are some ten kilobytes.
const LARGEST: usize = 1024 * 1024;
const FETCH: Duration = Duration::from_secs(15);
/// The script is asked again after this time: another network may want another proxy.
const GOOD_FOR: Duration = Duration::from_secs(30);

impl Script {
    /// Reads the script at an address, directly. Fails with [`ErrorKind::Proxy`], naming the address
    /// and the reason, also when what is there is no such script.
    pub(super) async fn fetch(address: &Url, read: ReadFile) -> Result<Arc<Self>> {
        let failed =
            |reason: String| Error::new(ErrorKind::Proxy).said(format!("{address}: {reason}"));
        let source = match address.to_file_path() {
            Ok(file) if address.scheme() == "file" => of_file(file, read).await,
            _ => of_web(address).await,
        };
        let script = Self::new(address.clone(), source.map_err(failed)?);
        let script = Arc::new(script);
        // One that can't run is told of now, rather than by servers that can't be reached.
        let (tried, example) = (script.clone(), example());
        tokio::task::spawn_blocking(move || tried.proxy_for(&example))
            .await
            .map_err(|error| failed(error.to_string()))??;
        Ok(script)
    }

    fn new(address: Url, source: String) -> Self {
        Self {
            address,
            source: PacScript::new(source),
            said: Mutex::default(),
        }
    }

    /// Through which proxy an address is reached: the first one that the script names and that speaks
    /// HTTP; `None` for directly. Blocks while the script looks up names, at most five seconds.
    pub fn proxy_for(&self, url: &Url) -> Result<Option<Url>> {
        if is_here(url) {
            return Ok(None);
        }
        let origin = url.origin().ascii_serialization();
        let known = self.said().get(&origin).cloned();
        if let Some((_, proxy)) = known.filter(|(at, _)| at.elapsed() < GOOD_FOR) {
            return Ok(proxy);
        }
        let steps = evaluate(&self.source, url, &policy()).map_err(|error| {
            tracing::warn!(script = %self.address, %error, "the proxy script failed");
            Error::new(ErrorKind::Proxy).said(format!("{}: {error}", self.address))
        })?;
        let proxy = first_usable(&steps);
        self.said().insert(origin, (Instant::now(), proxy.clone()));
        Ok(proxy)
    }

    fn said(&self) -> std::sync::MutexGuard<'_, HashMap<String, (Instant, Option<Url>)>> {
        self.said.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The system's own script (Windows, macOS), fetched; `None` where it has none, or where the
/// environment names a proxy, which goes before. One that can't be had is none: browsers do the same.
pub(super) async fn of_system(read_file: ReadFile) -> Option<Proxy> {
    if in_environment() {
        return None;
    }
    let read = tokio::task::spawn_blocking(|| proxy_watch::read().ok()).await;
    let (address, fetched) = match read.ok()??.effective {
        ProxyMode::Pac { url, .. } => {
            let fetched = Script::fetch(&url, read_file).await;
            (url, fetched)
        }
        ProxyMode::PacInline { script, .. } => {
            let address = Url::parse("data:application/x-ns-proxy-autoconfig,").ok()?;
            let script = Script::new(address.clone(), script);
            (address, Ok(Arc::new(script)))
        }
        // Finding a script by itself is not supported; the rest is read by the HTTP library.
        ProxyMode::Direct | ProxyMode::Manual { .. } | ProxyMode::WpadAutoDetect | _ => {
            return None;
        }
    };
    match fetched {
        Ok(script) => Some(Proxy::Script {
            address,
            login: None,
            read: Some(script),
        }),
        Err(error) => {
            tracing::warn!(%error, "the system's proxy script can't be used");
            None
        }
    }
}

fn in_environment() -> bool {
    ["http_proxy", "https_proxy", "all_proxy"]
        .iter()
        .flat_map(|name| [(*name).to_owned(), name.to_ascii_uppercase()])
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

async fn of_file(file: PathBuf, read: ReadFile) -> Result<String, String> {
    let read = tokio::task::spawn_blocking(move || read(&file)).await;
    let read = read.map_err(|error| error.to_string())?;
    let read = read.map_err(|error| error.to_string())?;
    Ok(String::from_utf8_lossy(&read).into_owned())
}

async fn of_web(address: &Url) -> Result<String, String> {
    // A second installation is refused, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = Client::builder()
        .no_proxy()
        .timeout(FETCH)
        .build()
        .map_err(|error| error.to_string())?;
    let answered = client.get(address.clone()).send().await;
    let answered = answered.and_then(reqwest::Response::error_for_status);
    let response = answered.map_err(|error| {
        let error = error.without_url();
        error.status().map_or_else(
            || failure::of_transport(error).to_string(),
            |status| format!("the server answered {status}"),
        )
    })?;
    let read = body::whole(response, LARGEST).await;
    let read = read.map_err(|error| error.to_string())?;
    Ok(String::from_utf8_lossy(&read).into_owned())
}

fn policy() -> PacPolicy {
    let policy = PacPolicy::new()
        // It was set up by whoever runs this computer, and says which of its networks go where.
        .with_dns_resolution(true)
        .with_internal_addresses(true)
        .with_local_utc_offset(jiff::Zoned::now().offset().seconds());
    match this_address() {
        Some(address) => policy.with_my_ip_address(address),
        None => policy,
    }
}

/// The address that this computer has where it sends to other networks. Nothing is sent.
fn this_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    // An address for documentation (RFC 5737).
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    socket.local_addr().ok().map(|address| address.ip())
}

fn first_usable(steps: &[ProxyStep]) -> Option<Url> {
    let usable = steps.iter().find_map(|step| match step {
        ProxyStep::Direct => Some(None),
        ProxyStep::Http(_) | ProxyStep::Https(_) => step.to_url().map(Some),
        ProxyStep::Socks4(_) | ProxyStep::Socks5(_) | _ => None,
    });
    usable.flatten()
}

fn is_here(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

#[expect(clippy::expect_used, reason = "a constant")]
fn example() -> Url {
    Url::parse("https://example.com/").expect("a proper address")
}

impl fmt::Debug for Script {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = out.debug_struct("Script");
        shown
            .field("address", &self.address.as_str())
            .finish_non_exhaustive()
    }
}

impl PartialEq for Script {
    fn eq(&self, other: &Self) -> bool {
        self.address == other.address && self.source == other.source
    }
}

impl Eq for Script {}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(source: &str, of: &str) -> Result<Option<String>> {
        let address = Url::parse("http://example.com/proxy.pac").unwrap();
        let script = Script::new(address, source.to_owned());
        let proxy = script.proxy_for(&Url::parse(of).unwrap())?;
        Ok(proxy.map(Into::into))
    }

    const BY_HOST: &str = "function FindProxyForURL(url, host) {
        if (isPlainHostName(host) || dnsDomainIs(host, '.example.org')) return 'DIRECT';
        if (shExpMatch(host, '*.example.net')) return 'SOCKS sock.example.com:1; PROXY second:8080';
        return 'PROXY first:3128; DIRECT';
    }";

    #[test]
    fn a_script_says_the_way() {
        let dam = "https://dam.example.com/content/dam";
        assert_eq!(says(BY_HOST, dam).unwrap().unwrap(), "http://first:3128/");
        assert_eq!(says(BY_HOST, "https://dam.example.org/").unwrap(), None);
        assert_eq!(says(BY_HOST, "https://dam/").unwrap(), None);
        // What this program can't speak is passed over.
        let net = says(BY_HOST, "https://dam.example.net/").unwrap();
        assert_eq!(net.unwrap(), "http://second:8080/");
        let always = "function FindProxyForURL() { return 'PROXY first:3128'; }";
        assert_eq!(says(always, "http://127.0.0.1:4502/").unwrap(), None);
        assert_eq!(says(always, "http://[::1]:4502/").unwrap(), None);
    }

    #[test]
    fn the_address_without_what_is_nobodys_business() {
        // As browsers do, a script is told of an https address only whose server it is.
        let tells = "function FindProxyForURL(url) { return 'PROXY p' + url.length + ':80'; }";
        let long = says(tells, "https://dam.example.com/content/dam/secret.psd").unwrap();
        let short = says(tells, "https://dam.example.com/").unwrap();
        assert_eq!(long, short);
    }

    #[test]
    fn what_is_no_script_is_an_error() {
        for source in [
            "<html>not here</html>",
            "",
            "function FindProxyForURL() { throw 1; }",
            "function FindProxyForURL() { for (;;) {} }",
        ] {
            let error = says(source, "https://dam.example.com/").unwrap_err();
            assert_eq!(error.kind, ErrorKind::Proxy, "{source}");
            let said = error.said.unwrap_or_default();
            assert!(said.starts_with("http://example.com/proxy.pac: "), "{said}");
        }
    }
}
