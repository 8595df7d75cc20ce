//! Whether it is a DAM, whether this person gets in, and what it can do.

use std::sync::Arc;

use damson_core::DamPath;
use damson_remote::{Entry, Page, Rights, wrap::Limits};
use damson_webdav::Likely;

use super::{Exam, Finding};
use crate::{
    accounts::{Account, Connector},
    address::Address,
    app::Inner,
    connecting,
    connectors::{self, Found, LoggedIn},
    error::{ErrorCode, UserError},
    network::Network,
    view::{CapabilityView, DoctorStep},
};

/// What a creative notices when it is absent.
const NOTICED: [&str; 9] = [
    "locks",
    "ranges",
    "resumable-upload",
    "versions",
    "version-comments",
    "search",
    "thumbnails",
    "copy",
    "change-feed",
];

/// From the product to its capabilities; `None` when nothing answers.
pub(super) async fn examine(
    exam: &mut Exam,
    inner: &Arc<Inner>,
    account: Option<&Account>,
    address: Option<&Address>,
) {
    let known = if let Some(address) = address {
        let connector = account.map(|account| account.connector);
        exam.step(DoctorStep::Product, product(address, connector))
            .await
    } else {
        exam.skip(&[DoctorStep::Product]);
        None
    };
    let (Some(account), Some(())) = (account, known) else {
        return skip_after_login(exam, true);
    };
    let Some(there) = exam.step(DoctorStep::Login, log_in(inner, account)).await else {
        return skip_after_login(exam, false);
    };
    let root = exam.step(DoctorStep::Read, read(&there)).await;
    match root {
        Some(root) => {
            exam.step(DoctorStep::Write, async { write(&root) }).await;
        }
        None => exam.skip(&[DoctorStep::Write]),
    }
    let capability = CapabilityView::from(&there.remote.capability());
    for (word, there) in capability.parts() {
        if NOTICED.contains(&word) {
            let look = async { capable(word, there) };
            exam.step(DoctorStep::Capability, look).await;
        }
    }
}

fn skip_after_login(exam: &mut Exam, login: bool) {
    if login {
        exam.skip(&[DoctorStep::Login]);
    }
    exam.skip(&[DoctorStep::Read, DoctorStep::Write, DoctorStep::Capability]);
}

/// What answers; at a connection it must be what the connection is of.
async fn product(address: &Address, connector: Option<Connector>) -> Finding<()> {
    let found = match connector {
        Some(Connector::Webdav) => damson_webdav::recognise(&address.webdav)
            .await
            .map(Found::Webdav),
        Some(Connector::Aem) => damson_aem::recognise(&address.aem).await.map(|found| {
            if found.is_aem {
                Found::Aem(found)
            } else {
                Found::Unknown(found)
            }
        }),
        None => connectors::look(address).await,
    };
    match found {
        Ok(Found::Aem(found)) => aem(&found, address),
        Ok(Found::Webdav(found)) => webdav(&found),
        Ok(Found::Unknown(_)) => Finding::fail(ErrorCode::NotADam.into()),
        Err(error) => Finding::fail(error.into()),
    }
}

fn aem(found: &damson_aem::Recognised, address: &Address) -> Finding<()> {
    let product = if found.is_cloud_service {
        "Adobe Experience Manager as a Cloud Service"
    } else {
        "Adobe Experience Manager"
    };
    let moved = found.base != address.aem.base;
    let at = if moved {
        format!(", at {}", found.base.as_str())
    } else {
        String::new()
    };
    Finding::ok(format!("{product}{at}"), ())
}

fn webdav(found: &damson_webdav::Recognised) -> Finding<()> {
    match (found.webdav, found.says_locks) {
        (Likely::Yes, true) => Finding::ok("WebDAV with locks, as it says", ()),
        (Likely::Yes, false) => Finding::ok("WebDAV", ()),
        (Likely::Perhaps, _) => Finding::ok("perhaps WebDAV: only logging in tells", ()),
        (Likely::No, _) => Finding::fail(ErrorCode::NotADam.into()),
    }
}

async fn log_in(inner: &Arc<Inner>, account: &Account) -> Finding<LoggedIn> {
    let login = match connecting::find_login(inner.clone(), account.clone()).await {
        Ok(login) => login,
        Err(error) => return Finding::fail(error),
    };
    let network = match Network::of(inner, Some(account)).await {
        Ok(network) => network,
        Err(error) => return Finding::fail(error.into()),
    };
    match connectors::log_in(account, &login, &Limits::default(), &network).await {
        Ok(there) => {
            let name = there
                .me
                .display_name
                .as_ref()
                .filter(|name| **name != there.me.id);
            let as_name = name.map_or_else(String::new, |name| format!(" ({name})"));
            Finding::ok(format!("{}{as_name}", there.me.id), there)
        }
        Err(error) => Finding::fail(error.into()),
    }
}

async fn read(there: &LoggedIn) -> Finding<Page<Entry>> {
    match there.remote.list(&DamPath::root(), None).await {
        Ok(page) => {
            let count = page.items.len();
            let more = if page.next.is_some() { "+" } else { "" };
            Finding::ok(format!("in the top folder: {count}{more}"), page)
        }
        Err(error) => Finding::fail(error.into()),
    }
}

/// Rights differ from folder to folder: one that can be written to is enough.
fn write(root: &Page<Entry>) -> Finding<()> {
    let any = |rights: Rights| root.items.iter().any(|entry| entry.rights == rights);
    if any(Rights::ReadWrite) {
        return Finding::ok("read and write", ());
    }
    if any(Rights::ReadOnly) {
        return Finding::ok("read only", ()).warn(ErrorCode::Forbidden.into());
    }
    Finding::ok("the server does not say", ())
}

fn capable(word: &'static str, there: bool) -> Finding<()> {
    let found = Finding::ok(word, ());
    if there {
        return found;
    }
    found
        .detail(format!("{word}: no"))
        .warn(UserError::new(ErrorCode::Unsupported).detail(word))
}
