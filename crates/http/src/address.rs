//! The address of a server as a person types or pastes it.

use std::net::IpAddr;

use damson_remote::{Error, ErrorKind, Result};
use url::{Host, Url};

/// Reads the address of a server; a missing scheme is https, or http for this computer.
///
/// Fails with [`ErrorKind::UnknownHost`] for what is no web address, or one with a password in it.
pub fn parse(address: &str) -> Result<Url> {
    let url = read(address)?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(not_an_address("the address must begin with https://"));
    }
    if url.host().is_none_or(|host| host.to_string().is_empty()) {
        return Err(not_an_address("the address names no server"));
    }
    // A name and password in an address would end up wherever the address is shown.
    if !url.username().is_empty() || url.password().is_some() {
        return Err(not_an_address("the address holds a name or a password"));
    }
    Ok(url)
}

/// Whether this computer itself is meant.
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

fn read(address: &str) -> Result<Url> {
    if address.is_empty() {
        return Err(not_an_address("the address is empty"));
    }
    let parse = |text: &str| Url::parse(text).map_err(|why| not_an_address(&why.to_string()));
    if address.contains("://") {
        return parse(address);
    }
    let address = address.trim_start_matches('/');
    let guess = parse(&format!("https://{address}"))?;
    let loopback_text = |host: &str| host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
    if is_loopback(&guess) || guess.host_str().is_some_and(loopback_text) {
        return parse(&format!("http://{address}"));
    }
    Ok(guess)
}

fn not_an_address(why: &str) -> Error {
    Error::new(ErrorKind::UnknownHost).said(why)
}
