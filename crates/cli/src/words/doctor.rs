//! What the doctor looks at.

use damson_app::view::{CheckView, DoctorStep, FindingView, Health};

use super::{
    say,
    say::{message, spoken},
};
use crate::{human, style::Tone};

/// The name of a step.
pub(crate) fn step(step: DoctorStep) -> String {
    match step {
        DoctorStep::Address => say!("step-address"),
        DoctorStep::ClientCertificate => say!("step-client-certificate"),
        DoctorStep::Proxy => say!("step-proxy"),
        DoctorStep::Dns => say!("step-dns"),
        DoctorStep::Tcp => say!("step-tcp"),
        DoctorStep::Tls => say!("step-tls"),
        DoctorStep::Http => say!("step-http"),
        DoctorStep::Clock => say!("step-clock"),
        DoctorStep::Product => say!("step-product"),
        DoctorStep::Keychain => say!("step-keychain"),
        DoctorStep::Login => say!("step-login"),
        DoctorStep::Read => say!("step-read"),
        DoctorStep::Write => say!("step-write"),
        DoctorStep::Capability => say!("step-capability"),
        DoctorStep::CacheFolder => say!("step-cache-folder"),
        DoctorStep::FreeSpace => say!("step-free-space"),
    }
}

/// How a step went.
pub(crate) fn health(health: Health) -> (String, Tone) {
    match health {
        Health::Ok => (say!("health-ok"."terminal"), Tone::Good),
        Health::Warn => (say!("health-warn"."terminal"), Tone::Caution),
        Health::Fail => (say!("health-fail"."terminal"), Tone::Alarm),
        Health::Skipped => (say!("health-skipped"."terminal"), Tone::Faint),
    }
}

/// What a step found; `None` where there is nothing to say.
pub(crate) fn finding(check: &CheckView) -> Option<String> {
    let Some(found) = &check.found else {
        let detail = check.detail.clone();
        if check.step == DoctorStep::Capability {
            return detail.map(capability);
        }
        return detail;
    };
    Some(match found {
        FindingView::NoProxy => say!("finding-no-proxy"),
        FindingView::NoProxyBySettings => say!("finding-no-proxy-by-settings"),
        FindingView::NoProxyForHost { host } => say!("finding-no-proxy-for-host", host = host),
        FindingView::NoProxyByEnvironment { host } => {
            say!("finding-no-proxy-by-environment", host = host)
        }
        FindingView::Proxy {
            address,
            user,
            variable,
        } => proxy(address.as_ref(), user.as_ref(), variable.as_ref()),
        FindingView::ByScript {
            script,
            address: Some(address),
        } => say!("finding-by-script", address = address, script = script),
        FindingView::ByScript {
            script,
            address: None,
        } => say!("finding-by-script"."none", script = script),
        FindingView::NoCertificate => say!("finding-no-certificate"),
        FindingView::Trusted => say!("finding-trusted"),
        FindingView::Certificate {
            trusted,
            host,
            more,
            issuer,
            until,
        } => say!(
            "finding-certificate",
            trusted = if *trusted { "yes" } else { "no" },
            host = host,
            more = *more,
            issuer = issued_by(issuer.as_ref()),
            until = until
        ),
        FindingView::ClientCertificate {
            whose,
            issuer,
            until,
        } => say!(
            "finding-client-certificate",
            whose = whose,
            issuer = issued_by(issuer.as_ref()),
            until = until
        ),
        FindingView::NotSaid => say!("finding-not-said"),
        FindingView::ProductElsewhere { product, at } => {
            say!("finding-product-elsewhere", product = product, at = at)
        }
        FindingView::WebdavWithLocks => say!("finding-webdav-with-locks"),
        FindingView::PerhapsWebdav => say!("finding-perhaps-webdav"),
        FindingView::TopFolder {
            entries,
            more: false,
        } => say!("finding-top-folder", entries = *entries),
        FindingView::TopFolder {
            entries,
            more: true,
        } => say!("finding-top-folder"."more", entries = *entries),
        FindingView::ReadWrite => say!("finding-read-write"),
        FindingView::ReadOnly => say!("finding-read-only"),
        FindingView::KeychainAnswers => say!("finding-keychain-answers"),
        FindingView::NoKeychain => say!("finding-no-keychain"),
        FindingView::FreeSpace { megabytes } => human::size(megabytes.saturating_mul(1_000_000)),
        FindingView::LocksAsSaid => say!("finding-locks-as-said"),
        FindingView::NoLocks { why } => say!("finding-no-locks", why = why),
        FindingView::ComparesWrites { compares } => say!(
            "finding-compares-writes",
            compares = match compares {
                Some(true) => "yes",
                Some(false) => "no",
                None => "unknown",
            }
        ),
    })
}

/// What a server can do, or can't ("locks", "locks: no"); a word that nobody knows stays as it is.
fn capability(detail: String) -> String {
    let (word, there) = match detail.strip_suffix(": no") {
        Some(word) => (word, false),
        None => (detail.as_str(), true),
    };
    let name = format!("capability-{word}");
    if !spoken().has(&name) {
        return detail;
    }
    let name = message(&name, None, Vec::new());
    if there {
        return name;
    }
    say!("no-capability", capability = name)
}

fn proxy(address: Option<&String>, user: Option<&String>, variable: Option<&String>) -> String {
    let unreadable = || say!("finding-proxy"."unreadable");
    let address = address.cloned().unwrap_or_else(unreadable);
    let settings = || say!("finding-proxy"."settings");
    let variable = variable.cloned().unwrap_or_else(settings);
    match user {
        Some(user) => say!(
            "finding-proxy"."as",
            address = address,
            user = user,
            variable = variable
        ),
        None => say!("finding-proxy", address = address, variable = variable),
    }
}

fn issued_by(issuer: Option<&String>) -> String {
    let itself = || say!("finding-certificate"."itself");
    issuer.cloned().unwrap_or_else(itself)
}
