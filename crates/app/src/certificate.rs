//! Whose a certificate is, who issued it, and until when it holds.

use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use x509_parser::{certificate::X509Certificate, prelude::FromDer as _, x509::X509Name};

/// A certificate that ends sooner is reported, so that the administrator renews it in time.
const SOON: SignedDuration = SignedDuration::from_hours(14 * 24);

/// Whom a client certificate names, and until when it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Whose {
    pub(crate) name: String,
    /// `None` where it is signed by itself.
    pub(crate) issuer: Option<String>,
    /// The last day, `2027-01-31`.
    pub(crate) until: String,
    /// The whole days that are left, where they are few.
    pub(crate) few_days: Option<i64>,
}

/// What a certificate says of itself, as a person reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Certificate {
    /// The first of the hosts that it names; without hosts, the name of its subject.
    pub(crate) host: String,
    /// How many further hosts it names.
    pub(crate) more: u64,
    /// `None` where it is signed by itself.
    pub(crate) issuer: Option<String>,
    /// The last day, `2027-01-31`.
    pub(crate) until: String,
    /// The whole days that are left, when they are few; negative when it has ended.
    pub(crate) few_days: Option<i64>,
}

/// Reads a certificate (DER).
pub(crate) fn read(der: &[u8], now: Timestamp) -> Option<Certificate> {
    let (_, certificate) = X509Certificate::from_der(der).ok()?;
    let hosts = names(&certificate);
    let Whose {
        name,
        issuer,
        until,
        few_days,
    } = of_subject(&certificate, now)?;
    let (host, more) = hosts.unwrap_or((name, 0));
    Some(Certificate {
        host,
        more,
        issuer,
        until,
        few_days,
    })
}

/// Reads whom a client certificate (DER) names.
pub(crate) fn whose(der: &[u8]) -> Option<Whose> {
    let (_, certificate) = X509Certificate::from_der(der).ok()?;
    of_subject(&certificate, Timestamp::now())
}

fn of_subject(certificate: &X509Certificate<'_>, now: Timestamp) -> Option<Whose> {
    let ends = Timestamp::from_second(certificate.validity().not_after.timestamp()).ok()?;
    let itself = certificate.subject() == certificate.issuer();
    let day = ends.to_zoned(TimeZone::system()).date();
    let left = ends.duration_since(now);
    Some(Whose {
        name: called(certificate.subject()),
        issuer: (!itself).then(|| called(certificate.issuer())),
        until: day.to_string(),
        few_days: (left < SOON).then(|| left.as_hours().div_euclid(24)),
    })
}

/// The first of the hosts that a certificate names, and how many more it names.
fn names(certificate: &X509Certificate<'_>) -> Option<(String, u64)> {
    let extension = certificate.subject_alternative_name().ok()??;
    let mut hosts = extension.value.general_names.iter().filter_map(|name| {
        let text = name.to_string();
        let host = text.strip_prefix("DNSName(")?.strip_suffix(')')?;
        Some(host.to_owned())
    });
    let first = hosts.next()?;
    Some((first, hosts.count() as u64))
}

/// The name for people: the common name, or the organization.
fn called(name: &X509Name<'_>) -> String {
    let common = name.iter_common_name().next();
    let named = common.or_else(|| name.iter_organization().next());
    named
        .and_then(|attribute| attribute.as_str().ok())
        .map_or_else(|| name.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use rcgen::{CertificateParams, DnType, KeyPair, date_time_ymd};

    use super::*;

    fn made(hosts: &[&str]) -> Vec<u8> {
        let hosts: Vec<String> = hosts.iter().map(ToString::to_string).collect();
        let mut params = CertificateParams::new(hosts).unwrap();
        params.not_after = date_time_ymd(2030, 6, 15);
        let name = &mut params.distinguished_name;
        name.push(DnType::CommonName, "The studio");
        let key = KeyPair::generate().unwrap();
        params.self_signed(&key).unwrap().der().to_vec()
    }

    fn at(time: &str) -> Timestamp {
        time.parse().unwrap()
    }

    #[test]
    fn it_says_whose_it_is_and_who_issued_it() {
        let now = at("2030-01-01T00:00:00Z");
        let der = made(&["dam.example", "www.dam.example", "dam.internal"]);
        let seen = read(&der, now).unwrap();
        assert_eq!((seen.host.as_str(), seen.more), ("dam.example", 2));
        assert_eq!(seen.issuer, None, "signed by itself");
        assert!(seen.until.starts_with("2030-06-"), "{}", seen.until);
        assert_eq!(read(&made(&[]), now).unwrap().host, "The studio");
    }

    #[test]
    fn it_says_when_few_days_are_left() {
        let der = made(&["dam.example"]);
        let left = |time| read(&der, at(time)).unwrap().few_days;
        assert_eq!(left("2030-05-15T00:00:00Z"), None);
        assert_eq!(left("2030-06-10T12:00:00Z"), Some(4));
        assert_eq!(left("2030-06-14T23:00:00Z"), Some(0));
        assert_eq!(left("2030-06-16T12:00:00Z"), Some(-2));
    }

    #[test]
    fn what_is_none_says_nothing() {
        assert_eq!(read(b"no certificate", at("2030-01-01T00:00:00Z")), None);
    }
}
